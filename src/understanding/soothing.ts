import type { Lexicon } from '../knowledge/index.ts'
import { createPhraseIndex } from './phrase-index.ts'
import type { Stemmer } from './stem.ts'
import { isSaidAt, startOfStretch, type Token } from './tokens.ts'

/** Tokens; a message that says no more beside its greeting is a greeting, and one that says no more beside its thanks is thanks. */
const MORE_THAN_A_GREETING = 2
const MORE_THAN_THANKS = 6

type PhrasesAt = ReturnType<typeof createPhraseIndex<readonly string[]>>

function indexOf(phrases: readonly string[], stem: Stemmer): PhrasesAt {
  return createPhraseIndex<readonly string[]>(
    phrases.map((phrase) => phrase.split(' ').map(stem)),
    (stems) => stems,
  )
}

function longestAt(phrasesAt: PhrasesAt, tokens: readonly Token[], at: number): number {
  let longest = 0
  for (const stems of phrasesAt(tokens, at))
    if (isSaidAt(at, stems, tokens)) longest = Math.max(longest, stems.length)
  return longest
}

/** Finds the place of the thanks that end a message; behind its last token if none do. */
export function createThanksFinder({ courtesies }: Pick<Lexicon, 'courtesies'>, stem: Stemmer) {
  const closingAt = indexOf(courtesies.closing, stem)
  return (tokens: readonly Token[]): number => {
    if (tokens.length === 0) return 0
    for (let at = startOfStretch(tokens, tokens.length - 1); at < tokens.length; at += 1)
      if (at + longestAt(closingAt, tokens, at) === tokens.length) return at
    return tokens.length
  }
}

/**
 * Leaves out phrases that play a complaint down, and the greeting and thanks around one: who says them is no safer, and
 * what else is said must be read the same with and without them.
 */
export function createSoothingFilter({ soothing, courtesies }: Lexicon, stem: Stemmer) {
  const soothingAt = indexOf(soothing, stem)
  const openingAt = indexOf(courtesies.opening, stem)
  const startOfThanks = createThanksFinder({ courtesies }, stem)
  const joining = new Set(courtesies.joining)
  const withoutSoothing = (tokens: readonly Token[]): Token[] => {
    const kept: Token[] = []
    let at = 0
    while (at < tokens.length) {
      const length = longestAt(soothingAt, tokens, at)
      if (length === 0) kept.push(tokens[at] as Token)
      at += Math.max(1, length)
    }
    const isBegunByIt = kept[0] !== tokens[0]
    return isBegunByIt && joining.has(kept[0]?.word ?? '') ? kept.slice(1) : kept
  }
  return (tokens: readonly Token[]): Token[] => {
    const said = withoutSoothing(tokens)
    const opening = longestAt(openingAt, said, 0)
    const from = said.length - opening > MORE_THAN_A_GREETING ? opening : 0
    const thanks = startOfThanks(said)
    return said.slice(from, thanks - from > MORE_THAN_THANKS ? thanks : said.length)
  }
}

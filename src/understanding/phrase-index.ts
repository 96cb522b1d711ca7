import type { Token } from './tokens.ts'

/** The phrases that may be said from a token on, in the order they were given; their first two words are right. */
export type PhraseIndex<Phrase> = (tokens: readonly Token[], at: number) => readonly Phrase[]

/** Those that are one word, and by their second word those and all longer ones. */
type Begun<Phrase> = { alone: readonly Phrase[]; bySecond: ReadonlyMap<string, readonly Phrase[]> }

/** Prepares the look-up of phrases by their first two words, for "in" and "not" alone begin hundreds. */
export function createPhraseIndex<Phrase>(
  phrases: readonly Phrase[],
  stemsOf: (phrase: Phrase) => readonly string[],
): PhraseIndex<Phrase> {
  const byFirst = Map.groupBy(phrases, (phrase) => stemsOf(phrase)[0] ?? '')
  const begun = new Map([...byFirst].map(([first, all]) => [first, bySecond(all, stemsOf)]))
  return (tokens, at) => {
    const found = begun.get(tokens[at]?.stem ?? '')
    if (!found) return NONE
    return found.bySecond.get(tokens[at + 1]?.stem ?? '') ?? found.alone
  }
}

const NONE: readonly never[] = []

function bySecond<Phrase>(
  phrases: readonly Phrase[],
  stemsOf: (phrase: Phrase) => readonly string[],
): Begun<Phrase> {
  const secondOf = (phrase: Phrase) => stemsOf(phrase)[1]
  const seconds = new Set(phrases.map(secondOf))
  const startingWith = (second: string) =>
    phrases.filter((phrase) => [second, undefined].includes(secondOf(phrase)))
  return {
    alone: phrases.filter((phrase) => secondOf(phrase) === undefined),
    bySecond: new Map(
      [...seconds].flatMap((second) =>
        second === undefined ? [] : [[second, startingWith(second)]],
      ),
    ),
  }
}

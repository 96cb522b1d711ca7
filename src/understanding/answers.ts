import type { Lexicon } from '../knowledge/index.ts'
import { ANSWERS, type Answer } from './reading.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** Tokens; a longer message says more than yes or no and is read as such. */
const SHORT_ANSWER = 5
/** Tokens; a longer message tells something new. */
const LONGEST_TAKE_BACK = 12

/** Recognises "yes", "not really", "no idea" as answers, and "scrap that" anywhere in a short message. */
export function createAnswers(words: Lexicon['answers'], stem: Stemmer) {
  const phrases = ANSWERS.flatMap((answer) =>
    words[answer].map((phrase) => ({ answer, stems: phrase.split(' ').map(stem) })),
  ).sort((a, b) => b.stems.length - a.stems.length)

  return (tokens: readonly Token[]): Answer | null => {
    const startsWith = (stems: readonly string[], at: number) =>
      stems.every((part, offset) => tokens[at + offset]?.stem === part)
    const takesBack =
      tokens.length <= LONGEST_TAKE_BACK &&
      phrases.some(
        ({ answer, stems }) =>
          answer === 'takeBack' && tokens.some((_, at) => startsWith(stems, at)),
      )
    if (takesBack) return 'takeBack'
    const opening = phrases.find(
      ({ answer, stems }) => answer !== 'takeBack' && startsWith(stems, 0),
    )
    if (!opening) return null
    // "no, it catches": an opening that a comma or full stop cuts off answers, whatever follows.
    const next = tokens[opening.stems.length]
    const isCutOff = next !== undefined && (next.afterComma || next.sentence > 0)
    return tokens.length <= SHORT_ANSWER || isCutOff ? opening.answer : null
  }
}

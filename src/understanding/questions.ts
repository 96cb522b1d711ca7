import type { Span } from './pattern.ts'
import type { Token } from './tokens.ts'

/** Words; a shorter piece asks nothing by itself. */
const SHORTEST_QUESTION = 3

/** Words that begin another question when "and", "also" or a comma stands before them. */
const OPENERS = new Set([
  ...['how', 'what', 'which', 'why', 'when', 'where', 'who', 'can', 'could', 'should', 'do'],
  ...['does', 'is', 'are', 'also', 'plus', 'any'],
])
const JOINERS = new Set(['and', 'also', 'plus', 'or', 'then'])

/** The pieces of a message that may each ask something of their own: sentences, and questions strung together in one. */
export function piecesOf(tokens: readonly Token[]): Span[] {
  const pieces: Span[] = []
  tokens.forEach((token, index) => {
    const last = pieces.at(-1)
    const before = tokens[index - 1]
    const isNewSentence = before !== undefined && before.sentence !== token.sentence
    const isNextQuestion =
      OPENERS.has(token.word) &&
      (token.afterComma || (before !== undefined && JOINERS.has(before.word)))
    if (!last || isNewSentence || isNextQuestion) pieces.push({ start: index, end: index + 1 })
    else last.end = index + 1
  })
  return pieces.filter(({ start, end }) => end - start >= SHORTEST_QUESTION)
}

/**
 * Where a message stops telling and goes on to ask, the last place first: the start of its last sentence, if it is a
 * question and not the first, and of all the questions that end it, if they are several.
 */
export function startsOfLastQuestions(tokens: readonly Token[]): number[] {
  const starts: number[] = []
  let end = tokens.length
  while (end > 0) {
    const sentence = tokens[end - 1]?.sentence
    let start = end - 1
    while (start > 0 && tokens[start - 1]?.sentence === sentence) start -= 1
    if (start === 0 || !OPENERS.has(tokens[start]?.word ?? '')) break
    starts.push(start)
    end = start
  }
  const first = starts.at(-1)
  return first === undefined ? [] : [...new Set([starts[0] as number, first])]
}

/** Whether a message asks anything, with a question mark or without; "can not stand" tells. */
export function asksSomething(message: string, tokens: readonly Token[]): boolean {
  const isOpener = ({ start }: Span) =>
    OPENERS.has(tokens[start]?.word ?? '') && tokens[start + 1]?.word !== 'not'
  return message.includes('?') || piecesOf(tokens).some(isOpener)
}

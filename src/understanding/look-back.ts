import type { AssertionWords } from '../knowledge/index.ts'
import type { Span } from './pattern.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Stemmer } from './stem.ts'
import { startOfStretch, type Token } from './tokens.ts'

/** A stretch that what follows it turns. */
export type LookBack = Span & { kind: 'negated' | 'historical' }

/** Tokens; a longer question asks more than whether a sign is there. */
const ASKED_OF_ONESELF = 6
/** Tokens; what a bare "no" behind a colon or a dash answers is no longer: "Fever: no". */
const ANSWERED_BESIDE = 5
/** Tokens from the beginning of "that is nearly twenty years ago" to its end. */
const DATED_WITHIN = 7
const POINTERS = new Set(['that', 'this', 'it', 'all'])

/**
 * Prepares what turns the sentence before it: a short question answered with no ("Numb? No."), a list that is denied as
 * a whole ("fever, chills, sweats: nope x 3"), an item with its answer ("fever: no"), and a sentence that is dated ("That is twenty years ago.").
 */
export function createLookBack(words: AssertionWords, stem: Stemmer) {
  const answersNo = new Set(words.answersNo)
  const findDenials = createPhraseSearch(
    words.denialsOfLists.map((text): [string, 'denial'] => [text, 'denial']),
    stem,
  )

  return (tokens: readonly Token[], message: string): LookBack[] => {
    const turned: LookBack[] = []
    for (let end = 1; end < tokens.length; end += 1) {
      const isNewSentence = tokens[end - 1]?.sentence !== tokens[end]?.sentence
      if (isNewSentence) {
        const start = startOfSentence(tokens, end - 1)
        if (isShortAnswer(tokens, end, message) && end - start <= ASKED_OF_ONESELF)
          turned.push({ kind: 'negated', start, end })
        else if (datesWhatWas(tokens, end)) turned.push({ kind: 'historical', start, end })
      }
      if (isAnswerBeside(tokens, end, message)) {
        const start = startOfStretch(tokens, end - 1)
        if (end - start <= ANSWERED_BESIDE) turned.push({ kind: 'negated', start, end })
      }
    }
    for (const { start: end } of findDenials(tokens)) {
      const start = startOfSentence(tokens, Math.max(0, end - 1))
      turned.push({ kind: 'negated', start, end })
    }
    return turned
  }

  /** Whether a sentence is no more than "no", or begins with it and a comma, right after a question mark. */
  function isShortAnswer(tokens: readonly Token[], at: number, message: string): boolean {
    const [last, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]]
    if (!last || !token || !answersNo.has(token.word)) return false
    const isAlone = next?.sentence !== token.sentence || next.afterComma
    return isAlone && message.slice(last.end, token.start).includes('?')
  }

  /** Whether a stretch is no more than "no", behind a colon or a dash. */
  function isAnswerBeside(tokens: readonly Token[], at: number, message: string): boolean {
    const [last, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]]
    if (!last || !token?.afterComma || !answersNo.has(token.word)) return false
    const mark = message.slice(last.end, token.start)
    const isLast = next?.sentence !== token.sentence
    return mark.includes(':') ? isLast || next.afterComma : isLast && mark === ' - '
  }
}

/** Whether a sentence says of the one before that it is years ago. */
function datesWhatWas(tokens: readonly Token[], at: number): boolean {
  const [pointer, verb] = [tokens[at], tokens[at + 1]]
  if (!pointer || !POINTERS.has(pointer.word)) return false
  if (verb?.word !== 'is' && verb?.word !== 'was') return false
  return tokens
    .slice(at, at + DATED_WITHIN - 1)
    .some(
      ({ word, sentence }, index) =>
        sentence === pointer.sentence &&
        /^(?:years?|decades?)$/.test(word) &&
        tokens[at + index + 1]?.word === 'ago',
    )
}

function startOfSentence(tokens: readonly Token[], at: number): number {
  let start = at
  while (start > 0 && tokens[start - 1]?.sentence === tokens[at]?.sentence) start -= 1
  return start
}

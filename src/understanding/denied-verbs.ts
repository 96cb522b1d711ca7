import type { AssertionWords } from '../knowledge/index.ts'
import type { Span } from './pattern.ts'
import type { Stemmer } from './stem.ts'
import { endOfStretch, startOfStretch, type Token } from './tokens.ts'

/** Tokens from "cannot" to the "without" that takes it back: "cannot walk far without pain". */
const TAKEN_BACK_WITHIN = 4
const HELPING_VERBS = new Set(['do', 'does', 'did', 'has', 'have', 'had'])
const DENYING_VERBS = new Set(['not', 'never', 'unable', 'hardly'])

/**
 * Prepares to say of a denial whether it holds for its verb, not for what the verb is about: "did not ease the pain", "is
 * not coping with the pain".
 */
export function createDeniedVerbs(words: AssertionWords, stem: Stemmer) {
  const denyingObjects = new Set(words.denyingObjects.map(stem))

  return ({ end }: Span, tokens: readonly Token[]): boolean => {
    if (tokens[end - 1]?.word !== 'not') return false
    const [auxiliary, verb] = [tokens[end - 2], tokens[end]]
    if (!verb || denyingObjects.has(verb.stem)) return false
    return HELPING_VERBS.has(auxiliary?.word ?? '') || verb.word.endsWith('ing')
  }
}

/** "Cannot walk without pain": two denials in one breath, and the pain is there. */
export function isTakenBack({ start, end }: Span, tokens: readonly Token[]): boolean {
  if (tokens[start]?.word === 'without') {
    const before = tokens.slice(
      Math.max(0, startOfStretch(tokens, start), start - TAKEN_BACK_WITHIN),
      start,
    )
    return before.some(({ word }) => DENYING_VERBS.has(word))
  }
  if (!DENYING_VERBS.has(tokens[end - 1]?.word ?? '')) return false
  return tokens
    .slice(end, Math.min(end + TAKEN_BACK_WITHIN - 1, endOfStretch(tokens, end)))
    .some(({ word }) => word === 'without')
}

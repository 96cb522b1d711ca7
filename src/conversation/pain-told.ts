import type { Knowledge } from '../knowledge/index.ts'
import { readPain } from '../plans/index.ts'
import type { Assertion } from '../understanding/index.ts'
import { filled } from './blocks/fill.ts'

/** How strong the pain is, from 0 to 10, and how to say that. */
export type PainTold = { score: number; said: string }

/** What a high score tells by itself. */
export const SEVERE_PAIN = 'severe-pain'
/** "10/10" may be about anything; beside one of these it is about the knee. */
const OF_PAIN = /\b(?:pain\w*|hurt\w*|ach(?:e|es|ing)|sore\w*|knees?|kneecap)\b/i

/** The score that a text names outright. */
export function painIn(text: string, { phrases }: Pick<Knowledge, 'phrases'>): PainTold | null {
  const score = readPain(text, { isAnswer: false })
  return score === null
    ? null
    : { score, said: filled(phrases.told.pain, { score: String(score) }) }
}

/** The score that a message of any length names for the runner's own pain. */
export function toldPain(text: string, knowledge: Pick<Knowledge, 'phrases'>): PainTold | null {
  const told = OF_PAIN.test(text) ? painIn(text, knowledge) : null
  // "No pain now, but it hurts on stairs" is no zero; where nothing hurts, the findings say so.
  return told && told.score > 0 ? told : null
}

/** "No pain when walking" is no score of its own. */
const ONLY_THEN = /\b(?:when|while|if|during|unless|until|walking|sitting|resting|at\s+rest)\b/i

/** "Nothing hurts now", which is a score of 0 for those who would ask. */
export function isFreeOfPain(text: string, said: ReadonlyMap<string, Assertion>): boolean {
  const isWell = said.get('well-now') === 'present' && said.get('hurts') !== 'present'
  return isWell && !ONLY_THEN.test(text)
}

import type { Features } from './features.ts'
import { type LinearModel, type Scores, score } from './linear-model.ts'

export type { Scores } from './linear-model.ts'

/**
 * How much the single sentences count beside the whole message when one of several labels is chosen; found on the
 * development questions (docs/measurements.md).
 */
const SENTENCE_SHARE = 0.3

/**
 * What the model says of a message: for labels of which one holds, the whole message together with its sentences; for
 * red flags and complaints, whichever of them speaks loudest, so that a sign buried in a story is still seen.
 */
export function scoreMessage(
  model: LinearModel,
  { features, sentences }: { features: Features; sentences: readonly Features[] },
): Scores {
  const whole = score(model, features)
  if (sentences.length === 0) return whole
  const parts = sentences.map((sentence) => score(model, sentence))
  return new Map(
    model.heads.map(({ name, kind }) => {
      const columns = [whole, ...parts].map((scores) => scores.get(name) ?? new Float64Array())
      const [first = new Float64Array(), ...others] = columns
      return [
        name,
        first.map((value, column) => {
          const told = others.map((scores) => scores[column] ?? 0)
          const loudest = Math.max(...told)
          if (kind === 'each') return Math.max(value, loudest)
          const average = told.reduce((sum, share) => sum + share, 0) / told.length
          return value * (1 - SENTENCE_SHARE) + (SENTENCE_SHARE * (average + loudest)) / 2
        }),
      ]
    }),
  )
}

import {
  type LinearModel,
  type Margins,
  marginsOfVector,
  probabilities,
  type Vector,
  vectorOf,
} from './linear-model.ts'
import type { Parsed } from './understand.ts'

/** Probabilities of every label, head by head. */
export type Scores = ReadonlyMap<string, Float64Array>

/**
 * How much the loudest single sentence counts beside the whole message: a sign buried in a story must be seen, and one
 * sentence of many may ask the question. Found on blind rounds of questions (docs/measurements.md).
 */
const SENTENCE_SHARES = { each: 0.3, topics: 0.2 }

/** A message in the rows of a model: the whole, its longer sentences, and what is told before a question at the end. */
export type MessageVectors = {
  whole: Vector
  sentences: readonly Vector[]
  told: Vector | undefined
}

/** The margins of a message: of the whole, and for red flags and topics also of the sentence that speaks loudest. */
export function messageMargins(
  model: LinearModel,
  { whole, sentences, told }: MessageVectors,
): Margins {
  const asSaid = marginsOfVector(model, whole)
  const margins = told ? louder(model, asSaid, marginsOfVector(model, told)) : asSaid
  if (sentences.length === 0) return margins
  const parts = sentences.map((sentence) => marginsOfVector(model, sentence))
  return new Map(
    model.heads.map(({ name, kind }) => {
      const own = margins.get(name) ?? new Float64Array()
      if (kind === 'one-of' && name !== 'topics') return [name, own]
      const share = kind === 'each' ? SENTENCE_SHARES.each : SENTENCE_SHARES.topics
      const loudest = own.map((value, column) =>
        Math.max(value, ...parts.map((part) => part.get(name)?.[column] ?? value)),
      )
      return [
        name,
        own.map((value, column) => value * (1 - share) + share * (loudest[column] ?? value)),
      ]
    }),
  )
}

/** Of red flags whatever is louder with and without the question at the end; of all else what the whole says. */
function louder({ heads }: LinearModel, whole: Margins, told: Margins): Margins {
  return new Map(
    heads.map(({ name, kind }) => {
      const own = whole.get(name) ?? new Float64Array()
      const other = told.get(name)
      return [
        name,
        kind === 'each' ? own.map((value, at) => Math.max(value, other?.[at] ?? value)) : own,
      ]
    }),
  )
}

/** What the model says of a message. */
export function scoreMessage(
  model: LinearModel,
  { features, sentences, told }: Pick<Parsed, 'features' | 'sentences' | 'told'>,
): Scores {
  const margins = messageMargins(model, {
    whole: vectorOf(model, features),
    sentences: sentences.map((sentence) => vectorOf(model, sentence)),
    told: told && vectorOf(model, told),
  })
  return new Map(
    model.heads.map(({ name, kind }, index) => [
      name,
      probabilities(
        kind,
        model.calibrations[index] ?? { slope: 1, offset: 0 },
        margins.get(name) ?? new Float64Array(),
      ),
    ]),
  )
}

import type { Finding } from '../../src/knowledge/index.ts'
import { createUnderstanding, type TrainedModel } from '../../src/understanding/index.ts'
import type { Head } from '../../src/understanding/linear-model.ts'
import { headsFor } from '../../src/understanding/train.ts'
import { keepWeights } from '../../src/understanding/weights.ts'
import { core } from '../core.ts'

/** For each word (or feature by its full name) what it speaks for, label by label; `bias` of labels where they have one. */
export type Speaks = Record<string, Record<string, number>>

/** A head with labels of one's own. */
export const head = (name: string, kind: Head['kind'], labels: string[]): Head => ({
  name,
  kind,
  labels,
  price: 1,
  positiveWeight: 1,
})

/**
 * A model that knows a few words by hand: of a message of n of them each label's margin is the sum of what they say,
 * by the root of n. A margin of 1 is a likelihood of 0.9997.
 */
export function smallModel(speaks: Speaks, bias: Record<string, number> = {}): TrainedModel {
  const heads = headsFor(core.knowledge)
  const labels = heads.flatMap((head) => head.labels)
  const words = Object.keys(speaks)
  return {
    linear: {
      heads,
      calibrations: heads.map(() => ({ slope: 8, offset: 0 })),
      rows: new Map(words.map((word, row) => [word.includes(':') ? word : `w:${word}`, row])),
      wordRows: words.length,
      rarity: new Float32Array(words.length).fill(1),
      weights: keepWeights(
        Float32Array.from(
          words.flatMap((word) => labels.map((label) => speaks[word]?.[label] ?? 0)),
        ),
        labels.length,
      ),
      bias: Float32Array.from(labels, (label) => bias[label] ?? 0),
    },
    thresholds: new Map([...core.knowledge.redFlags.keys()].map((id) => [id, 0.5])),
    vocabulary: new Map(),
  }
}

/** Reads with a small model, and with no findings but those given. */
export function smallUnderstanding(
  speaks: Speaks,
  bias?: Record<string, number>,
  findings: Record<string, Finding> = {},
) {
  return createUnderstanding(
    { ...core.knowledge, findings: new Map(Object.entries(findings)) },
    smallModel(speaks, bias),
  )
}

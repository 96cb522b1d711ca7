import type { Features } from './features.ts'
import { activate, type Head, type LinearModel } from './linear-model.ts'

/**
 * One example: its features, and for every head the labels that hold. A head that is not named says nothing of this
 * example and learns nothing from it.
 */
export type Example = { features: Features; labels: ReadonlyMap<string, readonly string[]> }

export type TrainingOptions = {
  epochs: number
  rate: number
  /** A feature in fewer examples than this is left out. */
  rarest: number
  /** How much more a positive example counts than a negative one in a head of kind `each`. */
  positiveWeight: number
}

/** Found by cross-validation on intents/ (docs/measurements.md). */
export const TRAINING: TrainingOptions = {
  epochs: 14,
  rate: 0.5,
  rarest: 2,
  positiveWeight: 3,
}

/**
 * Trains all heads at once by stochastic gradient descent with a rate for each weight (AdaGrad; Duchi and others, 2011).
 * Deterministic: examples are visited in an order that a fixed generator shuffles.
 */
export function trainLinearModel(
  heads: readonly Head[],
  examples: readonly Example[],
  options: TrainingOptions = TRAINING,
): LinearModel {
  const rows = frequentFeatures(examples, options.rarest)
  const columns = heads.reduce((sum, { labels }) => sum + labels.length, 0)
  const weights = new Float32Array(rows.size * columns)
  const squares = new Float32Array(rows.size * columns).fill(1e-3)
  const bias = new Float32Array(columns)
  const biasSquares = new Float32Array(columns).fill(1e-1)

  const weightOf = labelWeights(heads, examples, options.positiveWeight)
  const prepared = examples.map(({ features, labels }) => {
    const known = [...features].filter(([name]) => rows.has(name))
    return {
      offsets: Int32Array.from(known, ([name]) => (rows.get(name) ?? 0) * columns),
      values: Float64Array.from(known, ([, value]) => value),
      ...targetsOf(heads, labels, weightOf, columns),
    }
  })
  const order = prepared.map((_, index) => index)
  const random = generator(20_261_124)
  const sums = new Float64Array(columns)
  const gradient = new Float64Array(columns)
  const decays = heads.flatMap(({ labels, decay }) => labels.map(() => decay))

  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random)
    for (const index of order) {
      const example = prepared[index]
      if (!example) continue
      const { offsets, values, targets, importance } = example
      for (let column = 0; column < columns; column += 1) sums[column] = bias[column] ?? 0
      for (let at = 0; at < offsets.length; at += 1) {
        const offset = offsets[at] ?? 0
        const value = values[at] ?? 0
        for (let column = 0; column < columns; column += 1) {
          sums[column] = (sums[column] ?? 0) + value * (weights[offset + column] ?? 0)
        }
      }
      let from = 0
      for (const scores of activate(heads, sums).values()) {
        for (let at = 0; at < scores.length; at += 1) {
          const column = from + at
          gradient[column] =
            ((scores[at] ?? 0) - (targets[column] ?? 0)) * (importance[column] ?? 0)
        }
        from += scores.length
      }
      const active: number[] = []
      for (let column = 0; column < columns; column += 1) {
        const slope = gradient[column] ?? 0
        // A column that is already right learns next to nothing; skipping it halves the time.
        if (Math.abs(slope) < 2e-3) continue
        active.push(column)
        const square = (biasSquares[column] ?? 0) + slope * slope
        biasSquares[column] = square
        bias[column] = (bias[column] ?? 0) - (0.1 * options.rate * slope) / Math.sqrt(square)
      }
      for (let at = 0; at < offsets.length; at += 1) {
        const offset = offsets[at] ?? 0
        const value = values[at] ?? 0
        for (const column of active) {
          const place = offset + column
          const weight = weights[place] ?? 0
          const slope = (gradient[column] ?? 0) * value + (decays[column] ?? 0) * weight
          const square = (squares[place] ?? 0) + slope * slope
          squares[place] = square
          weights[place] = weight - (options.rate * slope) / Math.sqrt(square)
        }
      }
    }
  }
  return { heads, rows, weights, bias }
}

function frequentFeatures(examples: readonly Example[], rarest: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { features } of examples) {
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const rows = new Map<string, number>()
  for (const [name, count] of counts) if (count >= rarest) rows.set(name, rows.size)
  return rows
}

/** How much an example of a label counts: rare labels of a choice more, so that many examples of one do not drown them. */
type LabelWeights = ReadonlyMap<string, ReadonlyMap<string, number>>

const HEAVIEST = 4

function labelWeights(
  heads: readonly Head[],
  examples: readonly Example[],
  positiveWeight: number,
): LabelWeights {
  return new Map(
    heads.map(({ name, kind, labels }) => {
      const counts = new Map<string, number>()
      for (const example of examples) {
        for (const label of example.labels.get(name) ?? [])
          counts.set(label, (counts.get(label) ?? 0) + 1)
      }
      const most = Math.max(1, ...counts.values())
      const weight = (label: string) =>
        kind === 'each'
          ? positiveWeight
          : Math.min(HEAVIEST, Math.sqrt(most / (counts.get(label) ?? most)))
      return [name, new Map(labels.map((label) => [label, weight(label)]))]
    }),
  )
}

function targetsOf(
  heads: readonly Head[],
  labels: Example['labels'],
  weights: LabelWeights,
  columns: number,
): { targets: Float32Array; importance: Float32Array } {
  const targets = new Float32Array(columns)
  const importance = new Float32Array(columns)
  let from = 0
  for (const { name, kind, labels: all } of heads) {
    const holding = labels.get(name)
    if (holding) {
      const weight = (label: string) => weights.get(name)?.get(label) ?? 1
      const own = Math.max(0, ...holding.map(weight))
      all.forEach((label, at) => {
        const holds = holding.includes(label)
        if (kind === 'each') {
          targets[from + at] = holds ? 1 : 0
          importance[from + at] = holds ? weight(label) : 1
        } else {
          targets[from + at] = holds ? 1 / holding.length : 0
          importance[from + at] = own
        }
      })
    }
    from += all.length
  }
  return { targets, importance }
}

/** A small generator of equally spread numbers from 0 to below 1 (mulberry32), so that training repeats exactly. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
}

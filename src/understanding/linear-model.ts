import type { Features } from './features.ts'

/** How the columns of a group answer: one of them (softmax), or each for itself (sigmoid). */
export type Head = {
  name: string
  kind: 'one-of' | 'each'
  labels: readonly string[]
  /** Strength of the pull towards small weights (L2) in training. */
  decay: number
}

/** A linear model: one row of weights a feature, one column a label of any head. */
export type LinearModel = {
  heads: readonly Head[]
  /** Feature name to its row. */
  rows: ReadonlyMap<string, number>
  /** Rows times columns, row by row. */
  weights: Float32Array
  bias: Float32Array
}

/** Scores of every label of every head, as probabilities. */
export type Scores = ReadonlyMap<string, Float64Array>

/** What the model says of a message's features. */
export function score(model: LinearModel, features: Features): Scores {
  const columns = model.bias.length
  const sums = Float64Array.from(model.bias)
  for (const [name, value] of features) {
    const row = model.rows.get(name)
    if (row === undefined) continue
    const offset = row * columns
    for (let column = 0; column < columns; column += 1) {
      sums[column] = (sums[column] ?? 0) + value * (model.weights[offset + column] ?? 0)
    }
  }
  return activate(model.heads, sums)
}

/** Turns sums into probabilities, head by head. */
export function activate(heads: readonly Head[], sums: Float64Array): Map<string, Float64Array> {
  const scores = new Map<string, Float64Array>()
  let from = 0
  for (const { name, kind, labels } of heads) {
    const part = sums.slice(from, from + labels.length)
    if (kind === 'each') {
      scores.set(
        name,
        part.map((sum) => 1 / (1 + Math.exp(-sum))),
      )
    } else {
      const highest = Math.max(...part)
      const powers = part.map((sum) => Math.exp(sum - highest))
      const total = powers.reduce((sum, power) => sum + power, 0)
      scores.set(
        name,
        powers.map((power) => power / total),
      )
    }
    from += labels.length
  }
  return scores
}

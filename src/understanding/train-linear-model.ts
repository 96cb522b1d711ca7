import type { Features } from './features.ts'
import {
  type Calibration,
  type Head,
  type LinearModel,
  type Vector,
  vectorOf,
} from './linear-model.ts'

/**
 * One example: its features, and for every head the labels that hold. A head that is not named says nothing of this
 * example and learns nothing from it.
 */
export type Example = { features: Features; labels: ReadonlyMap<string, readonly string[]> }

/** A feature in fewer examples than this is left out. */
const RAREST = 2
/** Passes over the examples at most; nearly every column settles long before. */
const PASSES = 40
/** A column has settled when no example asks for a change larger than this. */
const TOLERANCE = 0.1

const UNCALIBRATED: Calibration = { slope: 1, offset: 0 }

/**
 * Trains one linear machine a label (support vectors with squared hinge loss, by dual coordinate descent with shrinking;
 * Hsieh, Chang, Lin, Keerthi and Sundararajan, 2008). Deterministic: examples are visited in an order that a fixed
 * generator shuffles. The margins are not yet calibrated.
 */
export function trainLinearModel(
  heads: readonly Head[],
  examples: readonly Example[],
): LinearModel {
  const { rows, rarity } = frequentFeatures(examples)
  const vectors = examples.map(({ features }) => vectorOf({ rows, rarity }, features))
  const columns = heads.reduce((sum, { labels }) => sum + labels.length, 0)
  const weights = new Float32Array(rows.size * columns)
  const bias = new Float32Array(columns)
  let column = 0
  for (const head of heads) {
    const speaking = examples.flatMap((example, index) => {
      const holding = example.labels.get(head.name)
      const vector = vectors[index]
      return holding && vector ? [{ vector, holding }] : []
    })
    for (const label of head.labels) {
      const machine = separate(
        speaking.map(({ vector, holding }) => ({ vector, holds: holding.includes(label) })),
        rows.size,
        head,
      )
      for (let row = 0; row < rows.size; row += 1)
        weights[row * columns + column] = machine.weights[row] ?? 0
      bias[column] = machine.bias
      column += 1
    }
  }
  return { heads, calibrations: heads.map(() => UNCALIBRATED), rows, rarity, weights, bias }
}

/** The plane between the examples a label holds for and the others. */
function separate(
  cases: readonly { vector: Vector; holds: boolean }[],
  size: number,
  { price, positiveWeight }: Head,
): { weights: Float64Array; bias: number } {
  const weights = new Float64Array(size)
  let bias = 0
  const shares = new Float64Array(cases.length)
  const slack = cases.map(({ holds }) => 1 / (2 * price * (holds ? positiveWeight : 1)))
  const random = generator(20_261_124)
  let active = cases.map((_, index) => index)
  let widest = Number.POSITIVE_INFINITY
  for (let pass = 0; pass < PASSES; pass += 1) {
    shuffle(active, random)
    let highest = 0
    const kept: number[] = []
    for (const index of active) {
      const item = cases[index]
      if (!item) continue
      const { rows, values } = item.vector
      const sign = item.holds ? 1 : -1
      let sum = bias
      for (let at = 0; at < rows.length; at += 1)
        sum += (values[at] ?? 0) * (weights[rows[at] ?? 0] ?? 0)
      const share = shares[index] ?? 0
      const own = slack[index] ?? 0
      const slope = sign * sum - 1 + share * own
      // Far on the right side and without influence: leave it out until the end.
      if (share === 0 && slope > widest) continue
      kept.push(index)
      const change = share === 0 ? Math.min(slope, 0) : slope
      if (change === 0) continue
      highest = Math.max(highest, Math.abs(change))
      // The vector has unit length, and the bias counts as one more feature of 1.
      const next = Math.max(share - slope / (2 + own), 0)
      const step = sign * (next - share)
      if (step === 0) continue
      shares[index] = next
      bias += step
      for (let at = 0; at < rows.length; at += 1) {
        const row = rows[at] ?? 0
        weights[row] = (weights[row] ?? 0) + step * (values[at] ?? 0)
      }
    }
    active = kept
    widest = Math.max(highest, TOLERANCE)
    if (highest < TOLERANCE) {
      if (active.length === cases.length) break
      // Settled among those looked at: one more look at everybody.
      active = cases.map((_, index) => index)
      widest = Number.POSITIVE_INFINITY
    }
  }
  return { weights, bias }
}

function frequentFeatures(examples: readonly Example[]): Pick<LinearModel, 'rows' | 'rarity'> {
  const counts = new Map<string, number>()
  for (const { features } of examples) {
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const frequent = [...counts].filter(([, count]) => count >= RAREST)
  return {
    rows: new Map(frequent.map(([name], row) => [name, row])),
    rarity: Float32Array.from(frequent, ([, count]) => Math.log(1 + examples.length / count)),
  }
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

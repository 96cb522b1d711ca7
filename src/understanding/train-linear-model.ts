import type { Features } from './features.ts'
import { type Calibration, type Head, type LinearModel, vectorOf } from './linear-model.ts'

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
/** How exactly a model is trained. */
export type Effort = { passes: number; tolerance: number }
const THOROUGH: Effort = { passes: PASSES, tolerance: TOLERANCE }
/** Enough to find a slope or a threshold on examples held out; the model itself is thrown away. */
export const ROUGH: Effort = { passes: 10, tolerance: 0.4 }

const UNCALIBRATED: Calibration = { slope: 1, offset: 0 }

/** Examples as the trainer wants them: all their vectors in one table, so that training reads memory in order. */
export type Prepared = Pick<LinearModel, 'rows' | 'rarity'> & {
  labels: readonly Example['labels'][]
  /** Where the vector of each example begins in `places` and `values`; one more for the end of the last. */
  starts: Int32Array
  /** Row of each entry of a vector. */
  places: Int32Array
  values: Float32Array
}

/** Counts the features of all examples and turns each example into its vector. */
export function prepare(examples: readonly Example[]): Prepared {
  const { rows, rarity } = frequentFeatures(examples)
  const vectors = examples.map(({ features }) => vectorOf({ rows, rarity }, features))
  const starts = new Int32Array(examples.length + 1)
  vectors.forEach((vector, index) => {
    starts[index + 1] = (starts[index] ?? 0) + vector.rows.length
  })
  const places = new Int32Array(starts.at(-1) ?? 0)
  const values = new Float32Array(places.length)
  vectors.forEach((vector, index) => {
    places.set(vector.rows, starts[index])
    values.set(vector.values, starts[index])
  })
  return { rows, rarity, labels: examples.map(({ labels }) => labels), starts, places, values }
}

/** Prepares examples and trains every head on all of them. */
export function trainLinearModel(
  heads: readonly Head[],
  examples: readonly Example[],
): LinearModel {
  return trainHeads(heads, prepare(examples))
}

/**
 * Trains one linear machine a label (support vectors with squared hinge loss, by dual coordinate descent with shrinking;
 * Hsieh, Chang, Lin, Keerthi and Sundararajan, 2008). Deterministic: examples are visited in an order that a fixed
 * generator shuffles. The margins are not yet calibrated. `isUsed` leaves examples out, for cross-validation.
 */
export function trainHeads(
  heads: readonly Head[],
  prepared: Prepared,
  isUsed: (example: number) => boolean = () => true,
  effort = THOROUGH,
): LinearModel {
  const { rows, rarity, labels } = prepared
  const columns = heads.reduce((sum, head) => sum + head.labels.length, 0)
  const weights = new Float32Array(rows.size * columns)
  const bias = new Float32Array(columns)
  let column = 0
  for (const head of heads) {
    const speaking = labels.flatMap((held, index) =>
      held.has(head.name) && isUsed(index) ? [index] : [],
    )
    for (const label of head.labels) {
      const holds = Uint8Array.from(speaking, (index) =>
        labels[index]?.get(head.name)?.includes(label) ? 1 : 0,
      )
      const machine = separate(prepared, Int32Array.from(speaking), holds, { ...head, ...effort })
      for (let row = 0; row < rows.size; row += 1)
        weights[row * columns + column] = machine.weights[row] as number
      bias[column] = machine.bias
      column += 1
    }
  }
  return { heads, calibrations: heads.map(() => UNCALIBRATED), rows, rarity, weights, bias }
}

/**
 * The plane between the examples a label holds for and the others. `cases` are examples, `holds` says 1 for each the
 * label holds for. The innermost loops run thousands of millions of times: plain numbers, no look-ups that may be missing.
 */
function separate(
  { rows, starts, places, values }: Prepared,
  cases: Int32Array,
  holds: Uint8Array,
  { price, positiveWeight, passes, tolerance }: Head & Effort,
): { weights: Float64Array; bias: number } {
  const weights = new Float64Array(rows.size)
  let bias = 0
  const shares = new Float64Array(cases.length)
  const random = generator(20_261_124)
  const order = Int32Array.from(cases, (_, index) => index)
  let active = order.length
  let widest = Number.POSITIVE_INFINITY
  const slackOf = [1 / (2 * price), 1 / (2 * price * positiveWeight)] as const
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, active, random)
    let highest = 0
    let kept = 0
    for (let turn = 0; turn < active; turn += 1) {
      const index = order[turn] as number
      const example = cases[index] as number
      const from = starts[example] as number
      const to = starts[example + 1] as number
      const sign = holds[index] === 1 ? 1 : -1
      let sum = bias
      for (let at = from; at < to; at += 1)
        sum += (values[at] as number) * (weights[places[at] as number] as number)
      const share = shares[index] as number
      const own = sign === 1 ? slackOf[1] : slackOf[0]
      const slope = sign * sum - 1 + share * own
      // Far on the right side and without influence: leave it out until the end.
      if (share === 0 && slope > widest) continue
      // Those that stay move to the front, the others behind them, none is lost.
      order[turn] = order[kept] as number
      order[kept] = index
      kept += 1
      const change = share === 0 ? Math.min(slope, 0) : slope
      if (change === 0) continue
      highest = Math.max(highest, Math.abs(change))
      // The vector has unit length, and the bias counts as one more feature of 1.
      const next = Math.max(share - slope / (2 + own), 0)
      const step = sign * (next - share)
      if (step === 0) continue
      shares[index] = next
      bias += step
      for (let at = from; at < to; at += 1) {
        const place = places[at] as number
        weights[place] = (weights[place] as number) + step * (values[at] as number)
      }
    }
    active = kept
    widest = Math.max(highest, tolerance)
    if (highest < tolerance) {
      if (active === order.length) break
      // Settled among those looked at: one more look at everybody.
      active = order.length
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

function shuffle(order: Int32Array, length: number, random: () => number): void {
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] as number
    order[last] = order[other] as number
    order[other] = kept
  }
}

import type { Head } from './linear-model.ts'
import { seededRandom } from './seeded-random.ts'

/** The vectors of all examples in one table, so that training reads memory in order. */
export type Table = {
  /** Where the vector of each example begins in `places` and `values`; one more for the end of the last. */
  starts: Int32Array
  /** Row of each entry of a vector. */
  places: Int32Array
  values: Float32Array
  rowCount: number
}

/** How exactly a machine is trained: passes over the examples at most, and the change below which it has settled. */
export type Effort = { passes: number; tolerance: number }

/** One label against all others. */
export type Side = Pick<Head, 'price' | 'positiveWeight'> &
  Effort & {
    /** The examples that say whether the label holds. */
    cases: Int32Array
    /** 1 for each of them that it holds for, else 0. */
    holds: Uint8Array
  }

/**
 * The plane between the examples a label holds for and the others. Support vectors with squared hinge
 * loss, by dual coordinate descent with shrinking (Hsieh, Chang, Lin, Keerthi and Sundararajan, 2008). Deterministic:
 * examples are visited in an order that a fixed generator shuffles. The innermost loops run thousands of millions of times: plain numbers, no look-ups that may be missing.
 */
export function separate(
  { starts, places, values, rowCount }: Table,
  { cases, holds, price, positiveWeight, passes, tolerance }: Side,
): { weights: Float64Array; bias: number } {
  const weights = new Float64Array(rowCount)
  let bias = 0
  const shares = new Float64Array(cases.length)
  const random = seededRandom(20_261_124)
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

/** Shuffles the first `length` numbers. */
export function shuffle(order: Int32Array, length: number, random: () => number): void {
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] as number
    order[last] = order[other] as number
    order[other] = kept
  }
}

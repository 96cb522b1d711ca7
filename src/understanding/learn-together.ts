import type { Head } from './linear-model.ts'
import { seededRandom } from './seeded-random.ts'
import { shuffle } from './separate.ts'
import type { View } from './train-machines.ts'
import { addFullRows } from './weights.ts'

/** All labels of one head, which are learnt together. */
export type Together = Pick<Head, 'kind'> & {
  labelCount: number
  /** Column of the first of them. */
  firstColumn: number
  /** How much what is learnt so counts beside what each label learns by itself. */
  share: number
  /** Passes over the examples. */
  passes: number
  /** The examples that say which labels hold. */
  cases: Int32Array
  /** For each of them 1 for every label that holds, else 0. */
  holds: Uint8Array
}

/** Share of an example's features that is left out each time it is looked at, so that no few of them carry a label alone. */
const LEFT_OUT = 0.7
/** How far a weight moves at its first step; later ones are the shorter, the more it has moved. */
const STEP = 0.5
/** What is taken to have been moved before the first step. */
const MOVED_BEFORE = 0.01
/** An example that asks for less of a label moves nothing. */
const SMALLEST_PULL = 1e-3
/** Share of the last passes whose weights are averaged: one pass alone leans to the examples it saw last. */
const AVERAGED = 0.5

/**
 * Learns the labels of a head together: of those that exclude each other (`one-of`) as rivals, so that some right one is
 * likelier than every wrong one, whichever is easiest told; of the others each for itself. Logistic regression by
 * adaptive steps (Duchi, Hazan and Singer, 2011) with features left out at random (Srivastava and others, 2014).
 * Deterministic: a fixed generator shuffles and leaves out. Returns a weight for each row and label, row by row, and a
 * bias for each label. The innermost loops run thousands of millions of times: plain numbers, no look-ups that may be missing.
 */
export function learnTogether(
  views: readonly View[],
  { kind, labelCount, passes, cases, holds }: Omit<Together, 'firstColumn' | 'share'>,
): { weights: Float32Array; bias: Float64Array } {
  const rowCount = views.reduce((sum, { table }) => sum + table.rowCount, 0)
  const weights = new Float32Array(rowCount * labelCount)
  const moved = new Float32Array(weights.length).fill(MOVED_BEFORE)
  const bias = new Float64Array(labelCount)
  const biasMoved = new Float64Array(labelCount).fill(MOVED_BEFORE)
  const averaged = { weights: new Float32Array(weights.length), bias: new Float64Array(labelCount) }
  const averagedFrom = Math.floor(passes * (1 - AVERAGED))

  const longest = longestOf(views)
  const places = new Int32Array(longest)
  const factors = new Float32Array(longest)
  const all = { from: 0, to: labelCount }
  const pulls = new Float64Array(labelCount)
  const pulling = new Int32Array(labelCount)
  const random = seededRandom(20_261_127)
  const order = Int32Array.from(cases, (_, index) => index)

  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, order.length, random)
    for (let turn = 0; turn < order.length; turn += 1) {
      const index = order[turn] as number
      const kept = keepSome(cases[index] as number)
      pulls.set(bias)
      addFullRows(weights, { places, factors, count: kept }, all, pulls)
      const own = holds.subarray(index * labelCount, (index + 1) * labelCount)
      if (kind === 'one-of') pullOfRivals(pulls, own)
      else pullOfEach(pulls, own)
      move(kept)
    }
    if (pass < averagedFrom) continue
    add(averaged.weights, weights, 1 / (passes - averagedFrom))
    add(averaged.bias, bias, 1 / (passes - averagedFrom))
  }
  return averaged

  /** Puts the features of an example that are not left out this time into `places` and `factors`; returns how many. */
  function keepSome(example: number): number {
    let kept = 0
    for (const { firstRow, table } of views) {
      const end = table.starts[example + 1] as number
      for (let at = table.starts[example] as number; at < end; at += 1) {
        if (random() < LEFT_OUT) continue
        places[kept] = (firstRow + (table.places[at] as number)) * labelCount
        factors[kept] = (table.values[at] as number) / (1 - LEFT_OUT)
        kept += 1
      }
    }
    return kept
  }

  /** Moves the weights of the features that were kept as `pulls` asks. */
  function move(kept: number): void {
    let count = 0
    for (let label = 0; label < labelCount; label += 1) {
      const pull = pulls[label] as number
      if (pull > -SMALLEST_PULL && pull < SMALLEST_PULL) continue
      pulling[count] = label
      count += 1
      const before = (biasMoved[label] as number) + pull * pull
      biasMoved[label] = before
      bias[label] = (bias[label] as number) + (STEP * pull) / Math.sqrt(before)
    }
    for (let at = 0; at < kept; at += 1) {
      const place = places[at] as number
      const factor = factors[at] as number
      for (let number = 0; number < count; number += 1) {
        const label = pulling[number] as number
        const pull = (pulls[label] as number) * factor
        const cell = place + label
        const before = (moved[cell] as number) + pull * pull
        moved[cell] = before
        weights[cell] = (weights[cell] as number) + (STEP * pull) / Math.sqrt(before)
      }
    }
  }
}

/**
 * Turns the margins of rivals into how much each should rise: the likelihood that some right one is the one of all, by
 * a softmax. Where none is right, nothing moves.
 */
function pullOfRivals(margins: Float64Array, holds: Uint8Array): void {
  let highest = Number.NEGATIVE_INFINITY
  for (const margin of margins) if (margin > highest) highest = margin
  let total = 0
  let right = 0
  for (let label = 0; label < margins.length; label += 1) {
    const power = Math.exp((margins[label] as number) - highest)
    margins[label] = power
    total += power
    if (holds[label] === 1) right += power
  }
  for (let label = 0; label < margins.length; label += 1) {
    const power = margins[label] as number
    const isRight = holds[label] === 1
    margins[label] = right > 0 ? (isRight ? power / right : 0) - power / total : 0
  }
}

/** Turns margins into how much each label should rise, by a sigmoid. */
function pullOfEach(margins: Float64Array, holds: Uint8Array): void {
  for (let label = 0; label < margins.length; label += 1)
    margins[label] = (holds[label] as number) - 1 / (1 + Math.exp(-(margins[label] as number)))
}

function longestOf(views: readonly View[]): number {
  const exampleCount = (views[0]?.table.starts.length ?? 1) - 1
  let longest = 0
  for (let example = 0; example < exampleCount; example += 1) {
    let size = 0
    for (const { table } of views)
      size += (table.starts[example + 1] as number) - (table.starts[example] as number)
    longest = Math.max(longest, size)
  }
  return longest
}

function add(
  sums: Float32Array | Float64Array,
  values: Float32Array | Float64Array,
  share: number,
) {
  for (let at = 0; at < sums.length; at += 1)
    sums[at] = (sums[at] as number) + share * (values[at] as number)
}

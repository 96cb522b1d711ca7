import {
  type Calibration,
  type Head,
  isOfWords,
  isWord,
  type LinearModel,
  unitVector,
  type Vector,
} from './linear-model.ts'
import type { Effort, Side } from './separate.ts'
import { shared } from './shared-memory.ts'
import { type Taken, type Tally, tallyOf } from './tally.ts'
import { trainSides, type View } from './train-sides.ts'
import { keepWeights } from './weights.ts'

/**
 * One example: its features, and for every head the labels that hold. A head that is not named says nothing of this
 * example and learns nothing from it.
 */
export type Example = Taken & { labels: Labels }
export type Labels = ReadonlyMap<string, readonly string[]>

/** A feature in fewer examples than this is left out. */
const RAREST = 2
/** Passes over the examples at most; nearly every column settles long before. */
const PASSES = 20
/** A column has settled when no example asks for a change larger than this. */
const TOLERANCE = 0.3
const THOROUGH: Effort = { passes: PASSES, tolerance: TOLERANCE }
/** Enough to find a slope or a threshold on examples held out; the model itself is thrown away. */
export const ROUGH: Effort = { passes: 5, tolerance: 0.8 }

const UNCALIBRATED: Calibration = { slope: 1, offset: 0 }

/** Examples as the trainer wants them. */
export type Prepared = Pick<LinearModel, 'rows' | 'rarity' | 'wordRows'> & {
  labels: readonly Labels[]
  /** For every example the vectors of its longer sentences. */
  sentences: readonly (readonly Vector[])[]
  /** For every example the vectors of what it tells before the questions at its end. */
  told: readonly (readonly Vector[])[]
  /** Words, and the rest. */
  views: readonly [View, View]
}

/** Gives a row to every feature that is frequent enough, and turns each bag of the tally into its vector. */
export function prepare(labels: readonly Labels[], tally: Tally): Prepared {
  const rowOf = new Int32Array(tally.names.length).fill(-1)
  const rows = new Map<string, number>()
  const giveRows = (isMeant: (name: string) => boolean) =>
    tally.names.forEach((name, id) => {
      if ((tally.textsWith[id] as number) < RAREST || !isMeant(name)) return
      rowOf[id] = rows.size
      rows.set(name, rows.size)
    })
  giveRows(isOfWords)
  const wordRows = rows.size
  giveRows((name) => !isOfWords(name))
  const rarity = new Float32Array(rows.size)
  rowOf.forEach((row, id) => {
    if (row >= 0) rarity[row] = Math.log(1 + labels.length / (tally.textsWith[id] as number))
  })
  const words = Uint8Array.from(tally.names, (name) => (isWord(name) ? 1 : 0))
  const vectorOf = (bag: number): Vector => {
    const places: number[] = []
    const kept: number[] = []
    let unknown = 0
    const end = tally.starts[bag + 1] as number
    for (let at = tally.starts[bag] as number; at < end; at += 1) {
      const id = tally.ids[at] as number
      const row = rowOf[id] as number
      const count = tally.counts[at] as number
      if (row >= 0) {
        places.push(row)
        kept.push(count)
      } else if (words[id] === 1) unknown += count ** 2
    }
    return unitVector(places, kept, { rarity, unknown, wordRows })
  }
  const wholes: Vector[] = []
  const told: Vector[][] = []
  const sentences: Vector[][] = []
  let bag = 0
  tally.sentences.forEach((count, index) => {
    wholes.push(vectorOf(bag++))
    told.push(Array.from({ length: tally.told[index] as number }, () => vectorOf(bag++)))
    sentences.push(Array.from({ length: count }, () => vectorOf(bag++)))
  })
  const views: [View, View] = [
    viewOf(wholes, { from: 0, to: wordRows }),
    viewOf(wholes, { from: wordRows, to: rows.size }),
  ]
  return { rows, rarity, wordRows, labels, sentences, told, views }
}

/** What the vectors hold in the rows of one view. */
function viewOf(vectors: readonly Vector[], { from, to }: { from: number; to: number }): View {
  const isWithin = (row: number) => row >= from && row < to
  const starts = new Int32Array(shared(vectors.length + 1))
  vectors.forEach(({ rows }, index) => {
    let size = 0
    for (const row of rows) if (isWithin(row)) size += 1
    starts[index + 1] = (starts[index] as number) + size
  })
  const places = new Int32Array(shared(starts.at(-1) ?? 0))
  const values = new Float32Array(shared(places.length))
  let end = 0
  for (const vector of vectors)
    vector.rows.forEach((row, at) => {
      if (!isWithin(row)) return
      places[end] = row - from
      values[end] = vector.values[at] as number
      end += 1
    })
  return { firstRow: from, table: { starts, places, values, rowCount: to - from } }
}

/** The vector of one prepared example. */
export function vectorAt({ views }: Prepared, example: number): Vector {
  const parts = views.map(({ firstRow, table: { starts, places, values } }) => {
    const range = [starts[example], starts[example + 1]] as const
    return {
      rows: places.subarray(...range).map((place) => place + firstRow),
      values: values.subarray(...range),
    }
  })
  return {
    rows: Int32Array.from(parts.flatMap(({ rows }) => [...rows])),
    values: Float32Array.from(parts.flatMap(({ values }) => [...values])),
  }
}

/** Prepares examples and trains every head on all of them. */
export function trainLinearModel(
  heads: readonly Head[],
  examples: readonly Example[],
): LinearModel {
  return trainHeads(
    heads,
    prepare(
      examples.map(({ labels }) => labels),
      tallyOf(examples),
    ),
  )
}

/**
 * Trains a linear machine a label and view. Deterministic. The margins are not yet calibrated. `isUsed` leaves examples out,
 * for cross-validation.
 */
export function trainHeads(
  heads: readonly Head[],
  { rows, rarity, wordRows, labels, views }: Prepared,
  isUsed: (example: number) => boolean = () => true,
  effort = THOROUGH,
): LinearModel {
  const sides = heads.flatMap((head) => {
    const speaking = labels.flatMap((held, index) =>
      held.has(head.name) && isUsed(index) ? [index] : [],
    )
    const cases = Int32Array.from(speaking)
    return head.labels.map((label): Side => {
      const holds = Uint8Array.from(speaking, (index) =>
        labels[index]?.get(head.name)?.includes(label) ? 1 : 0,
      )
      const { price, positiveWeight } = head
      return { cases, holds, price, positiveWeight, ...effort }
    })
  })
  const { weights, bias } = trainSides(views, sides)
  return {
    heads,
    calibrations: heads.map(() => UNCALIBRATED),
    rows,
    wordRows,
    rarity,
    weights: keepWeights(weights, sides.length),
    bias,
  }
}

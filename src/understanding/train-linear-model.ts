import type { Together } from './learn-together.ts'
import {
  type Calibration,
  columnsOf,
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
import { trainMachines, type View } from './train-machines.ts'
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
/** How long it is trained: each label by itself, and passes over the examples where labels learn together. */
type Care = { alone: Effort; passesTogether: number }
const THOROUGH: Care = { alone: { passes: PASSES, tolerance: TOLERANCE }, passesTogether: 12 }
/** Enough to find a slope or a threshold on examples held out; the model itself is thrown away. */
export const ROUGH: Care = { alone: { passes: 5, tolerance: 0.8 }, passesTogether: 5 }

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
  const rows: number[] = []
  const values: number[] = []
  for (const { firstRow, table } of views) {
    const end = table.starts[example + 1] as number
    for (let at = table.starts[example] as number; at < end; at += 1) {
      rows.push(firstRow + (table.places[at] as number))
      values.push(table.values[at] as number)
    }
  }
  return { rows: Int32Array.from(rows), values: Float32Array.from(values) }
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
 * Trains a linear machine a label and view, and one for all labels of a head where those learn together. Deterministic.
 * The margins are not yet calibrated. `isUsed` leaves examples out, for cross-validation.
 */
export function trainHeads(
  heads: readonly Head[],
  { rows, rarity, wordRows, labels, views }: Prepared,
  isUsed: (example: number) => boolean = () => true,
  { alone, passesTogether } = THOROUGH,
): LinearModel {
  const lessons = heads.map((head) => {
    const cases = Int32Array.from(
      labels.flatMap((held, index) => (held.has(head.name) && isUsed(index) ? [index] : [])),
    )
    return { head, cases, holds: holdsOf(head, cases, labels) }
  })
  const sides = lessons.flatMap(({ head, cases, holds }) =>
    head.labels.map((_, at): Side => {
      const own = Uint8Array.from(cases, (__, index) => holds[index * head.labels.length + at] ?? 0)
      const { price, positiveWeight } = head
      return { cases, holds: own, price, positiveWeight, ...alone }
    }),
  )
  const together = lessons.flatMap(({ head, cases, holds }): Together[] => {
    const { kind, togetherShare: share } = head
    if (share === undefined) return []
    const { from: firstColumn } = columnsOf(heads, head.name)
    const labelCount = head.labels.length
    return [{ kind, labelCount, firstColumn, share, passes: passesTogether, cases, holds }]
  })
  const { weights, bias } = trainMachines({ views, together, sides })
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

/** For each case 1 for every label of the head that holds, else 0. */
function holdsOf({ name, labels }: Head, cases: Int32Array, held: readonly Labels[]): Uint8Array {
  const holds = new Uint8Array(cases.length * labels.length)
  const placeOf = new Map(labels.map((label, place) => [label, place]))
  cases.forEach((example, index) => {
    for (const label of held[example]?.get(name) ?? []) {
      const place = placeOf.get(label)
      if (place !== undefined) holds[index * labels.length + place] = 1
    }
  })
  return holds
}

import {
  type Calibration,
  type Head,
  isWord,
  type LinearModel,
  unitVector,
  type Vector,
} from './linear-model.ts'
import type { Effort, Side, Table } from './separate.ts'
import { shared } from './shared-memory.ts'
import { type Taken, type Tally, tallyOf } from './tally.ts'
import { trainSides } from './train-sides.ts'
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
export type Prepared = Pick<LinearModel, 'rows' | 'rarity'> & {
  labels: readonly Labels[]
  /** For every example the vectors of its longer sentences. */
  sentences: readonly (readonly Vector[])[]
  /** For every example with a question at the end the vector of what it tells before. */
  told: readonly (Vector | undefined)[]
  table: Table
}

/** Gives a row to every feature that is frequent enough, and turns each bag of the tally into its vector. */
export function prepare(labels: readonly Labels[], tally: Tally): Prepared {
  const rowOf = new Int32Array(tally.names.length).fill(-1)
  const rows = new Map<string, number>()
  tally.names.forEach((name, id) => {
    if ((tally.textsWith[id] as number) < RAREST) return
    rowOf[id] = rows.size
    rows.set(name, rows.size)
  })
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
    return unitVector(places, kept, { rarity, unknown })
  }
  const wholes: Vector[] = []
  const told: (Vector | undefined)[] = []
  const sentences: Vector[][] = []
  let bag = 0
  tally.sentences.forEach((count, index) => {
    wholes.push(vectorOf(bag++))
    told.push(tally.hasTold[index] ? vectorOf(bag++) : undefined)
    sentences.push(Array.from({ length: count }, () => vectorOf(bag++)))
  })
  return { rows, rarity, labels, sentences, told, table: tableOf(wholes, rows.size) }
}

function tableOf(vectors: readonly Vector[], rowCount: number): Table {
  const starts = new Int32Array(shared(vectors.length + 1))
  vectors.forEach((vector, index) => {
    starts[index + 1] = (starts[index] ?? 0) + vector.rows.length
  })
  const places = new Int32Array(shared(starts.at(-1) ?? 0))
  const values = new Float32Array(shared(places.length))
  vectors.forEach((vector, index) => {
    places.set(vector.rows, starts[index])
    values.set(vector.values, starts[index])
  })
  return { starts, places, values, rowCount }
}

/** The vector of one prepared example. */
export function vectorAt({ table }: Prepared, example: number): Vector {
  const range = [table.starts[example], table.starts[example + 1]] as const
  return { rows: table.places.subarray(...range), values: table.values.subarray(...range) }
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
 * Trains one linear machine a label. Deterministic. The margins are not yet calibrated. `isUsed` leaves examples out,
 * for cross-validation.
 */
export function trainHeads(
  heads: readonly Head[],
  { rows, rarity, labels, table }: Prepared,
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
  const { weights, bias } = trainSides(table, sides)
  return {
    heads,
    calibrations: heads.map(() => UNCALIBRATED),
    rows,
    rarity,
    weights: keepWeights(weights, sides.length),
    bias,
  }
}

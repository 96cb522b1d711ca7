import type { Features } from './features.ts'
import {
  type Calibration,
  type Head,
  isWord,
  type LinearModel,
  unitVector,
  type Vector,
} from './linear-model.ts'
import type { Effort, Side, Table } from './separate.ts'
import { shared, trainSides } from './train-sides.ts'

/**
 * One example: its features, and for every head the labels that hold. A head that is not named says nothing of this
 * example and learns nothing from it.
 */
export type Example = {
  features: Features
  labels: ReadonlyMap<string, readonly string[]>
  /** The features of its longer sentences; nothing is learnt from them. */
  sentences?: readonly Features[]
  /** The features of what is told before a question at the end; nothing is learnt from them either. */
  told?: Features | undefined
}

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
  labels: readonly Example['labels'][]
  /** For every example the vectors of its longer sentences. */
  sentences: readonly (readonly Vector[])[]
  /** For every example with a question at the end the vector of what it tells before. */
  told: readonly (Vector | undefined)[]
  table: Table
}

/** Counts the features of all examples and turns each example into its vector. Takes one example at a time. */
export function prepare(examples: Iterable<Example>): Prepared {
  const counter = createCounter()
  const labels: Example['labels'][] = []
  const wholes: Counted[] = []
  const sentences: Counted[][] = []
  const told: (Counted | undefined)[] = []
  for (const example of examples) {
    labels.push(example.labels)
    wholes.push(counter.count(example.features))
    sentences.push((example.sentences ?? []).map(counter.look))
    told.push(example.told && counter.look(example.told))
  }
  const { rows, rarity, vectorOf } = counter.finish(wholes.length)
  return {
    rows,
    rarity,
    labels,
    sentences: sentences.map((parts) => parts.map(vectorOf)),
    told: told.map((part) => part && vectorOf(part)),
    table: tableOf(wholes.map(vectorOf), rows.size),
  }
}

/** Features by number instead of name, which is a fifth of the memory. */
type Counted = { ids: Int32Array; counts: Float32Array }

/** Gives every feature a number, and, when all are counted, a row to those that are frequent enough. */
function createCounter() {
  const numbers = new Map<string, number>()
  const examplesWith: number[] = []
  const look = (features: Features): Counted => {
    const ids = new Int32Array(features.size)
    const counts = new Float32Array(features.size)
    let at = 0
    for (const [name, count] of features) {
      let id = numbers.get(name)
      if (id === undefined) {
        id = numbers.size
        numbers.set(name, id)
        examplesWith.push(0)
      }
      ids[at] = id
      counts[at] = count
      at += 1
    }
    return { ids, counts }
  }
  const count = (features: Features): Counted => {
    const counted = look(features)
    for (const id of counted.ids) examplesWith[id] = (examplesWith[id] as number) + 1
    return counted
  }
  const finish = (exampleCount: number) => {
    const rowOf = new Int32Array(numbers.size).fill(-1)
    const words = new Uint8Array(numbers.size)
    const rows = new Map<string, number>()
    for (const [name, id] of numbers) {
      if (isWord(name)) words[id] = 1
      if ((examplesWith[id] as number) < RAREST) continue
      rowOf[id] = rows.size
      rows.set(name, rows.size)
    }
    const rarity = new Float32Array(rows.size)
    rowOf.forEach((row, id) => {
      if (row >= 0) rarity[row] = Math.log(1 + exampleCount / (examplesWith[id] as number))
    })
    const vectorOf = ({ ids, counts }: Counted): Vector => {
      const places: number[] = []
      const kept: number[] = []
      let unknown = 0
      for (let at = 0; at < ids.length; at += 1) {
        const id = ids[at] as number
        const row = rowOf[id] as number
        const own = counts[at] as number
        if (row >= 0) {
          places.push(row)
          kept.push(own)
        } else if (words[id] === 1) unknown += own ** 2
      }
      return unitVector(places, kept, { rarity, unknown })
    }
    return { rows, rarity, vectorOf }
  }
  return { look, count, finish }
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
  return trainHeads(heads, prepare(examples))
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
  return { heads, calibrations: heads.map(() => UNCALIBRATED), rows, rarity, weights, bias }
}

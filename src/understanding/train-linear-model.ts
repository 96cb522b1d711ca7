import type { Features } from './features.ts'
import {
  type Calibration,
  type Head,
  type LinearModel,
  type Vector,
  vectorOf,
} from './linear-model.ts'
import type { Effort, Side, Table } from './separate.ts'
import { shared, trainSides } from './train-sides.ts'

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
const THOROUGH: Effort = { passes: PASSES, tolerance: TOLERANCE }
/** Enough to find a slope or a threshold on examples held out; the model itself is thrown away. */
export const ROUGH: Effort = { passes: 10, tolerance: 0.4 }

const UNCALIBRATED: Calibration = { slope: 1, offset: 0 }

/** Examples as the trainer wants them. */
export type Prepared = Pick<LinearModel, 'rows' | 'rarity'> & {
  labels: readonly Example['labels'][]
  table: Table
}

/** Counts the features of all examples and turns each example into its vector. */
export function prepare(examples: readonly Example[]): Prepared {
  const { rows, rarity } = frequentFeatures(examples)
  const vectors = examples.map(({ features }) => vectorOf({ rows, rarity }, features))
  return {
    rows,
    rarity,
    labels: examples.map(({ labels }) => labels),
    table: tableOf(vectors, rows.size),
  }
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

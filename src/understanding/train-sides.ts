import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Side, separate, type Table } from './separate.ts'
import { shared } from './shared-memory.ts'

/** A part of the features of all examples, from one row of the model on; every side is trained on each part by itself. */
export type View = { table: Table; firstRow: number }

/** Sides that several threads train at once: each takes the next that nobody has taken. All of it is shared memory. */
export type Sides = {
  views: readonly View[]
  sides: readonly Side[]
  /** Number of machines taken, and number of machines done: one a side and view. */
  progress: Int32Array
  /** Rows of all views times sides, row by row. */
  weights: Float32Array
  /** One a machine. */
  biases: Float32Array
}
const TAKEN = 0
const DONE = 1

/** Entries of the table from which a second thread is worth its start. */
const LARGE = 200_000
/** Threads beside this one at most; beyond, memory is the limit, not arithmetic. */
const HELPERS_AT_MOST = 3

/**
 * Trains every side on each view, on all cores; one column of weights and one bias a side. Blocks until done.
 */
export function trainSides(
  views: readonly View[],
  sides: readonly Side[],
): { weights: Float32Array; bias: Float32Array } {
  const rowCount = views.reduce((sum, { table }) => sum + table.rowCount, 0)
  const entries = views.reduce((sum, { table }) => sum + table.values.length, 0)
  const machines = views.length * sides.length
  const work: Sides = {
    views,
    sides,
    progress: new Int32Array(shared(2)),
    weights: new Float32Array(shared(rowCount * sides.length)),
    biases: new Float32Array(shared(machines)),
  }
  const helperCount = entries < LARGE ? 0 : Math.min(availableParallelism() - 1, HELPERS_AT_MOST)
  for (let index = 0; index < helperCount; index += 1)
    new Worker(new URL('./train-sides-worker.ts', import.meta.url), { workerData: work })
  takeSides(work)
  for (;;) {
    const done = Atomics.load(work.progress, DONE)
    if (done === machines) break
    Atomics.wait(work.progress, DONE, done)
  }
  const bias = Float32Array.from(sides, (_, column) =>
    work.biases
      .subarray(column * views.length, (column + 1) * views.length)
      .reduce((sum, own) => sum + own, 0),
  )
  return { weights: work.weights, bias }
}

/** Trains machines until none is left to take. */
export function takeSides({ views, sides, progress, weights, biases }: Sides): void {
  for (;;) {
    const machine = Atomics.add(progress, TAKEN, 1)
    const column = Math.floor(machine / views.length)
    const side = sides[column]
    const view = views[machine % views.length]
    if (!side || !view) return
    const trained = separate(view.table, side)
    for (let row = 0; row < view.table.rowCount; row += 1)
      weights[(view.firstRow + row) * sides.length + column] = trained.weights[row] as number
    biases[machine] = trained.bias
    Atomics.add(progress, DONE, 1)
    Atomics.notify(progress, DONE)
  }
}

import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Side, separate, type Table } from './separate.ts'
import { shared } from './shared-memory.ts'

/** Sides that several threads train at once: each takes the next that nobody has taken. All of it is shared memory. */
export type Sides = {
  table: Table
  sides: readonly Side[]
  /** Number of sides taken, and number of sides done. */
  progress: Int32Array
  /** Rows times sides, row by row. */
  weights: Float32Array
  bias: Float32Array
}
const TAKEN = 0
const DONE = 1

/** Entries of the table from which a second thread is worth its start. */
const LARGE = 200_000
/** Threads beside this one at most; beyond, memory is the limit, not arithmetic. */
const HELPERS_AT_MOST = 3

/** Trains every side against the table, on all cores; one column of weights and one bias a side. Blocks until done. */
export function trainSides(
  table: Table,
  sides: readonly Side[],
): { weights: Float32Array; bias: Float32Array } {
  const work: Sides = {
    table,
    sides,
    progress: new Int32Array(shared(2)),
    weights: new Float32Array(shared(table.rowCount * sides.length)),
    bias: new Float32Array(shared(sides.length)),
  }
  const helperCount =
    table.values.length < LARGE ? 0 : Math.min(availableParallelism() - 1, HELPERS_AT_MOST)
  for (let index = 0; index < helperCount; index += 1)
    new Worker(new URL('./train-sides-worker.ts', import.meta.url), { workerData: work })
  takeSides(work)
  for (;;) {
    const done = Atomics.load(work.progress, DONE)
    if (done === sides.length) break
    Atomics.wait(work.progress, DONE, done)
  }
  return { weights: work.weights, bias: work.bias }
}

/** Trains sides until none is left to take. */
export function takeSides({ table, sides, progress, weights, bias }: Sides): void {
  for (;;) {
    const column = Atomics.add(progress, TAKEN, 1)
    const side = sides[column]
    if (!side) return
    const machine = separate(table, side)
    for (let row = 0; row < table.rowCount; row += 1)
      weights[row * sides.length + column] = machine.weights[row] as number
    bias[column] = machine.bias
    Atomics.add(progress, DONE, 1)
    Atomics.notify(progress, DONE)
  }
}

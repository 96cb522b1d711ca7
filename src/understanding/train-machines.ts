import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { learnTogether, type Together } from './learn-together.ts'
import { type Side, separate, type Table } from './separate.ts'
import { shared } from './shared-memory.ts'

/** A part of the features of all examples, from one row of the model on; every side is trained on each part by itself. */
export type View = { table: Table; firstRow: number }

/** What is learnt of all labels of a head together: weights row by row, and biases. */
type Learnt = { weights: Float32Array; bias: Float32Array }

/**
 * Machines that several threads train at once: each takes the next that nobody has taken. First those that learn a head's
 * labels together, for they take longest; then one a side and view. All of it is shared memory.
 */
export type Machines = {
  views: readonly View[]
  together: readonly Together[]
  sides: readonly Side[]
  /** Number of machines taken, and number of machines done. */
  progress: Int32Array
  /** One for each that learns labels together. */
  learnt: readonly Learnt[]
  /** Rows of all views times sides, row by row. */
  weights: Float32Array
  /** One a side and view. */
  biases: Float32Array
}
const TAKEN = 0
const DONE = 1

/** Entries of the table from which a second thread is worth its start. */
const LARGE = 200_000
/** Threads beside this one at most; beyond, memory is the limit, not arithmetic. */
const HELPERS_AT_MOST = 3

/**
 * Trains every side on each view, and the labels of heads together, on all cores; one column of weights and one bias a
 * side. Blocks until done; the same for any number of cores.
 */
export function trainMachines({
  views,
  together,
  sides,
}: Pick<Machines, 'views' | 'together' | 'sides'>): { weights: Float32Array; bias: Float32Array } {
  const rowCount = views.reduce((sum, { table }) => sum + table.rowCount, 0)
  const entries = views.reduce((sum, { table }) => sum + table.values.length, 0)
  const machineCount = together.length + views.length * sides.length
  const work: Machines = {
    views,
    together,
    sides,
    progress: new Int32Array(shared(2)),
    learnt: together.map(({ labelCount }) => ({
      weights: new Float32Array(shared(rowCount * labelCount)),
      bias: new Float32Array(shared(labelCount)),
    })),
    weights: new Float32Array(shared(rowCount * sides.length)),
    biases: new Float32Array(shared(views.length * sides.length)),
  }
  const helperCount = entries < LARGE ? 0 : Math.min(availableParallelism() - 1, HELPERS_AT_MOST)
  for (let index = 0; index < helperCount; index += 1)
    new Worker(new URL('./train-machines-worker.ts', import.meta.url), { workerData: work })
  takeMachines(work)
  for (;;) {
    const done = Atomics.load(work.progress, DONE)
    if (done === machineCount) break
    Atomics.wait(work.progress, DONE, done)
  }
  const bias = Float32Array.from(sides, (_, column) =>
    work.biases
      .subarray(column * views.length, (column + 1) * views.length)
      .reduce((sum, own) => sum + own, 0),
  )
  together.forEach(({ firstColumn, share }, index) => {
    const learnt = work.learnt[index] as Learnt
    addShare(bias.subarray(firstColumn), learnt.bias, share)
    const labelCount = learnt.bias.length
    for (let row = 0; row < rowCount; row += 1)
      addShare(
        work.weights.subarray(row * sides.length + firstColumn),
        learnt.weights.subarray(row * labelCount, (row + 1) * labelCount),
        share,
      )
  })
  return { weights: work.weights, bias }
}

/** Adds a share of values to the first of the sums. */
function addShare(sums: Float32Array, values: Float32Array, share: number): void {
  for (let at = 0; at < values.length; at += 1)
    sums[at] = (sums[at] as number) + share * (values[at] as number)
}

/** Trains machines until none is left to take. */
export function takeMachines(work: Machines): void {
  const { views, together, sides, progress } = work
  const machineCount = together.length + views.length * sides.length
  for (;;) {
    const machine = Atomics.add(progress, TAKEN, 1)
    if (machine >= machineCount) return
    if (machine < together.length) trainTogether(work, machine)
    else trainSide(work, machine - together.length)
    Atomics.add(progress, DONE, 1)
    Atomics.notify(progress, DONE)
  }
}

function trainTogether({ views, together, learnt }: Machines, index: number): void {
  const { weights, bias } = learnTogether(views, together[index] as Together)
  learnt[index]?.weights.set(weights)
  learnt[index]?.bias.set(bias)
}

function trainSide({ views, sides, weights, biases }: Machines, index: number): void {
  const column = Math.floor(index / views.length)
  const { table, firstRow } = views[index % views.length] as View
  const trained = separate(table, sides[column] as Side)
  for (let row = 0; row < table.rowCount; row += 1)
    weights[(firstRow + row) * sides.length + column] = trained.weights[row] as number
  biases[index] = trained.bias
}

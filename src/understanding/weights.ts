/** The weights of a model: for each feature, row by row, the columns it speaks for or against. */
export type Weights = {
  /** Where each row begins in `columns` and `values`; one more for the end of the last. */
  starts: Int32Array
  /** Ascending within a row. */
  columns: Uint16Array
  values: Float32Array
}

/**
 * A weight nearer to 0 is left out. Of a message's hundred features each counts about a tenth, so all that is left out
 * moves a margin by about a hundredth; it is two thirds of the weights, and of the time and memory they take.
 */
const SMALLEST = 0.01

/** Keeps what matters of a full table of `columnCount` columns, row by row. */
export function keepWeights(table: Float32Array, columnCount: number): Weights {
  const isKept = (value: number) => Math.abs(value) >= SMALLEST
  const rowCount = table.length / columnCount
  const starts = new Int32Array(rowCount + 1)
  let size = 0
  for (const value of table) if (isKept(value)) size += 1
  const columns = new Uint16Array(size)
  const values = new Float32Array(size)
  let end = 0
  for (let row = 0; row < rowCount; row += 1) {
    for (let column = 0; column < columnCount; column += 1) {
      const value = table[row * columnCount + column] as number
      if (!isKept(value)) continue
      columns[end] = column
      values[end] = value
      end += 1
    }
    starts[row + 1] = end
  }
  return { starts, columns, values }
}

/** The weight of one feature for one label; 0 where none is kept. */
export function weightAt(
  { starts, columns, values }: Weights,
  row: number,
  column: number,
): number {
  const from = starts[row] ?? 0
  const at = columns.subarray(from, starts[row + 1] ?? from).indexOf(column)
  return at < 0 ? 0 : (values[from + at] ?? 0)
}

/** Adds the weights of one row, times `factor`, to the sums of all columns. */
export function addRow(
  { starts, columns, values }: Weights,
  row: number,
  factor: number,
  sums: Float64Array,
): void {
  // Runs for every word of every message: plain numbers, no look-ups that may be missing.
  const end = starts[row + 1] as number
  for (let at = starts[row] as number; at < end; at += 1) {
    const column = columns[at] as number
    sums[column] = (sums[column] as number) + factor * (values[at] as number)
  }
}

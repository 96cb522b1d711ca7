/**
 * The weights of a model: for each feature a row with what it says for or against the columns. A row that speaks of most
 * columns is full, with a place for each; of any other only those columns are kept that it speaks of.
 */
export type Weights = {
  columnCount: number
  /** For each row its number among the full ones; -1 for any other. */
  numberOfFull: Int32Array
  /** The full rows, one after the other. */
  full: Float32Array
  /** Where each other row begins in `columns` and `values`; one more for the end of the last. */
  starts: Int32Array
  columns: Uint16Array
  values: Float32Array
}

/** Columns that are asked for: from the first to the one before `to`. */
export type Columns = { from: number; to: number }

/**
 * A weight nearer to 0 is left out. Of a message's hundred features each counts about a tenth, so all that is left out
 * moves a margin by about a hundredth; it is two thirds of the weights, and of the time and memory they take.
 */
const SMALLEST = 0.01
/** Share of the columns from which a row is full: all in all that takes the same memory, and half the time. */
const FULL = 0.5

/** Full rows that are added at once. */
const AT_ONCE = 8

/** Keeps what matters of a full table of `columnCount` columns, row by row. */
export function keepWeights(table: Float32Array, columnCount: number): Weights {
  const isKept = (value: number) => Math.abs(value) >= SMALLEST
  const rowCount = table.length / columnCount
  const numberOfFull = new Int32Array(rowCount).fill(-1)
  let fullCount = 0
  let size = 0
  for (let row = 0; row < rowCount; row += 1) {
    let kept = 0
    for (let at = row * columnCount; at < (row + 1) * columnCount; at += 1)
      if (isKept(table[at] as number)) kept += 1
    if (kept < FULL * columnCount) size += kept
    else numberOfFull[row] = fullCount++
  }
  const full = new Float32Array(fullCount * columnCount)
  const starts = new Int32Array(rowCount + 1)
  const columns = new Uint16Array(size)
  const values = new Float32Array(size)
  let end = 0
  for (let row = 0; row < rowCount; row += 1) {
    const number = numberOfFull[row] as number
    for (let column = 0; column < columnCount; column += 1) {
      const value = table[row * columnCount + column] as number
      if (!isKept(value)) continue
      if (number >= 0) full[number * columnCount + column] = value
      else {
        columns[end] = column
        values[end] = value
        end += 1
      }
    }
    starts[row + 1] = end
  }
  return { columnCount, numberOfFull, full, starts, columns, values }
}

/** The weight of one feature for one label; 0 where none is kept. */
export function weightAt(weights: Weights, row: number, column: number): number {
  const { columnCount, numberOfFull, full, starts, columns, values } = weights
  const number = numberOfFull[row] ?? -1
  if (number >= 0) return full[number * columnCount + column] ?? 0
  const from = starts[row] ?? 0
  const at = columns.subarray(from, starts[row + 1] ?? from).indexOf(column)
  return at < 0 ? 0 : (values[from + at] ?? 0)
}

/** Adds the weights of rows, each times its value, to the sums of the columns asked for. */
export function addRows(
  weights: Weights,
  { rows, values }: { rows: Int32Array; values: Float32Array },
  asked: Columns,
  sums: Float64Array,
): void {
  // Runs for every word of every message: plain numbers, no look-ups that may be missing.
  const { columnCount, numberOfFull, full } = weights
  const places = new Int32Array(rows.length)
  const factors = new Float32Array(rows.length)
  let count = 0
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number
    const factor = values[at] as number
    const number = numberOfFull[row] as number
    if (number < 0) {
      addSparse(weights, row, factor, asked, sums)
      continue
    }
    places[count] = number * columnCount
    factors[count] = factor
    count += 1
  }
  addFullRows(full, { places, factors, count }, asked, sums)
}

/** The places in a full table at which the first `count` rows begin, and what each counts. */
export type FullRows = { places: Int32Array; factors: Float32Array; count: number }

/** Adds rows of a full table, each times its factor, to the sums of the columns asked for. */
export function addFullRows(
  full: Float32Array,
  { places, factors, count }: FullRows,
  asked: Columns,
  sums: Float64Array,
): void {
  let at = 0
  for (; at + AT_ONCE <= count; at += AT_ONCE) addEight(full, { places, factors, at }, asked, sums)
  for (; at < count; at += 1) addOne(full, places[at] as number, factors[at] as number, asked, sums)
}

function addSparse(
  { starts, columns, values }: Weights,
  row: number,
  factor: number,
  { from, to }: Columns,
  sums: Float64Array,
): void {
  const end = starts[row + 1] as number
  for (let at = starts[row] as number; at < end; at += 1) {
    const column = columns[at] as number
    if (column >= from && column < to)
      sums[column] = (sums[column] as number) + factor * (values[at] as number)
  }
}

/** Eight full rows from a place on: each sum is read and written once for all of them. */
function addEight(
  full: Float32Array,
  { places, factors, at }: { places: Int32Array; factors: Float32Array; at: number },
  { from, to }: Columns,
  sums: Float64Array,
): void {
  const place0 = places[at] as number
  const place1 = places[at + 1] as number
  const place2 = places[at + 2] as number
  const place3 = places[at + 3] as number
  const place4 = places[at + 4] as number
  const place5 = places[at + 5] as number
  const place6 = places[at + 6] as number
  const place7 = places[at + 7] as number
  const factor0 = factors[at] as number
  const factor1 = factors[at + 1] as number
  const factor2 = factors[at + 2] as number
  const factor3 = factors[at + 3] as number
  const factor4 = factors[at + 4] as number
  const factor5 = factors[at + 5] as number
  const factor6 = factors[at + 6] as number
  const factor7 = factors[at + 7] as number
  for (let column = from; column < to; column += 1)
    sums[column] =
      (sums[column] as number) +
      factor0 * (full[place0 + column] as number) +
      factor1 * (full[place1 + column] as number) +
      factor2 * (full[place2 + column] as number) +
      factor3 * (full[place3 + column] as number) +
      factor4 * (full[place4 + column] as number) +
      factor5 * (full[place5 + column] as number) +
      factor6 * (full[place6 + column] as number) +
      factor7 * (full[place7 + column] as number)
}

function addOne(
  full: Float32Array,
  place: number,
  factor: number,
  { from, to }: Columns,
  sums: Float64Array,
): void {
  for (let column = from; column < to; column += 1)
    sums[column] = (sums[column] as number) + factor * (full[place + column] as number)
}

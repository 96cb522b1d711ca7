import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRows, keepWeights, weightAt } from '../../src/understanding/weights.ts'

const value = fc.constantFrom(0, 0.005, -0.009, 0.5, -0.25, 1)
const telling = fc.constantFrom(0.5, -0.25, 1)
const rowOf = (value: fc.Arbitrary<number>, columnCount: number) =>
  fc.array(value, { minLength: columnCount, maxLength: columnCount })
/** More rows than are added at once, whether they speak of a few columns or of all. */
const table = fc.integer({ min: 1, max: 6 }).chain((columnCount) =>
  fc.record({
    columnCount: fc.constant(columnCount),
    rows: fc.array(fc.oneof(rowOf(value, columnCount), rowOf(telling, columnCount)), {
      maxLength: 30,
      size: 'max',
    }),
    from: fc.nat(columnCount - 1),
    to: fc.nat(columnCount),
  }),
)
const isKept = (value: number) => Math.abs(value) >= 0.01

describe('the weights of a model', () => {
  it('keep what matters and read as 0 where they are too small to matter', () => {
    fc.assert(
      fc.property(table, ({ columnCount, rows }) => {
        const weights = keepWeights(Float32Array.from(rows.flat()), columnCount)
        rows.forEach((values, row) => {
          values.forEach((value, column) => {
            expect(weightAt(weights, row, column)).toBe(isKept(value) ? value : 0)
          })
        })
      }),
    )
  })

  it('are summed over the rows of a message, for the columns asked for alone', () => {
    fc.assert(
      fc.property(table, ({ columnCount, rows, from, to }) => {
        const weights = keepWeights(Float32Array.from(rows.flat()), columnCount)
        const sums = new Float64Array(columnCount)
        const message = {
          rows: Int32Array.from(rows.keys()),
          values: Float32Array.from(rows.keys(), (row) => row + 1),
        }
        addRows(weights, message, { from, to }, sums)
        sums.forEach((sum, column) => {
          const kept = rows.map((values) => values[column] ?? 0)
          const expected = kept.reduce<number>(
            (total, value, row) => total + (isKept(value) ? (row + 1) * value : 0),
            0,
          )
          expect(sum).toBe(column >= from && column < to ? expected : 0)
        })
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRow, keepWeights, weightAt } from '../../src/understanding/weights.ts'

const table = fc.integer({ min: 1, max: 6 }).chain((columnCount) =>
  fc.record({
    columnCount: fc.constant(columnCount),
    rows: fc.array(
      fc.array(fc.constantFrom(0, 0.005, -0.009, 0.5, -0.25, 1), {
        minLength: columnCount,
        maxLength: columnCount,
      }),
      { maxLength: 6 },
    ),
  }),
)

describe('the weights of a model', () => {
  it('keep what matters and read as 0 where they are too small to matter', () => {
    fc.assert(
      fc.property(table, ({ columnCount, rows }) => {
        const weights = keepWeights(Float32Array.from(rows.flat()), columnCount)
        rows.forEach((values, row) => {
          const sums = new Float64Array(columnCount)
          addRow(weights, row, 2, sums)
          values.forEach((value, column) => {
            const kept = Math.abs(value) < 0.01 ? 0 : value
            expect(weightAt(weights, row, column)).toBe(kept)
            expect(sums[column]).toBe(2 * kept)
          })
        })
      }),
    )
  })
})

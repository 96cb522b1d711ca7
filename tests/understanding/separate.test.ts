import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Side, separate, type Table } from '../../src/understanding/separate.ts'

/** Vectors of unit length, as the trainer gives them. */
function tableOf(vectors: readonly (readonly number[])[]): Table {
  const rowCount = vectors[0]?.length ?? 0
  const unit = vectors.map((vector) => vector.map((value) => value / Math.hypot(...vector)))
  return {
    starts: Int32Array.from([0, ...unit], (_, at) => at * rowCount),
    places: Int32Array.from(unit.flatMap((vector) => vector.map((__, row) => row))),
    values: Float32Array.from(unit.flat()),
    rowCount,
  }
}
const side = (holds: readonly boolean[], more: Partial<Side> = {}): Side => ({
  cases: Int32Array.from(holds, (_, at) => at),
  holds: Uint8Array.from(holds, (held) => (held ? 1 : 0)),
  price: 1,
  positiveWeight: 1,
  passes: 20_000,
  tolerance: 1e-9,
  ...more,
})
const heightOf = (table: Table, { weights, bias }: ReturnType<typeof separate>, example: number) =>
  weights.reduce(
    (sum, weight, row) => sum + weight * (table.values[example * table.rowCount + row] ?? 0),
    bias,
  )

const problem = fc.integer({ min: 1, max: 3 }).chain((rowCount) =>
  fc.record({
    examples: fc.array(
      fc.tuple(
        fc.array(fc.constantFrom(0.2, 0.5, 1, -0.7), { minLength: rowCount, maxLength: rowCount }),
        fc.boolean(),
      ),
      { minLength: 2, maxLength: 8 },
    ),
    price: fc.constantFrom(0.3, 1, 3),
    positiveWeight: fc.constantFrom(1, 3),
  }),
)

describe('the plane between two sides', () => {
  it('is where every example pulls as hard as it lies on the wrong side of its margin', () => {
    fc.assert(
      fc.property(problem, ({ examples, price, positiveWeight }) => {
        const table = tableOf(examples.map(([vector]) => vector))
        const holds = examples.map(([, held]) => held)
        const plane = separate(table, side(holds, { price, positiveWeight }))
        const pulls = holds.map((held, at) => {
          const sign = held ? 1 : -1
          const short = Math.max(0, 1 - sign * heightOf(table, plane, at))
          return 2 * price * (held ? positiveWeight : 1) * short * sign
        })
        const pulled = (row: number) =>
          pulls.reduce(
            (sum, pull, at) => sum + pull * (table.values[at * table.rowCount + row] ?? 0),
            0,
          )
        plane.weights.forEach((weight, row) => {
          expect(weight).toBeCloseTo(pulled(row), 4)
        })
        expect(plane.bias).toBeCloseTo(
          pulls.reduce((sum, pull) => sum + pull, 0),
          4,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('heeds only the examples that say something of the label', () => {
    const table = tableOf([
      [1, 0],
      [0, 1],
      [1, 1],
    ])
    const two = { cases: Int32Array.of(0, 1), holds: Uint8Array.of(1, 0) }
    const plane = separate(table, side([], two))
    expect(heightOf(table, plane, 0)).toBeGreaterThan(0)
    expect(heightOf(table, plane, 1)).toBeLessThan(0)
    expect(plane).toEqual(
      separate(
        tableOf([
          [1, 0],
          [0, 1],
        ]),
        side([true, false]),
      ),
    )
  })

  it('is reckoned in as many passes as are allowed', () => {
    const table = tableOf([
      [1, 0],
      [0.8, 0.6],
    ])
    const reckoned = (passes: number) => separate(table, side([true, false], { passes }))
    expect(reckoned(0).bias).toBe(0)
    expect(reckoned(1)).not.toEqual(reckoned(2))
  })

  it('is left where it is once no example asks for a larger change than tolerated', () => {
    const table = tableOf([
      [1, 0],
      [0.8, 0.6],
    ])
    const settled = (passes: number) =>
      separate(table, side([true, false], { passes, tolerance: 0.3 }))
    expect(settled(100)).toEqual(settled(200))
    expect(settled(100)).not.toEqual(separate(table, side([true, false])))
  })
})

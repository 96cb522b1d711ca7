import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learnTogether } from '../../src/understanding/learn-together.ts'
import type { View } from '../../src/understanding/train-machines.ts'

/** Each example is the list of its features, of which the first `split` are of one view and the others of a second. */
function viewsOf(
  examples: readonly (readonly number[])[],
  { features, split = features }: { features: number; split?: number },
): View[] {
  const viewOf = (from: number, to: number): View => {
    const own = examples.map((example) => example.filter((row) => row >= from && row < to))
    const starts = own.map((_, at) => own.slice(0, at).flat().length)
    const places = own.flat().map((row) => row - from)
    return {
      firstRow: from,
      table: {
        starts: Int32Array.from([...starts, own.flat().length]),
        places: Int32Array.from(places),
        values: Float32Array.from(places, () => 1),
        rowCount: to - from,
      },
    }
  }
  return [viewOf(0, split), viewOf(split, features)]
}

type Labelled = { rows: readonly number[]; right: readonly number[] }
const learn = (
  examples: readonly Labelled[],
  {
    kind,
    labels,
    features,
    split,
  }: { kind: 'one-of' | 'each'; labels: number; features: number; split?: number },
) => {
  const views = viewsOf(
    examples.map(({ rows }) => rows),
    { features, ...(split === undefined ? {} : { split }) },
  )
  const holds = examples.flatMap(({ right }) =>
    Array.from({ length: labels }, (_, label) => (right.includes(label) ? 1 : 0)),
  )
  const { weights, bias } = learnTogether(views, {
    kind,
    labelCount: labels,
    passes: 12,
    cases: Int32Array.from(examples, (_, at) => at),
    holds: Uint8Array.from(holds),
  })
  const marginsOf = (rows: readonly number[]) =>
    Array.from(bias, (own, label) =>
      rows.reduce((sum, row) => sum + (weights[row * labels + label] as number), own),
    )
  return { weights, bias, marginsOf }
}
const repeated = (examples: readonly Labelled[], times: number) =>
  Array.from({ length: times }, () => examples).flat()

describe('labels learnt together', () => {
  const colours = repeated(
    [
      { rows: [0, 4], right: [0] },
      { rows: [1, 4], right: [1] },
      { rows: [2, 4], right: [2] },
    ],
    20,
  )

  it('tell rivals apart by the feature that each has alone', () => {
    const { marginsOf } = learn(colours, { kind: 'one-of', labels: 3, features: 5 })
    for (const label of [0, 1, 2]) {
      const margins = marginsOf([label, 4])
      expect(margins.indexOf(Math.max(...margins))).toBe(label)
    }
  })

  it('hold each for itself where they do not exclude each other', () => {
    const examples = repeated(
      [
        { rows: [0], right: [0] },
        { rows: [1], right: [1] },
        { rows: [0, 1], right: [0, 1] },
        { rows: [2], right: [] },
      ],
      20,
    )
    const { marginsOf } = learn(examples, { kind: 'each', labels: 2, features: 3 })
    expect(marginsOf([0, 1]).every((margin) => margin > 0)).toBe(true)
    expect(marginsOf([2]).every((margin) => margin < 0)).toBe(true)
    expect(marginsOf([0])[0]).toBeGreaterThan(0)
    expect(marginsOf([0])[1]).toBeLessThan(0)
  })

  it('are content with one right rival of several: the one that is easier told', () => {
    // Feature 0 tells of label 0 everywhere; where label 1 is right as well, nothing is left for it to learn.
    const examples = repeated(
      [
        { rows: [0], right: [0] },
        { rows: [0], right: [0] },
        { rows: [0, 1], right: [0, 1] },
        { rows: [2], right: [2] },
      ],
      20,
    )
    const [first = 0, second = 0] = learn(examples, {
      kind: 'one-of',
      labels: 3,
      features: 3,
    }).marginsOf([0, 1])
    expect(first - second).toBeGreaterThan(2)
  })

  it('learn nothing of rivals from an example for which none is right', () => {
    const none = repeated([{ rows: [3], right: [] }], 20)
    const { weights, bias } = learn(none, { kind: 'one-of', labels: 2, features: 4 })
    expect([...weights, ...bias].every((value) => value === 0)).toBe(true)
  })

  it('are learnt the same however the features are parted into views', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            rows: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1 }),
            right: fc.uniqueArray(fc.integer({ min: 0, max: 2 })),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.constantFrom('one-of' as const, 'each' as const),
        fc.integer({ min: 0, max: 6 }),
        (examples, kind, split) => {
          const sorted = examples.map(({ rows, right }) => ({
            rows: [...rows].sort((a, b) => a - b),
            right,
          }))
          const wanted = { kind, labels: 3, features: 6 }
          const { weights, bias } = learn(sorted, wanted)
          expect(weights.every(Number.isFinite)).toBe(true)
          const parted = learn(sorted, { ...wanted, split })
          expect(parted.weights).toEqual(weights)
          expect(parted.bias).toEqual(bias)
        },
      ),
      { numRuns: 50 },
    )
  })
})

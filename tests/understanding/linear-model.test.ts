import { describe, expect, it } from 'vitest'
import {
  type Head,
  type LinearModel,
  marginsOf,
  probabilities,
  vectorOf,
} from '../../src/understanding/linear-model.ts'
import { keepWeights } from '../../src/understanding/weights.ts'
import { head } from './small-model.ts'

const HEADS = [head('scope', 'one-of', ['a', 'b']), head('redFlags', 'each', ['c', 'd'])]
const model: LinearModel = {
  heads: HEADS,
  calibrations: HEADS.map(() => ({ slope: 1, offset: 0 })),
  rows: new Map([
    ['w:knee', 0],
    ['w:hot', 1],
  ]),
  wordRows: 2,
  rarity: Float32Array.of(3, 4),
  weights: keepWeights(Float32Array.of(1, 0, 0, 1, 0, 1, 1, 0), 4),
  bias: Float32Array.of(0, 0.5, 0, 0),
}
const bag = (features: Record<string, number>) => new Map(Object.entries(features))

describe('the vector of a message', () => {
  it('weighs each feature by how rare it is, and has length one', () => {
    const { rows, values } = vectorOf(model, bag({ 'w:knee': 1, 'w:hot': 1 }))
    expect([...rows]).toEqual([0, 1])
    expect(values[0]).toBeCloseTo(0.6)
    expect(values[1]).toBeCloseTo(0.8)
  })

  it('has length one in its words and in the rest of it, each by itself', () => {
    const mixed: LinearModel = {
      ...model,
      rows: new Map([
        ['w:knee', 0],
        ['g:heat', 1],
      ]),
      wordRows: 1,
    }
    const { values } = vectorOf(mixed, bag({ 'w:knee': 1, 'g:heat': 5 }))
    expect([...values]).toEqual([1, 1])
    const unknown = vectorOf(mixed, bag({ 'w:knee': 3, 'w:wug': 1, 'g:heat': 5 })).values
    expect(unknown[0]).toBeCloseTo(Math.SQRT1_2)
    expect(unknown[1]).toBeCloseTo(1)
  })

  it('is weakened by words that nobody has seen, and by nothing else unseen', () => {
    const value = (features: Record<string, number>) => vectorOf(model, bag(features)).values[0]
    expect(value({ 'w:knee': 1, 'c:xyz': 5 })).toBeCloseTo(1)
    expect(value({ 'w:knee': 3, 'w:wug': 1 })).toBeCloseTo(Math.SQRT1_2)
    expect(value({ 'w:knee': 3, 'w:wug': 2 })).toBeCloseTo(9 / Math.hypot(9, 18))
  })

  it('is empty where nothing is known', () => {
    expect(vectorOf(model, bag({ 'w:wug': 1 })).rows).toHaveLength(0)
    expect(vectorOf(model, bag({})).rows).toHaveLength(0)
  })
})

it('margins are what the weights of the features and the bias of the label add up to', () => {
  const margins = marginsOf(model, bag({ 'w:knee': 1, 'w:hot': 1 }))
  const rounded = (name: string) => [...(margins.get(name) ?? [])].map((value) => +value.toFixed(3))
  expect(rounded('scope')).toEqual([0.6, 1.3])
  expect(rounded('redFlags')).toEqual([0.8, 0.6])
})

describe('likelihoods', () => {
  const of = (kind: Head['kind'], margins: number[], slope = 1, offset = 0) => [
    ...probabilities(kind, { slope, offset }, Float64Array.from(margins)),
  ]

  it('of one of several labels make one together, and grow with the slope', () => {
    const shares = of('one-of', [Math.log(3), 0, 0], 1)
    expect(shares[0]).toBeCloseTo(0.6)
    expect(shares[1]).toBeCloseTo(0.2)
    expect(of('one-of', [Math.log(3), 0], 2)[0]).toBeCloseTo(0.9)
    expect(of('one-of', [2_000, 1_000])).toEqual([1, 0])
  })

  it('of labels each for itself turn at no margin, moved by the offset', () => {
    expect(of('each', [0, Math.log(3)])[0]).toBeCloseTo(0.5)
    expect(of('each', [0, Math.log(3)])[1]).toBeCloseTo(0.75)
    expect(of('each', [Math.log(3)], 2)[0]).toBeCloseTo(0.9)
    expect(of('each', [0], 1, -Math.log(3))[0]).toBeCloseTo(0.25)
  })
})

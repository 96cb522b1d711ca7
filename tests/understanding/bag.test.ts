import { describe, expect, it } from 'vitest'
import { createBagFiller } from '../../src/understanding/bag.ts'

const filler = createBagFiller(10)
const filled = () => {
  const { size, numbers, weights } = filler.bag()
  return { numbers: [...numbers.slice(0, size)], weights: [...weights.slice(0, size)] }
}
const bagOf = (numbers: readonly number[], share = 1) => {
  filler.begin()
  filler.addAll(numbers)
  filler.endKind(share)
  return filled()
}

describe('a bag of features', () => {
  it('holds each once, in the order they were met', () => {
    expect(bagOf([4, 2, 4, 9]).numbers).toEqual([4, 2, 9])
  })

  it('weighs a kind as much as its share, what is met again less each time', () => {
    const { weights } = bagOf([4, 2, 4, 4], 0.5)
    expect(Math.hypot(...weights)).toBeCloseTo(0.5)
    expect((weights[0] ?? 0) / (weights[1] ?? 1)).toBeCloseTo(1 + Math.log(3))
  })

  it('weighs each kind by itself', () => {
    filler.begin()
    filler.add(1)
    filler.endKind(1)
    filler.endKind(0.7)
    filler.addAll([2, 3])
    filler.endKind(0.5)
    const { numbers, weights } = filled()
    expect(numbers).toEqual([1, 2, 3])
    expect(weights[0]).toBe(1)
    expect(Math.hypot(...weights.slice(1))).toBeCloseTo(0.5)
  })

  it('knows nothing of the one before', () => {
    bagOf([4, 4, 4])
    expect(bagOf([4, 5]).numbers).toEqual([4, 5])
    expect(new Set(bagOf([4, 5]).weights).size).toBe(1)
  })

  it('takes numbers far beyond those that are known', () => {
    expect(bagOf([50_000, 3, 50_000]).numbers).toEqual([50_000, 3])
  })

  it('takes as many as there are', () => {
    const numbers = Array.from({ length: 5_000 }, (_, at) => at)
    const { weights } = bagOf(numbers)
    expect(bagOf(numbers).numbers).toEqual(numbers)
    expect(Math.hypot(...weights)).toBeCloseTo(1)
  })
})

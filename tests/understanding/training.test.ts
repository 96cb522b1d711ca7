import { describe, expect, it } from 'vitest'
import { type Head, marginsOf, trainLinearModel } from '../../src/understanding/index.ts'

const head: Head = {
  name: 'colour',
  kind: 'one-of',
  labels: ['red', 'blue'],
  price: 1,
  positiveWeight: 1,
}
const example = (words: string, label: string | null) => ({
  features: new Map(words.split(' ').map((word) => [`w:${word}`, 1])),
  labels: new Map([[head.name, label ? [label] : []]]),
})
const examples = [
  example('a tomato please', 'red'),
  example('one tomato', 'red'),
  example('the sky please', 'blue'),
  example('one sky', 'blue'),
]
const best = (words: string) => {
  const model = trainLinearModel([head], examples)
  const margins = [...(marginsOf(model, example(words, null).features).get(head.name) ?? [])]
  return head.labels[margins.indexOf(Math.max(...margins))]
}

describe('the linear machine', () => {
  it('learns which word tells', () => {
    expect(best('a sky')).toBe('blue')
    expect(best('please a tomato')).toBe('red')
  })

  it('trains the same weights from the same examples', () => {
    const [one, other] = [1, 2].map(() => trainLinearModel([head], examples).weights)
    expect(one).toEqual(other)
  })

  it('says less of a message whose words it mostly does not know', () => {
    const model = trainLinearModel([head], examples)
    const margin = (words: string) =>
      marginsOf(model, example(words, null).features).get(head.name)?.[0] ?? 0
    expect(margin('tomato')).toBeGreaterThan(margin('tomato wug blorp zanny flim'))
  })

  it('adds a share of what its labels learn together to what each learns by itself', () => {
    const marginsAt = (togetherShare?: number) => {
      const own = togetherShare === undefined ? head : { ...head, togetherShare }
      const model = trainLinearModel([own], examples)
      return [...(marginsOf(model, example('a sky', null).features).get(head.name) ?? [])]
    }
    const alone = marginsAt()
    const [half, whole] = [0.5, 1].map((share) =>
      marginsAt(share).map((margin, at) => margin - (alone[at] ?? 0)),
    ) as [number[], number[]]
    expect(whole[1]).toBeGreaterThan(0.1)
    expect(whole[0]).toBeLessThan(-0.1)
    for (const at of [0, 1]) expect(half[at]).toBeCloseTo((whole[at] ?? 0) / 2, 1)
  })

  it('learns from an example that none of the labels holds for', () => {
    const model = trainLinearModel(
      [head],
      [...examples, example('banana', null), example('banana', null)],
    )
    const margins = marginsOf(model, example('banana', null).features).get(head.name) ?? []
    expect(Math.max(...margins)).toBeLessThan(0)
  })
})

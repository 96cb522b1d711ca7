import { expect, it } from 'vitest'
import { type Head, trainLinearModel } from '../../src/understanding/index.ts'
import { weightAt } from '../../src/understanding/weights.ts'

it('the linear machine trains each label on several threads as it would alone', () => {
  const colours = Array.from({ length: 12 }, (_, index) => `colour${index}`)
  const head: Head = {
    name: 'colour',
    kind: 'one-of',
    labels: colours,
    price: 1,
    positiveWeight: 1,
  }
  const many = Array.from({ length: 2_400 }, (_, index) => {
    const colour = colours[index % colours.length] ?? ''
    const words = Array.from({ length: 100 }, (_, place) => `word${(index * 7 + place * 13) % 997}`)
    return {
      features: new Map([colour, ...words].map((word) => [`w:${word}`, 1])),
      labels: new Map([['colour', [colour]]]),
    }
  })
  const together = trainLinearModel([head], many)
  colours.forEach((colour, column) => {
    const alone = trainLinearModel([{ ...head, labels: [colour] }], many)
    const rows = [...alone.rows.values()]
    const own = rows.map((row) => weightAt(together.weights, row, column))
    expect(own).toEqual(rows.map((row) => weightAt(alone.weights, row, 0)))
    expect(together.bias[column]).toBe(alone.bias[0])
  })
})

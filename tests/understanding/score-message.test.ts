import { describe, expect, it } from 'vitest'
import { createStretchScorer, messageMargins } from '../../src/understanding/score-message.ts'
import { createParser } from '../../src/understanding/understand.ts'
import { core } from '../core.ts'
import { head, smallModel } from './small-model.ts'

const { linear } = smallModel(
  { pain: { knee: 1, cadence: 2, any: 1 }, lock: { 'locked-knee': 2, complaint: 1 } },
  { any: -1 },
)
const all = { from: 0, to: linear.bias.length }

describe('the margins of a stretch', () => {
  it('hold the columns asked for, whatever was asked of the stretch before', () => {
    const { reader } = createParser(core.knowledge, new Map(), linear.rows)('Pain. It locks, pain.')
    const first = { start: 0, end: 1 }
    const rest = { start: 1, end: 4 }
    const half = Math.floor(all.to / 2)
    const parts = [
      { from: half, to: all.to },
      { from: 0, to: half },
      { from: 1, to: half },
      { from: 0, to: half + 1 },
      all,
      { from: half, to: half + 1 },
    ]
    const marginsAt = createStretchScorer(linear)(reader)
    for (const columns of parts)
      for (const span of [first, rest]) {
        const whole = createStretchScorer(linear)(reader)(span)
        const { from, to } = columns
        expect(marginsAt(span, columns).subarray(from, to)).toEqual(whole.subarray(from, to))
      }
  })
})

describe('the margins of a message in parts', () => {
  const heads = [
    { ...head('topics', 'one-of', ['a', 'b']), sentenceShare: 0.2 },
    head('scope', 'one-of', ['c']),
    { ...head('redFlags', 'each', ['d', 'e']), sentenceShare: 0.3 },
  ]
  const joined = (whole: number[], sentences: number[][], told: number[][] = []) => {
    const margins = messageMargins(heads, {
      whole: Float64Array.from(whole),
      sentences: sentences.map((sentence) => Float64Array.from(sentence)),
      told: told.map((before) => Float64Array.from(before)),
    })
    return Object.fromEntries(
      [...margins].map(([name, values]) => [name, [...values].map((value) => +value.toFixed(6))]),
    )
  }

  it('are those of the whole where it has no parts', () => {
    expect(joined([1, 2, 3, 4, 5], [])).toEqual({ topics: [1, 2], scope: [3], redFlags: [4, 5] })
  })

  it('lean on the loudest sentence by the share of the head, and not at all without one', () => {
    expect(
      joined(
        [0, 0, 0, 0, 1],
        [
          [1, 0, 1, 1, 0],
          [0.5, -1, 1, 2, 0],
        ],
      ),
    ).toEqual({ topics: [0.2, 0], scope: [0], redFlags: [0.6, 1] })
  })

  it('of red flags are no quieter than any stretch that is told before the questions', () => {
    const told = [
      [2, 2, 2, 2, 0],
      [2, 2, 2, 0, 3],
    ]
    expect(joined([0, 0, 0, 0, 1], [], told)).toEqual({
      topics: [0, 0],
      scope: [0],
      redFlags: [2, 3],
    })
  })

  it('leave those of the parts as they were', () => {
    const whole = Float64Array.of(0, 0, 0, 0, 0)
    const told = Float64Array.of(2, 2, 2, 2, 2)
    messageMargins(heads, { whole, told: [told], sentences: [told] })
    expect([...whole]).toEqual([0, 0, 0, 0, 0])
    expect([...told]).toEqual([2, 2, 2, 2, 2])
  })
})

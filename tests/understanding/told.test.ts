import { describe, expect, it } from 'vitest'
import type { Mention } from '../../src/understanding/reading.ts'
import { TOLD, toldFindings } from '../../src/understanding/told.ts'
import { core } from '../core.ts'

const HEADS = [
  { name: TOLD, kind: 'each', labels: ['self-harm'], price: 1, positiveWeight: 1 } as const,
]
const status = {
  negated: false,
  hypothetical: false,
  historical: false,
  other: false,
  relative: false,
}
const told = (chance: number, found: Mention[] = []) =>
  toldFindings(HEADS, new Map([[TOLD, Float64Array.of(chance)]]), found, core.knowledge.findings)

describe('a finding that examples teach', () => {
  it('is told of long before it is likely: asking in vain is the smaller harm', () => {
    expect(told(0.15)).toEqual([{ finding: 'self-harm', status, start: 0, words: '' }])
    expect(told(0.14)).toEqual([])
  })

  it('is left to the patterns where they have found it, denied as well', () => {
    const found = { finding: 'self-harm', status, start: 2, words: 'end it' }
    expect(told(1, [found])).toEqual([])
    expect(told(1, [{ ...found, status: { ...status, negated: true } }])).toEqual([])
    expect(told(1, [{ ...found, finding: 'hurts' }])).toHaveLength(1)
  })

  it('is told of where a pattern took it for imagined or past, if that is likely', () => {
    const imagined = {
      finding: 'self-harm',
      status: { ...status, hypothetical: true },
      start: 2,
      words: 'wake up',
    }
    expect(told(0.7, [imagined])).toHaveLength(1)
    expect(told(0.69, [imagined])).toEqual([])
  })

  it('is left to the question that something milder gets, unless it is likely', () => {
    const despair = { finding: 'despair', status, start: 0, words: 'worthless' }
    expect(told(0.69, [despair])).toEqual([])
    expect(told(0.7, [despair])).toHaveLength(1)
  })

  it('is told of by no model that has learnt none', () => {
    expect(toldFindings([], new Map(), [], core.knowledge.findings)).toEqual([])
  })
})

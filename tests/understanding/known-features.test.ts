import { describe, expect, it } from 'vitest'
import { createKnownFeatures } from '../../src/understanding/known-features.ts'
import { createParser } from '../../src/understanding/understand.ts'
import { core } from '../core.ts'

const { knowledge, model } = core

describe('features that a model knows', () => {
  const names = ['w:knee', 'w:!knee', 'b:^ knee', 'b:knee pain', 'p:$joint hot:absent', 'c: it ']
  const known = createKnownFeatures(new Map(names.map((name, row) => [name, row])))
  const rowOf = (head: string, tail: string) => known.rowOf(known.part(head), known.part(tail))

  it('are found by the head and the tail of their names', () => {
    expect(rowOf('w:', 'knee')).toBe(0)
    expect(rowOf('w:!', 'knee')).toBe(1)
    expect(rowOf('b:^ ', 'knee')).toBe(2)
    expect(rowOf('b:knee ', 'pain')).toBe(3)
    expect(rowOf('p:$joint ', 'hot:absent')).toBe(4)
  })

  it('are those alone', () => {
    expect(rowOf('w:', 'pain')).toBe(-1)
    expect(rowOf('b:pain ', 'knee')).toBe(-1)
    expect(rowOf('x:', 'y')).toBe(-1)
  })

  it('are found among the runs of letters of a word', () => {
    expect(known.runsOf('it')).toEqual({ rows: [5], others: [] })
    expect(known.runsOf('its')).toEqual({ rows: [], others: ['c: its', 'c:its '] })
    expect(known.runsOf('a')).toEqual({ rows: [], others: [] })
  })

  it('are named', () => {
    expect(known.nameAt(3)).toBe('b:knee pain')
    expect(known.count).toBe(names.length)
  })

  it('change nothing in what a message is read to hold', () => {
    const plain = createParser(knowledge, model.vocabulary)
    const knowing = createParser(knowledge, model.vocabulary, model.linear.rows)
    const text =
      'No swelling, but my knee zzgrx locked twice in 2019. If it locks again, knee zzgrx?'
    const sorted = (features: ReadonlyMap<string, number> | undefined) =>
      [...(features ?? [])].map(([name, weight]) => `${name} ${weight.toFixed(9)}`).toSorted()
    expect(sorted(knowing(text).features)).toEqual(sorted(plain(text).features))
    expect(knowing(text).sentences.map(sorted)).toEqual(plain(text).sentences.map(sorted))
  })
})

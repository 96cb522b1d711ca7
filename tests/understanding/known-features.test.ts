import { describe, expect, it } from 'vitest'
import { createKnownFeatures } from '../../src/understanding/known-features.ts'
import { createParser } from '../../src/understanding/understand.ts'
import { core } from '../core.ts'

const { knowledge, model } = core

describe('features that a model knows', () => {
  const parts = [
    ['w:', 'knee'],
    ['w:!', 'knee'],
    ['w:?', 'knee'],
    ['w:<', 'knee'],
    ['g:', '$joint'],
    ['g:!', '$joint'],
    ['f:', 'hot:absent'],
    ['b:^ ', 'knee'],
    ['b:knee ', 'pain'],
    ['b:pain ', '$'],
    ['s:knee ', 'pain'],
    ['p:$joint ', 'hot:absent'],
  ] as const
  const names = [...parts.map((part) => part.join('')), 'c: it ']
  const known = createKnownFeatures(new Map(names.map((name, row) => [name, row])))
  const rowOf = (head: string, tail: string) => known.rowOf(known.part(head), known.part(tail))

  it('are found by the head and the tail of their names', () => {
    expect(parts.map(([head, tail]) => names[rowOf(head, tail)])).toEqual(
      parts.map((part) => part.join('')),
    )
  })

  it('are those alone', () => {
    expect(rowOf('w:', 'pain')).toBe(-1)
    expect(rowOf('b:pain ', 'knee')).toBe(-1)
    expect(rowOf('w:', 'swelling')).toBe(-1)
    expect(rowOf('b:hip ', 'pain')).toBe(-1)
    expect(rowOf('x:', 'y')).toBe(-1)
  })

  it('are found among the runs of letters of a word', () => {
    expect(known.runsOf('it')).toEqual({ rows: [names.length - 1], others: [] })
    expect(known.runsOf('its')).toEqual({ rows: [], others: ['c: its', 'c:its '] })
    expect(known.runsOf('a')).toEqual({ rows: [], others: [] })
  })

  it('are named', () => {
    expect(known.nameAt(names.indexOf('b:knee pain'))).toBe('b:knee pain')
    expect(known.count).toBe(names.length)
  })

  it('are met in a message by their rows, the first as well', () => {
    for (const names of [
      ['w:knee', 'b:^ knee', 'c:knee'],
      ['c:knee', 'b:^ knee', 'w:knee'],
    ]) {
      const rows = new Map(names.map((name, row) => [name, row]))
      const { reader, stretches } = createParser(knowledge, new Map(), rows)('knee')
      const bag = reader.bagOf(stretches.whole)
      const numbers = [...bag.numbers.subarray(0, bag.size)]
      expect(numbers.filter((number) => number < rows.size).toSorted()).toEqual([0, 1, 2])
      expect(numbers.map((number) => reader.nameOf(number))).toEqual(
        expect.arrayContaining([...names, 'c: kne']),
      )
    }
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

import { expect, it } from 'vitest'
import { assess } from '../../src/assessment/index.ts'
import { core } from '../core.ts'

const TABLE = {
  'b-first': { hint: 1, hallmark: 3, nothing: 0, contrary: -2 },
  'c-other': { hint: 1 },
  'a-other': { hint: 1 },
}

const ranked = (present: string[], absent: string[] = []) =>
  assess({ present: new Set(present), absent: new Set(absent) }, new Map(), new Set(), {
    ...core.knowledge,
    differential: TABLE,
  }).explanations
const first = (present: string[], absent: string[] = []) =>
  ranked(present, absent).find(({ topic }) => topic === 'b-first')

it('an explanation names what speaks for it, the weightiest first, and nothing else', () => {
  expect(first(['hint', 'nothing', 'contrary', 'hallmark'])?.because).toEqual(['hallmark', 'hint'])
  expect(first([])?.because).toEqual([])
})

it('what speaks against an explanation counts against it, and speaks for nothing when denied', () => {
  expect(first(['hallmark', 'contrary'])?.points).toBe(1)
  expect(first(['hallmark'], ['contrary'])?.points).toBe(3)
})

it('what was denied counts half against the explanation it would have spoken for', () => {
  expect(first([], ['hallmark'])?.points).toBe(-1.5)
})

it('explanations with the same points stand in the order of their names', () => {
  expect(ranked(['hint', 'contrary']).map(({ topic }) => topic)).toEqual([
    'a-other',
    'c-other',
    'b-first',
  ])
})

it('the shares of all explanations make one, and a hallmark five times as likely', () => {
  const all = ranked(['hallmark'])
  expect(all.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  expect((all[0]?.share ?? 0) / (all[1]?.share ?? 1)).toBeCloseTo(5.2, 1)
})

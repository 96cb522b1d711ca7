import { describe, expect, it } from 'vitest'
import { readDaysOff, readPain, readWeeklyKm } from '../../src/plans/index.ts'

describe('a score of pain', () => {
  it.each<[string, number]>([
    ['5/10', 5],
    ['about a 4', 4],
    ['six', 6],
    ['4 out of 10', 4],
    ['3 to 4', 4],
    ['6-7', 7],
    ['2 on stairs', 2],
    ['it was 8 last week, now 3', 3],
    ['none', 0],
    ['not at all', 0],
    ['2 weeks ago 7, today 4', 4],
  ])('asked for, is in "%s": %d', (text, score) => {
    expect(readPain(text, { isAnswer: true })).toBe(score)
  })

  it.each([
    '3 times a week',
    '3x a week',
    '5k',
    '10 km',
    '2 or 3 days',
    'in 5 weeks',
    '4 sessions',
    '2 runs a week',
    '7am',
    '1 out of 3 runs',
    '15',
    'dunno',
  ])('asked for, is not in "%s"', (text) => {
    expect(readPain(text, { isAnswer: true })).toBeNull()
  })

  it.each<[string, number]>([
    ['pain 9/10 in my knee since this morning', 9],
    ['knee pain 10/10 can I run', 10],
    ['can i run with a pain of 5', 5],
    ['knee pain is 8', 8],
    ['pain level 6 on the outside', 6],
    ['my knee pain: 7', 7],
    ['pain was 8 yesterday, now its 2', 2],
    ['no pain at all, can i run', 0],
    ['pain free now', 0],
  ])('told freely, is in "%s": %d', (text, score) => {
    expect(readPain(text, { isAnswer: false })).toBe(score)
  })

  it.each([
    'knee pain 3 times a week',
    'pain 2 days after a run',
    'pain at 5 km',
    'knee pain for 6 weeks',
    'pain 2 inches below the kneecap',
    'if the pain is 5 should i stop',
    'when pain gets to 6 i stop',
    'it hurts since 9/10',
    'no pain at all when walking',
    'i have run 5 of 10 km',
  ])('told freely, is not in "%s"', (text) => {
    expect(readPain(text, { isAnswer: false })).toBeNull()
  })
})

describe('the days without a run', () => {
  it.each<[string, number]>([
    ['3 weeks', 21],
    ['about two months', 60],
    ["i haven't run in about 3 weeks", 21],
    ['not in 2 months', 60],
    ['5 days ago', 5],
  ])('are in "%s": %d', (text, days) => {
    expect(readDaysOff(text, { isAnswer: true })).toBe(days)
  })

  it.each(['3 times a week', 'in 5 weeks', '6 weeks to go', '3 days a week', 'every 2 days'])(
    'are not in "%s"',
    (text) => {
      expect(readDaysOff(text, { isAnswer: true })).toBeNull()
    },
  )
})

describe('the kilometres of a week', () => {
  it.each<[string, number]>([
    ['30', 30],
    ['about 30 km', 30],
    ['20-25 km', 20],
    ['4 runs, 30 km', 30],
  ])('are in "%s": %d', (text, km) => {
    expect(readWeeklyKm(text, { isAnswer: true })).toBe(km)
  })

  it.each(['3 times a week', '4 days', '5/10', '3 weeks'])('are not in "%s"', (text) => {
    expect(readWeeklyKm(text, { isAnswer: true })).toBeNull()
  })
})

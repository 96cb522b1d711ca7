import { describe, expect, it } from 'vitest'
import { smallParser } from './small-parser.ts'

const parse = smallParser({
  lexicon: {
    numbers: { half: 0.5, four: 4 },
    shrinking: {
      metres: { km: 1000, mile: 1609, miles: 1609 },
      minutes: ['min'],
      before: ['at', 'after', 'by', 'then', 'from'],
      starts: ['front door'],
      progress: ['then', 'now', 'by', 'week'],
    },
  },
})
/** The words that end a row of distances that grows shorter. */
const shrunk = (text: string) => {
  const { tokens } = parse(text)
  return tokens.flatMap(({ marks }, at) => {
    const end = marks.get('@shrinking')
    return end === undefined
      ? []
      : [
          tokens
            .slice(at, end)
            .map(({ word }) => word)
            .join(' '),
        ]
  })
}

describe('a pain that comes on sooner and sooner', () => {
  it.each([
    ['hurts at mile 9, then at mile 4', ['4']],
    ['at 12 km in June. The week after at 8 km. Now at 3 km.', ['8 km', '3 km']],
    ['after 40 min, then 25, now from the front door', ['25', 'front door']],
    ['at 6 miles, by four, then half a mile', ['four', 'half a mile']],
  ])('is marked where its row of distances gets shorter: %s', (text, ends) => {
    expect(shrunk(text)).toEqual(ends)
  })

  it.each([
    'it hurts at 3 km, then at 5 km',
    'at 10 km, then at 9.5 km',
    'at 10 km then after 5 min',
    'I ran 10 km last week and 5 km now',
    'pain at 8, then 5',
    'from the front door, then at 4 km',
    'hurts at 9 km or at 4 km',
  ])('is not: %s', (text) => {
    expect(shrunk(text)).toEqual([])
  })
})

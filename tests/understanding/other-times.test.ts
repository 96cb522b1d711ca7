import { describe, expect, it } from 'vitest'
import { core } from '../core.ts'
import { smallParser } from './small-parser.ts'

const { lexicon } = core.knowledge
/** Whether a message tells of a length of time that may be how long it hurts. */
const isOfThePain = (text: string) =>
  smallParser({ lexicon })(text).tokens.some(
    ({ marks }) => marks.has('@weeks6') || marks.has('@weeks2'),
  )

describe('a length of time', () => {
  it.each([
    'I hope to run 5k in 8 weeks',
    'the half is in seven weeks and it aches',
    'ten weeks to go and my knee is sore',
    'I have been running for 6 weeks',
    'I run since three months',
    'had this brace for months',
    'these shoes for 3 months and now a sore knee',
    'been doing my exercises for 7 weeks',
    'the plan is 12 weeks',
    'seven weeks off, then my first run',
    'twenty miles a week for the last two months',
    'no period for 4 months',
  ])('is not the pain’s: %s', (text) => {
    expect(isOfThePain(text)).toBe(false)
  })

  it.each([
    'in pain for 8 weeks',
    '8 weeks in and no better',
    'my knee has hurt for two months',
    'exercises for 6 weeks and still sore',
    'eight weeks of physio, no change',
    'no better in 7 weeks',
    'it hurts when running for 8 weeks now',
    'seven weeks with pain',
    'my race is in 8 weeks, but the knee pain has lasted for 3 months',
  ])('is the pain’s: %s', (text) => {
    expect(isOfThePain(text)).toBe(true)
  })
})

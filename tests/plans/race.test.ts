import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BeforeRace, raceOptions, readRace } from '../../src/plans/index.ts'
import { rules, textsOf } from './plans.ts'

/** A Tuesday. */
const TODAY = '2026-11-24'

describe('a race in a message', () => {
  it.each([
    ['I have a half in twelve days', 'half', 12],
    ['marathon on Sunday', 'marathon', 5],
    ['10k next weekend', '10k', 11],
    ['race is 14 December', null, 20],
    ['in 3 weeks', null, 21],
    ['My race is on December 14th', null, 20],
    ['13.1 on Dec 14, 2026', 'half', 20],
    ['race 14/12', null, 20],
    ['race on 2026-12-14', null, 20],
    ['my race is on the 14th', null, 20],
    ['Marathon on 26 April', 'marathon', 153],
    ['parkrun tomorrow', '5k', 1],
    ['race day is today', null, 0],
    ['London half this Sunday', 'half', 5],
    ['ultra next Sunday', 'ultra', 12],
    ['half marathon a week on Sunday', 'half', 12],
    ['50 miler in a couple of weeks', 'ultra', 14],
    ['in five weeks I have a 5k', '5k', 35],
    ['two and a half weeks until my half marathon', 'half', 17],
    ['race in six to eight weeks', null, 42],
    ['ten days before my marathon, can I still run?', 'marathon', 10],
    ['race in twenty days', null, 20],
    ['marathon in a fortnight', 'marathon', 14],
    ['I want to run a half in 12 days', 'half', 12],
    ['I am 3 weeks from my marathon', 'marathon', 21],
  ] as const)('"%s"', (text, distance, days) => {
    expect(readRace(text, TODAY)).toEqual({ distance, days })
  })

  it.each([
    ['I hurt my knee on Saturday and have a half in twelve days', 'half', 12],
    ['My knee has hurt for two weeks, can I run the marathon in a month?', 'marathon', 30],
    ['Knee pain since Sunday. My 10k is in 4 days', '10k', 4],
    ['I ran a 10k last week and have a marathon on Sunday', 'marathon', 5],
    ['hurts after 5 km. Marathon in 3 weeks', 'marathon', 21],
  ] as const)('is told from what hurt and when: "%s"', (text, distance, days) => {
    expect(readRace(text, TODAY)).toEqual({ distance, days })
  })

  it.each([
    'I ran a 10k on Sunday and it hurts',
    'I hurt my knee 3 weeks ago',
    'half an hour in my knee hurts',
    'the first half of the run is fine',
    'It hurts more on Sunday when I rest',
    'the pain is 10/10',
    'I run 10k a day',
    'marathom on sundy morning',
    '',
  ])('is not made up: "%s"', (text) => {
    expect(readRace(text, TODAY).distance).toBeNull()
    expect(readRace(text, TODAY).days).toBeNull()
  })

  it('leaves open what is unclear: a day that countries write differently, a month, a day that is not', () => {
    expect(readRace('race on 4/5', TODAY).days).toBeNull()
    expect(readRace('marathon next month', TODAY)).toEqual({ distance: 'marathon', days: null })
    expect(readRace('race on 31 February', TODAY).days).toBeNull()
    expect(readRace('race was 14 December 2025', TODAY).days).toBeNull()
  })

  it('counts a weekday from today: named on that very day, the one in a week is meant', () => {
    expect(readRace('race on Tuesday', TODAY).days).toBe(7)
    expect(readRace('race on Wednesday', TODAY).days).toBe(1)
    expect(readRace('race this weekend', '2026-11-29').days).toBe(0)
    expect(readRace('race next weekend', '2026-11-29').days).toBe(6)
  })

  it('over the end of the year and in a leap year is counted right', () => {
    expect(readRace('race on 1 January', '2026-12-31').days).toBe(1)
    expect(readRace('race on 29 Feb', '2028-02-01').days).toBe(28)
    expect(readRace('race on the 31st', '2026-11-30').days).toBe(31)
  })

  it('needs a real day for today', () => {
    expect(() => readRace('race on Sunday', '2026-02-30')).toThrow(RangeError)
  })

  it('in any text never throws, and no day lies behind', () => {
    const words = fc.constantFrom(
      'half',
      'in',
      '12',
      'days',
      'on',
      'Sunday',
      'next',
      'a',
      'week',
      '14',
      'May',
      'race',
      '10k',
      '/',
      '31',
      'February',
      'and',
    )
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        const { days } = readRace(text, TODAY)
        expect(days === null || (Number.isInteger(days) && days >= 0)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('is read in a blink even where the text is hostile', () => {
    const started = performance.now()
    for (const part of ['half ', 'in a ', '1 ', 'a ', 'race 1 day ', 'sunday ', '10k ', 'ran a ']) {
      readRace(part.repeat(5_000), TODAY)
    }
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

/** A race in ten days with a mild niggle; say only what differs. */
const options = (differs: Partial<BeforeRace> = {}) =>
  raceOptions({ days: 10, pain: 1, hasWarningSign: false, ...differs }, rules)
const kinds = (differs: Partial<BeforeRace> = {}) => options(differs).map(({ kind }) => kind)

describe('what can be done about a race', () => {
  it.each([
    ['green, near', { pain: 2 }, ['as-planned', 'adapted', 'swapped', 'deferred']],
    ['amber, near', { pain: 4 }, ['adapted', 'swapped', 'deferred']],
    ['red, near', { pain: 7 }, ['deferred', 'swapped']],
    ['red, far off', { pain: 7, days: 60 }, ['swapped', 'deferred']],
    ['pain not told', { pain: null }, ['adapted', 'swapped', 'deferred']],
    ['a warning sign', { pain: 0, hasWarningSign: true }, ['deferred', 'swapped']],
  ])('with %s', (_, differs, expected) => {
    expect(kinds(differs)).toEqual(expected)
  })

  it('asks for the score where it is not known', () => {
    expect(options({ pain: null })[0]?.sentences[0]?.text).toMatch(/score your pain/)
  })

  it('counts a day that nobody knows as near', () => {
    expect(options({ days: null, pain: 4 })).toEqual(options({ days: 1, pain: 4 }))
  })

  it('turns from near to far after three weeks', () => {
    expect(options({ days: 21 })).not.toEqual(options({ days: 22 }))
    expect(options({ days: 0 })).toEqual(options({ days: 21 }))
  })

  it('reads like this on the day before, with pain of 4', () => {
    expect(
      options({ days: 1, pain: 4 })
        .map(({ title, sentences }) => `${title}: ${sentences.map(({ text }) => text).join(' ')}`)
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "Run it, but less: If you run, go slower or pick a shorter race, and take walk breaks. Step out if you limp, if the pain is sharp or if it passes 5.
      Swap it: Ask if you can move to a shorter race of the same event. Or help at it, and ride a bike or swim that day.
      Put it off: If pain goes up from run to run, ask the race to move your place. Till then you can walk, ride a bike or run less."
    `)
  })

  it('is never more running with more pain, and with a warning sign never any', () => {
    const days = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null })
    const pain = fc.integer({ min: 0, max: 10 })
    const runs = (differs: Partial<BeforeRace>) =>
      kinds(differs).filter((kind) => kind === 'as-planned' || kind === 'adapted')
    fc.assert(
      fc.property(days, pain, pain, (days, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one]
        expect(runs({ days, pain: less })).toEqual(
          expect.arrayContaining(runs({ days, pain: more })),
        )
        expect(runs({ days, pain: one, hasWarningSign: true })).toEqual([])
      }),
    )
  })

  it('takes one or two sentences each', () => {
    for (const { sentences } of Object.values(rules.race.says)) {
      expect(sentences.length).toBeLessThanOrEqual(2)
    }
    expect(textsOf(rules.race.titles).length).toBe(4)
  })
})

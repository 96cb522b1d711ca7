import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTrainingLog, trainingChart, trainingCheck } from '../../src/plans/index.ts'
import { escapeMarkup } from '../../src/plans/training-chart.ts'
import { rules } from './plans.ts'

const kmOf = (text: string) =>
  readTrainingLog(text).entries.map(({ km }) => Math.round(km * 10) / 10)
const check = (text: string) => {
  const result = trainingCheck(readTrainingLog(text), rules)
  if (result.kind !== 'checked') throw new Error('too short')
  return result
}
const chart = (text: string) => {
  const log = readTrainingLog(text)
  return trainingChart(log, { check: trainingCheck(log, rules), id: 'weeks', rules })
}

/** Messages as people and machines could write them. */
const anyList = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 0, max: 999 }).map(String),
        fc.double({ min: 0, max: 99, noNaN: true }).map((km) => km.toFixed(1)),
        fc.constantFrom(
          'km',
          'miles',
          'wk',
          'week',
          'long run',
          ',',
          'then',
          ':',
          '/',
          'rest',
          '-',
          '14 Dec',
        ),
      ),
      { maxLength: 40 },
    )
    .map((words) => words.join(' ')),
)

describe('a training list', () => {
  it.each([
    ['20, 22, 25 then 34 km', [20, 22, 25, 34]],
    ['12 miles 14 miles 20', [19.3, 22.5, 32.2]],
    ['10, 12 miles, then 20 km', [16.1, 19.3, 20]],
    ['wk1 30 wk2 45', [30, 45]],
    ['week 1: 20 km; week 2: 0; week 3: 40 km', [20, 0, 40]],
    ['last week 30 this week 45', [30, 45]],
    ['30 km per week 40 km per week 45', [30, 40, 45]],
    ['20-22-25-34', [20, 22, 25, 34]],
    ['long runs 10k 12k 30k', [10, 12, 30]],
    ['4 long runs: 12 14.5 20 km', [12, 14.5, 20]],
    ['14 Dec 20km, 21 Dec 25 km', [20, 25]],
    ['2026-01-04: 20 km, pain 3/10', [20]],
    ['5x10km then 12 km in 65 min at 5:25/km', [10, 12]],
    ['wk1 off wk2 30', [30]],
    ['ran 800m and 5000 km', []],
    ['my knee hurts', []],
    ['', []],
  ])('reads "%s"', (text, km) => {
    expect(kmOf(text)).toEqual(km)
  })

  it('keeps the numbers that the runner gave the weeks', () => {
    expect(readTrainingLog('wk3 30 wk5 45').entries.map(({ number }) => number)).toEqual([3, 5])
  })

  it.each([
    ['wk1 30 wk2 45', 'weeks'],
    ['weekly mileage 20 22 25', 'weeks'],
    ['my long run each week: 12 14 20', 'long-runs'],
    ['20, 22, 25', 'unknown'],
  ])('tells what "%s" counts: %s', (text, kind) => {
    expect(readTrainingLog(text).kind).toBe(kind)
  })

  it('says that kilometres are a guess where no unit was given', () => {
    expect(readTrainingLog('20 22').isUnitAssumed).toBe(true)
    expect(readTrainingLog('20 22 km').isUnitAssumed).toBe(false)
    expect(check('20 22').text).toContain(rules.training.words.assumedKm)
  })

  it('of any kind never throws, and gives finite numbers', () => {
    fc.assert(
      fc.property(anyList, (text) => {
        const log = readTrainingLog(text)
        for (const { km, number } of log.entries) {
          expect(km).toBeGreaterThanOrEqual(0)
          expect(km).toBeLessThanOrEqual(400)
          expect(Number.isInteger(number)).toBe(true)
        }
        const result = trainingCheck(log, rules)
        expect(result.text).not.toMatch(/NaN|Infinity|[{}]/)
        trainingChart(log, { check: result, id: 'x', rules })
      }),
      { numRuns: 500 },
    )
  })

  it('is read in a blink even where it is hostile', () => {
    const started = performance.now()
    for (const part of ['9', '1 ', 'week ', '1.', '9/', 'a1', '1-', 'long ', '1 long ']) {
      readTrainingLog(part.repeat(20_000))
    }
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('the largest step', () => {
  it('of weeks is held against the week before', () => {
    expect(check('wk1 20, wk2 22, wk3 25, wk4 34 km').jump).toMatchObject({
      index: 3,
      number: 4,
      fromKm: 25,
      toKm: 34,
      addedKm: 9,
      percent: 36,
    })
  })

  it('after a week off is held against the last week with running', () => {
    expect(check('wk1 20, wk2 0, wk3 24 km').jump).toMatchObject({ fromKm: 20, percent: 20 })
  })

  it('of long runs is held against the longest of the month before', () => {
    // From 8 to 21 km would be 163 percent; the 20 km before count for more.
    expect(check('long runs 20, 8, 21 km').jump).toMatchObject({ index: 2, fromKm: 20, percent: 5 })
  })

  it('is nothing where no step goes up', () => {
    expect(check('wk1 30 wk2 25 km')).toMatchObject({ jump: null, next: null })
  })

  it('needs two weeks', () => {
    expect(trainingCheck(readTrainingLog('20 km'), rules)).toEqual({
      kind: 'too-short',
      text: rules.training.tooShort,
    })
  })

  it('of 11 after 10 miles is 10 percent, and not a hair more', () => {
    expect(check('long runs 10, 11 miles').says).toEqual([rules.training.longRuns.says.within])
  })
})

describe('what the evidence says', () => {
  const { longRuns, weeks, unknown } = rules.training

  it.each([
    ['long runs 20 22 km', 'within'],
    ['long runs 20 23 km', 'notice'],
    ['long runs 20 26 km', 'notice'],
    ['long runs 20 27 km', 'large'],
    ['long runs 20 40 km', 'doubled'],
  ] as const)('of "%s" is that of a step that is %s', (text, size) => {
    expect(check(text).says).toEqual([longRuns.says[size]])
  })

  it('of weeks is that the longest run may count for more', () => {
    expect(check('wk1 30 wk2 36 km').says).toEqual([weeks.says.within, weeks.longest])
    expect(check('wk1 30 wk2 45 km').says).toEqual([weeks.says.notice, weeks.longest])
  })

  it('of a list without a name is both, with a question', () => {
    expect(check('20, 34 km').says[0]).toEqual(unknown)
  })

  it('always comes with what it does not say', () => {
    expect(check('20, 34 km').doesNotSay).toEqual(rules.training.doesNotSay)
  })
})

describe('the chart', () => {
  it('says in words what it shows', () => {
    expect(check('wk1 20, wk2 22, wk3 34 km').text).toMatchInlineSnapshot(
      `"Week 1: 20 km. Week 2: 22 km. Week 3: 34 km. The biggest step is week 3: 34 km after 22 km. That is 12 km or 55 percent more."`,
    )
  })

  it('is an image with a title and a description', () => {
    const svg = chart('wk1 20, wk2 22, wk3 34 km') ?? ''
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="weeks-title"/)
    expect(svg).toContain('<title id="weeks-title">Your weeks in km</title>')
    expect(svg).toContain('<desc id="weeks-desc">Week 1: 20 km.')
    expect(svg.match(/<rect /g)).toHaveLength(3)
  })

  it('marks the largest step with an outline and a number, not with a colour alone', () => {
    const svg = chart('wk1 20, wk2 22, wk3 34 km') ?? ''
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(1)
    expect(svg).toContain('+55 %')
  })

  it('is not drawn where there is too little to draw', () => {
    expect(chart('20 km')).toBeNull()
  })

  it('escapes what is written into it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeMarkup(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)|[^\P{Cc}\n\t]/u)
      }),
    )
    const log = readTrainingLog('20 25')
    const id = '"><script>'
    const svg = trainingChart(log, { check: trainingCheck(log, rules), id, rules })
    expect(svg).not.toContain('<script')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { walkRunPlan, walkRunTable } from '../../src/plans/index.ts'
import { comingBack, planFor, rules } from './plans.ts'

const anyBreak = fc.integer({ min: 0, max: 2_000 })
const anyDistance = fc.option(fc.double({ min: 0, max: 250, noNaN: true }), { nil: null })
const mildPain = fc.integer({ min: 0, max: 2 })

describe('where the walk-run plan starts', () => {
  it.each([
    ['under a week off', { daysOff: 6 }, 6],
    ['one week off', { daysOff: 7 }, 3],
    ['four weeks off', { daysOff: 28 }, 3],
    ['one to three months off', { daysOff: 60 }, 2],
    ['one to three months off, old distance not known', { daysOff: 60, formerWeeklyKm: null }, 1],
    ['over three months off', { daysOff: 120 }, 1],
    ['under a week off, but only 8 km a week before', { daysOff: 3, formerWeeklyKm: 8 }, 1],
    ['never ran before', { daysOff: 0, formerWeeklyKm: 0 }, 1],
  ])('with %s', (_, differs, stage) => {
    expect(planFor(differs).startStage).toBe(stage)
  })

  it('says why, and keeps the first week to half of the old one', () => {
    expect(planFor().why.map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "You were off for one to four weeks, so you start low and can soon move up.",
        "Keep the first week to about 15 km, half of your old week.",
      ]
    `)
  })

  it('says so when short old weeks made it start lower', () => {
    expect(planFor({ daysOff: 3, formerWeeklyKm: 13 }).why[0]).toEqual(rules.walkRun.lowered)
  })

  it('is never higher after a longer break, and never lower for who ran more', () => {
    fc.assert(
      fc.property(anyBreak, anyBreak, anyDistance, (one, other, formerWeeklyKm) => {
        const [short, long] = one < other ? [one, other] : [other, one]
        const start = (daysOff: number) => planFor({ daysOff, formerWeeklyKm }).startStage
        expect(start(long)).toBeLessThanOrEqual(start(short))
      }),
    )
    const distance = fc.double({ min: 0, max: 250, noNaN: true })
    fc.assert(
      fc.property(distance, distance, anyBreak, (one, other, daysOff) => {
        const [less, more] = one < other ? [one, other] : [other, one]
        const start = (formerWeeklyKm: number) => planFor({ daysOff, formerWeeklyKm }).startStage
        expect(start(less)).toBeLessThanOrEqual(start(more))
      }),
    )
  })
})

describe('the sessions', () => {
  it('stand in a table for people', () => {
    const { columns, rows } = walkRunTable(planFor({ daysOff: 120 }), rules)
    expect([columns, ...rows].map((cells) => cells.join(' | ')).join('\n')).toMatchInlineSnapshot(`
      "Day | Stage | Run (min) | Walk (min) | Times | Total (min)
      1 | 1 Taste | 1 | 2 | 8 | 34
      3 | 1 Taste | 1 | 2 | 8 | 34
      5 | 2 Two and two | 2 | 2 | 6 | 34
      8 | 2 Two and two | 2 | 2 | 6 | 34
      10 | 3 Three and two | 3 | 2 | 5 | 35
      12 | 3 Three and two | 3 | 2 | 5 | 35
      15 | 4 Four and two | 4 | 2 | 5 | 40
      17 | 4 Four and two | 4 | 2 | 5 | 40
      19 | 5 Five and one | 5 | 1 | 5 | 40
      22 | 5 Five and one | 5 | 1 | 5 | 40
      24 | 6 Eight and one | 8 | 1 | 3 | 37
      26 | 6 Eight and one | 8 | 1 | 3 | 37
      29 | 7 Twelve and one | 12 | 1 | 2 | 36
      31 | 7 Twelve and one | 12 | 1 | 2 | 36
      33 | 8 Non-stop 25 | 25 | 0 | 1 | 35
      36 | 8 Non-stop 25 | 25 | 0 | 1 | 35
      38 | 9 Non-stop 30 | 30 | 0 | 1 | 40
      40 | 9 Non-stop 30 | 30 | 0 | 1 | 40"
    `)
  })

  it('say what to do', () => {
    const { sessions } = planFor()
    expect([sessions[0]?.text, sessions.at(-1)?.text]).toMatchInlineSnapshot(`
      [
        "Walk 5 minutes. Then 5 times: run 3 minutes, walk 2 minutes. Walk 5 minutes.",
        "Walk 5 minutes. Run 30 minutes with no stop. Walk 5 minutes.",
      ]
    `)
  })

  it('never ask for a shorter run than before, leave a day between, and end with 30 minutes', () => {
    fc.assert(
      fc.property(anyBreak, mildPain, anyDistance, (daysOff, pain, formerWeeklyKm) => {
        const { sessions } = planFor({ daysOff, pain, formerWeeklyKm })
        for (const [index, session] of sessions.entries()) {
          const before = sessions[index - 1]
          if (!before) continue
          expect(session.runMinutes).toBeGreaterThanOrEqual(before.runMinutes)
          expect(session.stage - before.stage).toBeLessThanOrEqual(1)
          expect(session.day - before.day).toBeGreaterThanOrEqual(2)
        }
        expect(sessions[0]?.day).toBe(1)
        expect(sessions.at(-1)).toMatchObject({ runMinutes: 30, walkMinutes: 0 })
      }),
    )
  })

  it('come with the gate, the pain rules, the stop signs and how to go on', () => {
    const plan = planFor()
    expect(plan.pain.lights.map(({ light }) => light)).toEqual(['green', 'amber', 'red'])
    for (const part of [plan.gate, plan.rules, plan.stopSigns, plan.after, plan.notFor]) {
      expect(part.length).toBeGreaterThan(0)
    }
  })

  it('are the same for the same answers', () => {
    expect(planFor()).toEqual(planFor())
  })
})

describe('a runner whose pain is too high', () => {
  it('is told "not yet" from 3 on, and what is still allowed', () => {
    const answer = walkRunPlan(comingBack({ pain: 3 }), rules)
    expect(answer).toMatchObject({ kind: 'not-yet', light: 'amber' })
    if (answer.kind !== 'not-yet') return
    expect([...answer.says, ...answer.stillAllowed].map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "Not yet: the plan starts once your pain is 2 or less.",
        "Try again when you have walked two days in a row with pain of 2 or less. See someone if two to three weeks bring no change.",
        "You can still walk on flat ground, ride a bike or swim, as long as pain stays at 2 or less.",
        "Strength work is fine up to a score of 3, if it has settled by next morning.",
      ]
    `)
  })

  it('is sent to the stop signs from 6 on', () => {
    const answer = walkRunPlan(comingBack({ pain: 6 }), rules)
    expect(answer).toMatchObject({ kind: 'not-yet', light: 'red' })
    if (answer.kind !== 'not-yet') return
    expect(answer.says[0]?.text).toMatch(/^Not yet:/)
    expect(answer.stopSigns).toEqual(rules.walkRun.stopSigns)
  })

  it('gets no plan, whatever the break and the distance were', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2.01, max: 100, noNaN: true }),
        anyBreak,
        anyDistance,
        (pain, daysOff, formerWeeklyKm) => {
          expect(walkRunPlan({ pain, daysOff, formerWeeklyKm }, rules).kind).toBe('not-yet')
        },
      ),
    )
  })
})

it.each([{ daysOff: -1 }, { daysOff: Number.NaN }, { pain: -1 }, { formerWeeklyKm: -5 }])(
  'what can not be is refused: %j',
  (differs) => {
    expect(() => walkRunPlan(comingBack(differs), rules)).toThrow(RangeError)
  },
)

import { describe, expect, it } from 'vitest'
import { checkPlans, Plans, painLandmark, painLight } from '../../src/plans/index.ts'
import { file, knowledge, rules, textsOf } from './plans.ts'

/** The file with one thing changed, as the schema sees it. */
const withChange = (change: (plans: Plans) => void) => {
  const changed = structuredClone(rules)
  change(changed)
  return Plans.safeParse(changed)
}
const spoken = textsOf(rules)

describe('knowledge/plans.yaml', () => {
  it('names only sources that exist, and reads at US grade 6 or below', () => {
    expect(checkPlans(file, knowledge)).toEqual([])
  })

  it('has a source that does not exist found, with its place', () => {
    const value = structuredClone(rules)
    value.walkRun.about.sources = ['frandsen-2052']
    const found = checkPlans({ ...file, value }, knowledge)
    expect(found).toMatchObject([{ code: 'missing-source', at: { file: 'plans.yaml' } }])
    expect(found[0]?.mend).toContain('frandsen-2025')
  })

  it('has a sentence that is too hard found', () => {
    const value = structuredClone(rules)
    value.training.next.text = 'Conservative management necessitates individualised rehabilitation.'
    expect(checkPlans({ ...file, value }, knowledge)).toMatchObject([{ code: 'reading-grade' }])
  })

  it('names no dose of a medicine', () => {
    expect(spoken.filter((text) => /\b\d+\s*(?:mg|g|ml|tablets?|pills?)\b/i.test(text))).toEqual([])
    expect(spoken.filter((text) => /ibuprofen|paracetamol|diclofenac/i.test(text))).toEqual([])
  })

  it('promises nothing', () => {
    const promise =
      /\b(?:guarantee|promise|will (?:be fine|heal|be safe|go away)|for sure|no risk|safe to)\b/i
    expect(spoken.filter((text) => promise.test(text))).toEqual([])
  })

  it('says what is still allowed wherever it asks for a rest or days off', () => {
    const asks = spoken.filter((text) =>
      /\b(?:rest (?:it|for|\d)|days? off|stop running)\b/i.test(text),
    )
    expect(asks.length).toBeGreaterThan(0)
    for (const text of asks) expect(text).toMatch(/walk|cycle|bike|swim/i)
  })

  it.each([
    ['a gap in the pain scale', (plans: Plans) => plans.painScale.landmarks.splice(2, 1)],
    ['lights in the wrong order', (plans: Plans) => plans.painScale.lights.reverse()],
    [
      'a stage with a shorter run than the one before',
      (plans: Plans) => plans.walkRun.stages.reverse(),
    ],
    ['runs on two days in a row', (plans: Plans) => plans.walkRun.sessionDays.push(5)],
    ['a longer break that starts higher', (plans: Plans) => plans.walkRun.starts.reverse()],
    ['an option without words', (plans: Plans) => plans.race.ranking.near.amber.push('nothing')],
    ['a run with red pain', (plans: Plans) => plans.race.ranking.far.red.push('adapt-ease')],
    [
      'a run with a warning sign',
      (plans: Plans) => plans.race.ranking.warningSign.push('green-plan'),
    ],
  ])('is refused with %s', (_, change) => {
    expect(withChange(change).success).toBe(false)
  })
})

describe('the pain scale', () => {
  it.each([
    [0, 'green'],
    [2, 'green'],
    [2.5, 'amber'],
    [3, 'amber'],
    [5, 'amber'],
    [6, 'red'],
    [10, 'red'],
    [11, 'red'],
  ] as const)('%s is %s', (pain, light) => {
    expect(painLight(pain, rules.painScale).light).toBe(light)
  })

  it('has a landmark for every score', () => {
    const names = Array.from({ length: 11 }, (_, pain) => painLandmark(pain, rules.painScale).name)
    expect(names).toMatchInlineSnapshot(`
      [
        "no pain",
        "mild",
        "mild",
        "clear",
        "hard to ignore",
        "hard to ignore",
        "strong",
        "strong",
        "very strong",
        "very strong",
        "the worst",
      ]
    `)
  })

  it('takes no score below 0 and nothing that is no number', () => {
    expect(() => painLight(-1, rules.painScale)).toThrow(RangeError)
    expect(() => painLight(Number.NaN, rules.painScale)).toThrow(RangeError)
  })
})

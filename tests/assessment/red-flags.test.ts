import { describe, expect, it } from 'vitest'
import { assess } from '../../src/assessment/index.ts'
import type { Detection } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

/** A detector that fires, this sure of itself. */
const sure = (confidence: number): Detection => ({
  confidence,
  share: 1.2,
  shareAlone: 1.2,
  words: [],
})
const flags = ({
  present = [],
  heard = present,
  before = [],
  detectors = {},
  triageRules = core.knowledge.triageRules,
}: {
  present?: string[]
  /** Those of this message; the others were told before. */
  heard?: string[]
  /** What was present before this message. */
  before?: string[]
  detectors?: Record<string, Detection>
  triageRules?: typeof core.knowledge.triageRules
}) =>
  assess(
    {
      present: new Set(present),
      absent: new Set(),
      heard: new Set(heard),
      before: new Set(before),
    },
    new Map(Object.entries(detectors)),
    new Set(),
    { ...core.knowledge, triageRules },
  ).redFlags
const ids = (said: Parameters<typeof flags>[0]) => flags(said).map(({ id }) => id)

describe('a rule', () => {
  it('is held back by any one of the findings that exclude it', () => {
    expect(ids({ present: ['stuck-now'] })).toEqual(['locked-knee'])
    expect(ids({ present: ['stuck-now', 'kneecap-gap'] })).not.toContain('locked-knee')
  })

  it('needs one of its alternatives where it has any', () => {
    expect(ids({ present: ['pop-heard'] })).toEqual([])
    expect(ids({ present: ['pop-heard', 'swelling-slow'] })).toEqual(['pop-and-swelling'])
  })

  it('names the findings that raised it, and of its alternatives those that were told', () => {
    const [flag] = flags({ present: ['hot-red', 'fever', 'knee-pain'] })
    expect(flag?.id).toBe('septic-joint')
    expect([...(flag?.from ?? [])].toSorted()).toEqual(['fever', 'hot-red'])
  })

  it('gives its flag the highest level that any rule asks for, once, in whatever order they stand', () => {
    expect(flags({ present: ['giving-way-repeated'] })).toMatchObject([{ level: 'soon' }])
    const { triageRules } = core.knowledge
    for (const rules of [triageRules, triageRules.toReversed()])
      expect(
        flags({ present: ['giving-way-repeated', 'injury-recent'], triageRules: rules }),
      ).toMatchObject([{ id: 'giving-way', level: 'urgent' }])
  })

  it('for an appointment needs its detector, unless its words are seldom meant otherwise', () => {
    const rule = { redFlag: 'giving-way', all: ['giving-way'] }
    const told = {
      present: ['giving-way'],
      detectors: { 'giving-way': { confidence: 0, share: 0, shareAlone: 0, words: [] } },
    }
    expect(ids({ ...told, triageRules: [rule] })).toEqual([])
    expect(ids({ ...told, triageRules: [{ ...rule, plain: true }] })).toEqual(['giving-way'])
  })

  it('that rests on earlier messages needs no detector, which has not read them', () => {
    const detectors = { 'giving-way': { confidence: 0, share: 0, shareAlone: 0, words: [] } }
    expect(ids({ present: ['giving-way-repeated'], detectors })).toEqual([])
    expect(ids({ present: ['giving-way-repeated'], heard: [], detectors })).toEqual(['giving-way'])
  })

  it('that was weighed before is raised by no later message that says nothing of it', () => {
    const later = { heard: [], before: ['giving-way-repeated'] }
    expect(ids({ present: ['giving-way-repeated'], ...later })).toEqual([])
    expect(ids({ present: ['giving-way-repeated', 'injury-recent'], ...later })).toEqual([
      'giving-way',
    ])
    expect(ids({ present: ['stuck-now'], heard: [], before: ['stuck-now'] })).toEqual([])
    // Told again, or by another rule or detector of the same sign, it is.
    expect(ids({ present: ['stuck-now'], before: ['stuck-now'] })).toEqual(['locked-knee'])
    const danger = { present: ['collapse', 'chest-pain'], before: ['collapse'] }
    expect(ids({ ...danger, heard: ['chest-pain'] })).toEqual(['life-threatening-symptoms'])
    const detectors = { 'life-threatening-symptoms': sure(0.9) }
    expect(ids({ present: ['collapse'], before: ['collapse'], heard: [], detectors })).toEqual([
      'life-threatening-symptoms',
    ])
    const blow = {
      present: ['mechanism-blow-or-fall', 'bruised', 'bone-tender'],
      heard: ['bone-tender'],
    }
    expect(ids({ ...blow, before: ['mechanism-blow-or-fall', 'bruised'] })).toEqual([
      'trauma-bone-pain',
    ])
  })
})

describe('a detector', () => {
  it('fires at its threshold, and not below', () => {
    const at = (share: number) => ({ 'locked-knee': { ...sure(0.5), share, shareAlone: share } })
    expect(ids({ detectors: at(1) })).toEqual(['locked-knee'])
    expect(ids({ detectors: at(0.99) })).toEqual([])
  })

  it('adds nothing to what a rule has raised', () => {
    expect(flags({ present: ['stuck-now'], detectors: { 'locked-knee': sure(0.9) } })).toEqual([
      { id: 'locked-knee', level: 'urgent', from: ['stuck-now'] },
    ])
  })

  it('beside a surer one, counts from six tenths of its confidence on', () => {
    const beside = (confidence: number) =>
      ids({ detectors: { 'locked-knee': sure(0.8), 'cannot-bear-weight': sure(confidence) } })
    expect(beside(0.47)).toEqual(['locked-knee'])
    expect(beside(0.49)).toEqual(['cannot-bear-weight', 'locked-knee'])
  })

  it('of something more serious counts from six tenths of the confidence of the surest on', () => {
    const beside = (confidence: number) =>
      ids({ detectors: { 'locked-knee': sure(0.8), 'septic-joint': sure(confidence) } })
    expect(beside(0.47)).toEqual(['locked-knee'])
    expect(beside(0.49)).toEqual(['septic-joint', 'locked-knee'])
  })

  it('is weighed against the surest sign to be seen today also where a lesser one is surer still', () => {
    const beside = (lesser: number) =>
      ids({
        present: ['cold-pale-foot'],
        detectors: {
          'giving-way': sure(lesser),
          'locked-knee': sure(0.8),
          'limb-circulation': { ...sure(0.2), share: 0.4, shareAlone: 0.4 },
        },
      })
    expect(beside(0.79)).toEqual(['locked-knee'])
    expect(beside(0.81)).toEqual(['locked-knee'])
  })

  it('is weighed against a rule of the same message by what the detectors say of both', () => {
    const beside = (confidence: number) =>
      ids({
        present: ['stuck-now'],
        detectors: { 'locked-knee': sure(0.8), 'cannot-bear-weight': sure(confidence) },
      })
    expect(beside(0.47)).toEqual(['locked-knee'])
    expect(beside(0.49)).toEqual(['cannot-bear-weight', 'locked-knee'])
  })

  it('is not silenced by a rule that rests on earlier messages alone', () => {
    const detectors = { 'cannot-bear-weight': sure(0.4) }
    const said = { present: ['stuck-now'], heard: [], detectors }
    expect(ids(said)).toEqual(['cannot-bear-weight', 'locked-knee'])
  })

  it('is not heard, nor is a rule, in a message that says that it is over', () => {
    const detectors = { 'persistent-pain': sure(0.9) }
    expect(ids({ present: ['knee-pain'], detectors })).toEqual(['persistent-pain'])
    expect(ids({ present: ['knee-pain', 'pain-over'], detectors })).toEqual([])
    expect(ids({ present: ['pain-over', 'pain-over-six-weeks'], detectors })).toEqual([])
    const later = { present: ['pain-over', 'knee-pain'], heard: ['knee-pain'], detectors }
    expect(ids(later)).toEqual(['persistent-pain'])
  })

  it('of something more serious is weighed against a wish for an appointment as well', () => {
    const beside = (confidence: number) =>
      ids({ detectors: { 'worsening-pain': sure(0.8), 'locked-knee': sure(confidence) } })
    expect(beside(0.47)).toEqual(['worsening-pain'])
    expect(beside(0.49)).toEqual(['locked-knee'])
  })

  it('that hears a danger to life is weighed like any other, unlike one told in so many words', () => {
    const [danger = ''] = core.knowledge.dialogue.askedAbout
    const detectors = { 'locked-knee': sure(0.8), [danger]: sure(0.4) }
    expect(ids({ detectors })).toEqual(['locked-knee'])
    const triageRules = [{ redFlag: danger, all: ['told'] }]
    expect(ids({ detectors, present: ['told'], triageRules })).toEqual([danger, 'locked-knee'])
  })

  it('that is unsure adds no second reason for an appointment, whether or not a rule agrees', () => {
    const detectors = { 'worsening-pain': sure(0.8), 'giving-way': sure(0.45) }
    expect(ids({ detectors })).toEqual(['worsening-pain'])
    expect(ids({ present: ['giving-way-repeated'], detectors })).toEqual(['worsening-pain'])
  })

  it('is weighed against no rule that earlier messages have a part in', () => {
    const detectors = { 'cannot-bear-weight': sure(0.4) }
    const said = { present: ['pop-heard', 'swelling-rapid'], heard: ['swelling-rapid'], detectors }
    expect(ids(said)).toEqual(['cannot-bear-weight', 'pop-and-swelling'])
  })
})

describe('findings that make a sign together', () => {
  it('count beside a surer sign on little support; one finding alone does not', () => {
    const detectors = { 'locked-knee': sure(0.9), 'child-limp': sure(0.1) }
    const told = (rule: string[]) =>
      ids({
        present: ['stuck-now', ...rule],
        detectors,
        triageRules: [
          { redFlag: 'locked-knee', all: ['stuck-now'] },
          { redFlag: 'child-limp', all: rule },
        ],
      })
    expect(told(['child-patient', 'cannot-weight'])).toEqual(['child-limp', 'locked-knee'])
    expect(told(['limping'])).toEqual(['locked-knee'])
  })
})

describe('a detector that hears too little', () => {
  const detectors = { 'compartment-syndrome': sure(0.6) }

  it('raises nothing on words that are too little for its sign', () => {
    expect(ids({ present: ['severe-pain', 'knee-pain'], detectors })).toEqual([])
    expect(ids({ present: ['severe-pain', 'limb-told'], detectors })).toEqual([
      'compartment-syndrome',
    ])
  })

  it('raises its flag where those words are not told, or nothing that a pattern knows', () => {
    expect(ids({ present: ['knee-pain'], detectors })).toEqual(['compartment-syndrome'])
    expect(ids({ detectors })).toEqual(['compartment-syndrome'])
  })
})

describe('blood thinners', () => {
  it.each(['swelling-slow', 'swelling-rapid', 'hot-red', 'mechanism-blow-or-fall'])(
    'make a knee one to be seen today beside %s',
    (sign) => {
      expect(flags({ present: ['blood-thinners', sign] })).toMatchObject([{ level: 'urgent' }])
    },
  )

  it('make nothing of a knee that only aches', () => {
    expect(ids({ present: ['blood-thinners', 'knee-pain', 'hurts'] })).toEqual([])
  })
})

describe('a kneecap that went back', () => {
  it('is seen today, and where it always slips within two weeks', () => {
    expect(flags({ present: ['slipped-back-kneecap'] })).toMatchObject([{ level: 'urgent' }])
    expect(flags({ present: ['slipped-back-kneecap', 'kneecap-slips-often'] })).toMatchObject([
      { id: 'giving-way', level: 'soon' },
    ])
  })
})

describe('missed periods', () => {
  it('with pain are a sign of the bone, but not after the change or in pregnancy', () => {
    expect(ids({ present: ['missed-periods', 'hurts'] })).toEqual(['bone-stress-signs'])
    expect(ids({ present: ['missed-periods'] })).toEqual([])
    for (const reason of ['age-over-50', 'pregnancy'])
      expect(ids({ present: ['missed-periods', 'hurts', reason] })).toEqual([])
  })
})

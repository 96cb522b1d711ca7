import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/knowledge/index.ts'
import { core } from '../core.ts'
import { type Speaks, smallUnderstanding } from './small-model.ts'

const QUIET = { well: {}, and: {}, how: {}, now: {}, the: {} }
const NOTHING_WRONG = { any: -1, pressing: -1, 'locked-knee': -1, 'giving-way': -1 }
const understand = smallUnderstanding(
  {
    ...QUIET,
    knee: { knee: 1 },
    hello: { greeting: 1 },
    pizza: { 'off-topic': 1 },
    shoe: { 'off-topic': 1, shoes: 1.5 },
    pace: { knee: 1, cadence: 1.5 },
    blur: { 'off-topic': 1, shoes: 0.6 },
    hmm: { greeting: 0.2, shoes: 1.5 },
    hullo: { greeting: 1.5, shoes: 1.5 },
    hip: { 'other-body': 0.2, shoes: 1.5 },
    thank: { thanks: 1 },
    twin: { knee: 1, shoes: 1.5, cadence: 1.5 },
    first: { knee: 1, cadence: 1, shoes: 0.9 },
    second: { knee: 1, 'warm-up': 1, shoes: 0.9 },
    weak: { knee: 1, cadence: 0.5 },
    dim: { knee: 1, 'warm-up': 0.55, shoes: 0.55, 'braces-and-taping': 0.55 },
    tape: { knee: 1, 'braces-and-taping': 0.6 },
    warm: { knee: 1, 'warm-up': 1.5 },
    faint: { knee: 1, 'warm-up': 0.3 },
    pain: { knee: 1, complaint: 1 },
    lock: { knee: 1, 'locked-knee': 2, any: 2, pressing: 2, complaint: 1 },
    wobbl: { knee: 1, 'giving-way': 2, any: 2, complaint: 1 },
    hint: { knee: 1, general: 1, 'locked-knee': 1.6, any: 1.6, pressing: 1.6 },
  } satisfies Speaks,
  NOTHING_WRONG,
)

describe('the scope of a reading', () => {
  it.each([
    ['knee', 'knee', null],
    ['hello', 'meta', 'greeting'],
    ['thanks', 'meta', 'thanks'],
    ['pizza', 'off-topic', null],
  ] as const)('of "%s" is %s', (text, scope, meta) => {
    expect(understand(text)).toMatchObject({ scope, meta })
    expect(understand(text).scopeConfidence).toBeGreaterThan(0.9)
  })

  it('is off topic where there are no words at all', () => {
    expect(understand('42').scope).toBe('off-topic')
    expect(understand('').scope).toBe('off-topic')
  })

  it('is knees after all where the topic is certain', () => {
    expect(understand('shoe').scope).toBe('knee')
    expect(understand('blur').scope).toBe('off-topic')
  })

  it('is knees after all in small talk that is less than sure', () => {
    expect(understand('hmm').scope).toBe('knee')
    expect(understand('hullo')).toMatchObject({ scope: 'meta', meta: 'greeting' })
  })

  it('is another part of the body, however certain the topic', () => {
    expect(understand('hip').scope).toBe('other-body')
  })

  it('is less sure beside a word that no example has', () => {
    const { scopeConfidence } = understand('knee knee now')
    expect(understand('knee knee zzgrx').scopeConfidence).toBeLessThan(scopeConfidence / 2)
  })

  it('knows how many words were read', () => {
    expect(understand('my knee, my pain').length).toBe(4)
  })
})

describe('the topics of a reading', () => {
  it('are ordered by how likely they are, equals by name', () => {
    const { topics } = understand('pace')
    expect(topics[0]?.id).toBe('cadence')
    const rest = topics.slice(1).map(({ id }) => id)
    expect(rest).toEqual(rest.toSorted())
  })
})

describe('the questions of a reading', () => {
  const asked = (text: string) => understand(text).questions.map(({ topic }) => topic)

  it('are the best topic of a message in one piece', () => {
    expect(asked('pace')).toEqual(['cadence'])
    expect(understand('pace').questions[0]?.words).toEqual(['pace'])
    expect(asked('Tape tape tape. Pace pace.')).toEqual(['cadence'])
  })

  it('are of topics as likely the first in the alphabet', () => {
    expect(understand('twin').topics[0]?.id).toBe('cadence')
    expect(asked('twin')).toEqual(['cadence'])
    expect(asked('Twin twin twin. Tape tape tape.').toSorted()).toEqual([
      'braces-and-taping',
      'cadence',
    ])
  })

  it('are as sure of a topic that several pieces ask for as the surest of them', () => {
    const { questions } = understand('Pace pace pace. Pace well well.')
    const [alone] = understand('Pace pace pace.').questions
    expect(questions).toHaveLength(1)
    expect(questions[0]?.confidence).toBeCloseTo(alone?.confidence ?? 0)
  })

  it('are the best topic of the whole as well where that is clear, or nothing else is', () => {
    expect(asked('First first first. Second second second.').toSorted()).toEqual([
      'cadence',
      'shoes',
      'warm-up',
    ])
    expect(understand('Weak weak weak. Dim dim dim.').topics[0]?.id).not.toBe('cadence')
    expect(asked('Weak weak weak. Dim dim dim.')).toEqual(['cadence'])
    expect(asked('Dim dim dim. Dim dim dim.')).toHaveLength(1)
  })

  it('are read in full in what was told before a question', () => {
    expect(asked('Pace pace pace. How shoe shoe shoe?').toSorted()).toEqual(['cadence', 'shoes'])
  })

  it('are those of its pieces, the surest first, each once', () => {
    expect(asked('pace pace now. shoe well well. pace pace pace.')).toEqual(['cadence', 'shoes'])
  })

  it('are the three surest of more', () => {
    expect(asked('Tape tape tape. Pace pace pace.')).toEqual(['cadence', 'braces-and-taping'])
    const four = asked('Tape tape tape. Pace pace pace. Shoe shoe shoe. Warm warm warm.')
    expect(four.toSorted()).toEqual(['cadence', 'shoes', 'warm-up'])
    expect(asked('Pace pace pace. Faint faint faint.')).toEqual(['cadence'])
  })

  it('name the words that asked', () => {
    const { questions } = understand('How pace pace now, and how shoe shoe well')
    expect(questions.map(({ topic, words }) => [topic, words])).toEqual(
      expect.arrayContaining([
        ['cadence', ['pace', 'pace'].slice(0, 1)],
        ['shoes', ['shoe']],
      ]),
    )
  })

  it('leave out a piece that asks nothing clearly', () => {
    expect(asked('pace pace pace. Well well well.')).toEqual(['cadence'])
    expect(asked('Well well well. Now now now.')).toHaveLength(1)
  })
})

describe('what detectors say in a reading', () => {
  const heard = (text: string, id: string) => understand(text).detectors.get(id)

  it('is a likelihood, and its share of the threshold', () => {
    const detection = heard('well lock knee', 'locked-knee')
    expect(detection?.confidence).toBeGreaterThan(0.5)
    expect(detection?.share).toBe((detection?.confidence ?? 0) / 0.5)
    expect(detection?.shareAlone).toBe(detection?.share)
    expect(heard('well knee now', 'locked-knee')?.share).toBeLessThan(0.1)
  })

  it('is as loud as what was told before a question at the end', () => {
    const alone = heard('Lock well well.', 'locked-knee')?.confidence ?? 0
    const asked = 'How the now and the now well now?'
    expect(heard(`Lock well well. ${asked}`, 'locked-knee')?.confidence).toBeCloseTo(alone)
    expect(heard(`Lock well well. The now. ${asked}`, 'locked-knee')?.confidence).toBeLessThan(
      alone,
    )
  })

  it('names the words that moved it, where it says more than next to nothing', () => {
    expect(heard('now lock knee', 'locked-knee')?.words).toEqual(['lock'])
    expect(heard('now well knee', 'locked-knee')?.words).toEqual([])
  })

  it('names up to four words that speak for it, in the order and the letters they were said in', () => {
    const read = smallUnderstanding(
      {
        ...QUIET,
        beta: { 'locked-knee': 1.2 },
        gamma: { 'locked-knee': 2 },
        delta: { 'locked-knee': 1.4 },
        zeta: { 'locked-knee': 1.6 },
        theta: { 'locked-knee': 1.8 },
        kappa: { 'locked-knee': 0.4 },
        omega: { 'locked-knee': -1 },
      },
      { any: 1, pressing: 1 },
    )
    const words = (text: string) => read(text).detectors.get('locked-knee')?.words
    expect(words('Beta GAMMA delta zeta theta')).toEqual(['GAMMA', 'delta', 'zeta', 'theta'])
    expect(words('kappa gamma omega now')).toEqual(['gamma'])
    expect(words('kappa now kappa')).toEqual(['kappa'])
    expect(words('kappa beta')).toEqual(['kappa', 'beta'])
  })

  it('names the groups of the lexicon by their words, too', () => {
    const read = smallUnderstanding(
      { ...QUIET, 'g:$stairs': { 'locked-knee': 2 }, staircas: {} },
      { any: 1, pressing: 1 },
    )
    expect(read('now the staircase').detectors.get('locked-knee')?.words).toEqual(['staircase'])
  })

  it('counts a quarter alone in a message of one or two words', () => {
    const short = heard('lock', 'locked-knee')
    expect(short?.share).toBeGreaterThan(1)
    expect(short?.shareAlone).toBeCloseTo((short?.share ?? 0) / 4)
    const three = heard('lock lock lock', 'locked-knee')
    expect(three?.shareAlone).toBe(three?.share)
  })

  it('is six parts of ten its own, four those of the alarm and three whether anything is reported, as powers', () => {
    const read = smallUnderstanding(QUIET, {
      'locked-knee': 0,
      'giving-way': 0,
      pressing: Math.log(3) / 8,
      any: -Math.log(3) / 8,
      report: Math.log(3) / 8,
    })
    const { detectors } = read('well and now')
    expect(detectors.get('locked-knee')?.confidence).toBeCloseTo(
      0.5 ** 0.6 * 0.75 ** 0.4 * 0.75 ** 0.3,
    )
    expect(detectors.get('giving-way')?.confidence).toBeCloseTo(
      0.5 ** 0.6 * 0.25 ** 0.4 * 0.75 ** 0.3,
    )
  })

  it('is weighed with whether there is any sign at all, and for a pressing one any pressing sign', () => {
    const wobbles = heard('well wobbles now', 'giving-way')
    expect(wobbles?.confidence).toBeGreaterThan(0.5)
    const without = smallUnderstanding({ ...QUIET, wobbl: { 'giving-way': 2 } }, NOTHING_WRONG)
    expect(without('well wobbles now').detectors.get('giving-way')?.confidence).toBeLessThan(
      (wobbles?.confidence ?? 0) / 2,
    )
    const unpressing = smallUnderstanding(
      { ...QUIET, lock: { 'locked-knee': 2, any: 2 } },
      NOTHING_WRONG,
    )
    expect(unpressing('well lock now').detectors.get('locked-knee')?.confidence).toBeLessThan(0.5)
  })
})

describe('what a reading hears that only examples teach', () => {
  const read = smallUnderstanding(
    { ...QUIET, ye: {}, dark: { 'self-harm': 2 } },
    { 'self-harm': -1 },
  )
  const told = (text: string) => read(text).mentions.map(({ finding }) => finding)

  it('takes three words', () => {
    expect(told('now the dark')).toEqual(['self-harm'])
    expect(told('dark dark')).toEqual([])
    expect(told('well and now')).toEqual([])
  })

  it('takes six words where the message answers a question', () => {
    expect(told('yes, dark dark dark dark')).toEqual([])
    expect(told('yes, dark dark dark dark dark')).toEqual(['self-harm'])
  })
})

describe('a question in general', () => {
  const alone = (text: string) => understand(text).detectors.get('locked-knee')?.shareAlone
  const nine = 'hint hint hint hint hint hint hint hint hint'

  it('raises no alarm by likeness, with a question mark or a word that opens a question', () => {
    expect(alone(`${nine} hint?`)).toBe(0)
    expect(alone(`How ${nine}`)).toBe(0)
    expect(alone(`${nine} hint`)).toBeGreaterThan(0)
  })

  it('has ten words at least', () => {
    expect(alone(`${nine}?`)).toBeGreaterThan(0)
  })

  it('tells of no complaint, in no part of it', () => {
    expect(understand(`${nine} hint?`).complaint).toBeLessThan(0.4)
    expect(alone(`Lock pain pain lock now. ${nine}?`)).toBeGreaterThan(0)
    expect(alone(`${nine}. How lock pain pain lock now?`)).toBeGreaterThan(0)
  })

  it('tells of none in a single sentence either, nor before the question', () => {
    const hints = (count: number) => Array.from({ length: count }, () => 'hint').join(' ')
    const isLow = (text: string) => understand(text).complaint < 0.4
    for (const text of [
      `${hints(12)}. Pain pain pain pain. ${hints(12)}?`,
      `Pain pain pain. How ${hints(20)}?`,
    ]) {
      expect(isLow(text)).toBe(true)
      expect(alone(text)).toBeGreaterThan(0)
    }
    expect(alone(`${hints(12)}. ${hints(12)}?`)).toBe(0)
    expect(alone(`Hint hint hint. How ${hints(20)}?`)).toBe(0)
  })

  it('only imagines the signs it names, but neither who asks nor a danger to life', () => {
    const [danger = ''] = core.knowledge.dialogue.askedAbout
    const finding = (word: string, kind: Finding['kind'], redFlag?: string): Finding => ({
      lay: word,
      ask: word,
      said: word,
      kind,
      patterns: [word],
      ...(redFlag ? { redFlag } : {}),
    })
    const read = smallUnderstanding(
      { hint: { knee: 1, general: 1 }, lock: {}, old: {}, well: {}, chest: {} },
      {},
      {
        locked: finding('lock', 'sign', 'locked-knee'),
        sore: finding('sore', 'sign'),
        old: finding('old', 'who'),
        well: finding('well', 'aside'),
        chest: finding('chest', 'sign', danger),
      },
    )
    const imagined = (text: string) =>
      read(text).mentions.flatMap(({ finding: id, status }) => (status.hypothetical ? [id] : []))
    const said = 'hint hint hint hint hint hint lock sore old well chest'
    expect(imagined(`${said}?`).toSorted()).toEqual(['locked', 'sore'])
    expect(imagined(said)).toEqual([])
    expect(read(`${said}?`).detectors.get(danger)?.shareAlone).toBeGreaterThan(0)
    expect(read(`${said}?`).detectors.get('locked-knee')?.shareAlone).toBe(0)
  })
})

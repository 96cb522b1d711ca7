import { describe, expect, it } from 'vitest'
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
    expect(understand('pizza shoe').topics[0]?.confidence).toBeGreaterThan(0.9)
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
  })

  it('are those of its pieces, the surest first, each once', () => {
    expect(asked('pace pace now. shoe well well. pace pace pace.')).toEqual(['cadence', 'shoes'])
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
})

import { describe, expect, it } from 'vitest'
import type { Intent, Knowledge } from '../../src/knowledge/index.ts'
import { createUnderstanding, train } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

/** Two topics that say next to nothing of themselves, and two red flags: one pressing, one not. */
function smallKnowledge(): Knowledge {
  const topics = new Map(
    ['cadence', 'shoes'].flatMap((id) => {
      const topic = core.knowledge.topics.get(id)
      if (!topic) return []
      const { signs: _, ...others } = topic
      const small = { ...others, otherNames: [], explanation: [], helps: [] }
      return [[id, small] as const]
    }),
  )
  const redFlags = new Map(
    [...core.knowledge.redFlags].filter(([id]) => ['locked-knee', 'giving-way'].includes(id)),
  )
  return { ...core.knowledge, findings: new Map(), topics, redFlags }
}

const WHEN = ['today', 'on hills', 'at night', 'in races', 'after rest', 'on grass']
const intents = (texts: string[], taught: Partial<Intent> & Pick<Intent, 'scope'>): Intent[] =>
  WHEN.flatMap((when) =>
    texts.map((text) => ({
      text: `${text} ${when}`,
      topics: [],
      redFlags: [],
      ...taught,
    })),
  ) as Intent[]
const INTENTS = [
  ...intents(['how many steps a minute', 'which stride rate'], {
    scope: 'knee',
    topics: ['cadence'],
    complaint: false,
  }),
  ...intents(['which trainers suit me', 'are soft soles good'], {
    scope: 'knee',
    topics: ['shoes'],
    complaint: false,
  }),
  ...intents(['my joint is jammed solid', 'it is jammed and bends no more'], {
    scope: 'knee',
    redFlags: ['locked-knee'],
    complaint: true,
  }),
  ...intents(['my leg buckles under me', 'it buckles on kerbs'], {
    scope: 'knee',
    redFlags: ['giving-way'],
    complaint: true,
  }),
  ...intents(['good morning', 'nice to meet you'], { scope: 'meta', meta: 'greeting' }),
  ...intents(['my elbow aches', 'a wrist that aches'], { scope: 'other-body' }),
]

describe('training on example questions', () => {
  const knowledge = smallKnowledge()
  const read = () => {
    const model = train(INTENTS, knowledge)
    return createUnderstanding({ ...core.knowledge, ...knowledge }, model)
  }

  it('teaches scopes, topics, complaints and warning signs at once', () => {
    const understand = read()
    expect(understand('good morning to you').meta).toBe('greeting')
    expect(understand('an elbow and a wrist').scope).toBe('other-body')
    expect(understand('steps a minute for me').topics[0]?.id).toBe('cadence')
    expect(understand('soft trainers on grass').topics[0]?.id).toBe('shoes')
    expect(understand('my joint jammed on hills').complaint).toBeGreaterThan(0.5)
    expect(understand('which trainers at night').complaint).toBeLessThan(0.5)
    const shares = (text: string) =>
      ['locked-knee', 'giving-way'].map((id) => understand(text).detectors.get(id)?.share ?? 0)
    const [locked = 0, notGiving = 1] = shares('my joint jammed on grass')
    const [notLocked = 1, giving = 0] = shares('my leg buckles at night')
    expect(Math.min(locked, giving)).toBeGreaterThan(1)
    expect(Math.max(notGiving, notLocked)).toBeLessThan(1)
    expect(Math.max(...shares('which trainers on hills'))).toBeLessThan(1)
  })

  it('teaches topics by what their entries say of themselves', () => {
    const topics = new Map(
      [...knowledge.topics].map(([id, topic]) => [
        id,
        id === 'shoes' ? { ...topic, otherNames: ['zorblat', 'zorblat wear'] } : topic,
      ]),
    )
    const { linear } = train(INTENTS, { ...knowledge, topics })
    expect(linear.rows.has('w:zorblat')).toBe(true)
    expect(train(INTENTS, knowledge).linear.rows.has('w:zorblat')).toBe(false)
  })

  it('lets no detector fire below four tenths', () => {
    const { thresholds } = train(INTENTS, knowledge)
    expect([...thresholds.keys()].toSorted()).toEqual(['giving-way', 'locked-knee'])
    expect(thresholds.get('locked-knee')).toBeGreaterThanOrEqual(0.4)
    expect(thresholds.get('giving-way')).toBeGreaterThanOrEqual(0.4)
    expect(Math.max(...thresholds.values())).toBeLessThanOrEqual(0.9)
  })

  it('teaches a finding by examples, which teach nothing of the scope or of their red flag', () => {
    const [despair] = [...core.knowledge.findings].filter(([, { learnt }]) => learnt)
    if (!despair) throw new Error('no finding is learnt')
    const [id, finding] = despair
    const told = intents(['all is dark and I am so tired', 'I want it all to be over'], {
      scope: 'off-topic',
      redFlags: ['locked-knee'],
      tells: [id],
    })
    const withFinding = { ...knowledge, findings: new Map([[id, { ...finding, patterns: [] }]]) }
    const model = train([...INTENTS, ...told], withFinding)
    const understand = createUnderstanding(withFinding, model)
    const reading = understand('I am so tired and all is dark tonight')
    expect(reading.mentions).toMatchObject([{ finding: id, status: { negated: false } }])
    expect(reading.detectors.get('locked-knee')?.confidence).toBeLessThan(0.4)
    expect(understand('my joint is jammed solid tonight').mentions).toEqual([])
  })

  it('calibrates every head, and remembers the words of the examples', () => {
    const { linear, vocabulary } = train(INTENTS, knowledge)
    expect(linear.calibrations).toHaveLength(linear.heads.length)
    expect(linear.calibrations.map(({ slope }) => slope > 1)).toContain(true)
    expect(vocabulary.get('jammed')).toBe(12)
    expect(vocabulary.has('qwzx')).toBe(false)
  })

  it('gives the same weights from the same examples', () => {
    expect(train(INTENTS, knowledge)).toEqual(train(INTENTS, knowledge))
  })
})

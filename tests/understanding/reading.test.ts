import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUnderstanding } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

const understand = createUnderstanding(core.knowledge, core.model)

describe('a reading', () => {
  it.each([
    ['good evening', 'meta', 'greeting'],
    ['many thanks for your help', 'meta', 'thanks'],
    ['will you delete everything I told you', 'meta', 'privacy'],
  ] as const)('of "%s" is %s, %s', (text, scope, meta) => {
    expect(understand(text)).toMatchObject({ scope, meta })
  })

  it.each([
    ['my achilles tendon is stiff in the morning', 'other-body'],
    ['can you recommend a pizza place', 'off-topic'],
    ['asdfgh', 'off-topic'],
    ['outer knee pain on long downhills', 'knee'],
  ])('of "%s" has the scope %s', (text, scope) => {
    expect(understand(text).scope).toBe(scope)
  })

  it('ranks all topics, most likely first, as shares of one', () => {
    const { topics } = understand('which shoes help against a sore kneecap')
    expect(topics).toHaveLength(core.knowledge.topics.size)
    expect(topics.map(({ confidence }) => confidence)).toEqual(
      topics.map(({ confidence }) => confidence).sort((a, b) => b - a),
    )
    expect(topics.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 5)
  })

  describe('of a question in general', () => {
    const inGeneral =
      'Is it true that a knee that is swollen and locked means a torn meniscus, as my textbook says?'
    const senseOf = (text: string, finding: string) =>
      understand(text).mentions.find((mention) => mention.finding === finding)?.status.hypothetical

    it('only imagines the signs it names, and lets no likeness raise an alarm', () => {
      expect(senseOf(inGeneral, 'swelling-slow')).toBe(true)
      const { detectors } = understand(inGeneral)
      expect(detectors.get('locked-knee')?.shareAlone).toBe(0)
      expect(detectors.get('locked-knee')?.share).toBeGreaterThan(0)
    })

    it('never waves a danger to life away', () => {
      const text =
        'Which hill repeats would you advise for beginners, and do many of them get chest pain?'
      expect(understand(text).complaint).toBeLessThan(0.4)
      expect(senseOf(text, 'chest-pain')).toBe(false)
    })

    it('takes who asks for who they are', () => {
      const text = `I am 20 weeks pregnant. ${inGeneral}`
      expect(senseOf(text, 'swelling-slow')).toBe(true)
      expect(senseOf(text, 'pregnancy')).toBe(false)
    })

    it('takes a sign told beside it for told', () => {
      expect(
        senseOf(
          `My knee has been swollen since last night and I cannot bend it. ${inGeneral}`,
          'swelling-slow',
        ),
      ).toBe(false)
    })
  })

  it('tells a complaint from a general question', () => {
    expect(understand('my kneecap aches on the stairs since Monday').complaint).toBeGreaterThan(0.5)
    expect(understand('what is the patellar tendon').complaint).toBeLessThan(0.5)
  })

  it('never throws and always answers the same, whatever is typed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            'no',
            'knee',
            'swollen',
            "can't",
            'if',
            '2012',
            'pop',
            ',',
            '.',
            '🙂',
            '\u202e',
            '\ud800',
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join(' ')),
    )
    fc.assert(
      fc.property(text, (message) => {
        expect(understand(message)).toEqual(understand(message))
      }),
      { numRuns: 200 },
    )
  })
})

describe('an age', () => {
  it.each([
    ["she's 7 and refuses to put her foot down"],
    ['son 13, hip pain since PE'],
    ["I'm 14 and my knee and groin hurt"],
    ['Ella is 12, and limps'],
    ["he's six. His knee is sore"],
  ])('of a child is seen in: %s', (text) => {
    expect(understand(text).mentions.map(({ finding }) => finding)).toContain('child-patient')
  })

  it.each([
    ['my pace is 6, is that slow'],
    ['the run is 14 km and my knee hurts'],
    ['I ran 12 and my knee hurts'],
    ['my knee is at 7 and it hurts'],
  ])('is not seen in: %s', (text) => {
    expect(understand(text).mentions.map(({ finding }) => finding)).not.toContain('child-patient')
  })
})

import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAssistant } from '../../src/assistant.ts'
import { type Reply, renderText } from '../../src/replies/index.ts'
import { openSqliteStore } from '../../src/storage/index.ts'
import { conversation, core, lastReply } from '../core.ts'

const { phrases, findings } = core.knowledge
const OUTER = 'the outside of my knee aches on runs'
const questionOf = ({ blocks }: Reply) =>
  blocks.flatMap((block) => (block.kind === 'question' ? block.text : []))[0]
const questionAfter = async (...messages: string[]) => questionOf(await lastReply(messages))
const ask = (id: string) => findings.get(id)?.ask ?? id
/** A question that may be asked again with other words in front. */
const asksFor = (question: string | undefined, id: string) =>
  question?.toLowerCase().endsWith(ask(id).toLowerCase()) ?? false

describe('a short reply while a complaint is in focus', () => {
  it.each([
    ['4 out of 10', 'Noted: pain of 4 out of 10.'],
    ['7/10', 'Noted: pain of 7 out of 10.'],
    ['not much', 'Noted: mild pain.'],
    ['really bad', 'Noted: strong pain.'],
    ['3 days', 'Noted: about 3 days so far.'],
    ['since yesterday', 'Noted: about 1 day so far.'],
    ['about 2 months', 'Noted: about 2 months so far.'],
    ['left one', 'Noted: the left knee.'],
    ['both', 'Noted: both knees.'],
    ['since i was 15', 'Noted: pain for more than six weeks.'],
    ['the right one', 'Noted: the right knee.'],
    ['im 17', 'Noted: a child or teenager.'],
    ['i am 63', 'Noted: your age.'],
    ['jumps a lot', 'Noted: a jumping sport.'],
  ])('"%s" is about the knee, and the reply says what was understood', async (text, noted) => {
    const reply = await lastReply([OUTER, text])
    expect(reply.scope === 'knee' && reply.triage !== 'info').toBe(true)
    expect(renderText(reply)).toContain(noted)
    expect(renderText(reply)).not.toContain(phrases.meta.feedback)
  })

  it('counts the months since the one that is named, and uses them', async () => {
    const assistant = createAssistant({ ...core, store: openSqliteStore(':memory:') })
    const say = (text: string, conversation: string) =>
      assistant.answer({ conversation, text, today: '2026-06-20' })
    const [long, short] = [randomUUID(), randomUUID()]
    for (const id of [long, short]) await say(OUTER, id)
    const reply = await say('since february', long)
    expect(renderText(reply)).toContain('Noted: about 4 months so far.')
    expect(reply.redFlags).toEqual(['persistent-pain'])
    expect((await say('since june', short)).redFlags).toEqual([])
  })

  it('raises no alarm by a bare length of time', async () => {
    const reply = await lastReply(['my knee hurts behind', '2 weeks ago'])
    expect(reply.redFlags).toEqual([])
  })

  it('may be a place that was not asked for', async () => {
    const reply = await lastReply(['my knee hurts', 'dunno', 'inside'])
    expect(renderText(reply)).toContain('Noted: pain on the inside of the knee.')
  })

  it('gives what the pain scale says of a score that is not low', async () => {
    const red = core.plans.painScale.lights.at(-1)?.action.text ?? ''
    expect(renderText(await lastReply([OUTER, '7 out of 10']))).toContain(red)
    expect(renderText(await lastReply([OUTER, '1 out of 10']))).not.toContain(red)
  })

  it('takes a bump for what it is beside what is known', async () => {
    const below = 'my daughter is nine and it is sore below the kneecap'
    expect((await lastReply([below, 'there is a bump'])).findings).toContainEqual({
      id: 'location-shin-bump',
      assertion: 'present',
    })
    expect((await lastReply([OUTER, 'there is a bump'])).findings).toEqual([])
  })

  it('is a question, or about the answer, when it says so', async () => {
    expect(renderText(await lastReply([OUTER, '4 out of 10 for that answer']))).toContain(
      phrases.meta.feedback,
    )
    expect(renderText(await lastReply([OUTER, 'what about 3 days?']))).not.toContain('so far')
  })

  it('is nothing of the kind when no complaint was told', async () => {
    expect(renderText(await lastReply(['left one']))).not.toContain('Noted')
  })

  it('"how many" after exercises is about them', async () => {
    const reply = await lastReply([OUTER, 'show me the exercises', 'how many'])
    expect(reply.topics[0]?.id).toBe('rehab-exercises')
  })
})

describe('a question that was not answered', () => {
  it('is asked once more in other words, then left', async () => {
    const say = conversation()
    const asked = [questionOf(await say('my knee hurts'))]
    const texts: string[] = []
    for (const text of ['no', 'left one']) {
      const reply = await say(text)
      asked.push(questionOf(reply))
      texts.push(renderText(reply))
    }
    expect(asked.slice(0, 2)).toEqual([phrases.where.ask, phrases.where.askAgain])
    expect(asked[2]).not.toBe(phrases.where.askAgain)
    for (const text of texts) for (const thanks of phrases.noted) expect(text).not.toContain(thanks)
  })

  it('is left without thanks when the runner does not know', async () => {
    const text = renderText(await lastReply(['my knee hurts', 'dunno']))
    expect(phrases.leftOpen.some((words) => text.includes(words))).toBe(true)
    expect(text).not.toContain(phrases.where.askAgain)
  })

  it('stays open when a reply tells something else', async () => {
    const first = await questionAfter(OUTER)
    const again = await questionAfter(OUTER, '3 days')
    expect(again?.toLowerCase()).toContain(first?.toLowerCase())
    expect(again).not.toBe(first)
  })

  it('is asked once more after a word that nobody understands', async () => {
    expect(await questionAfter('my knee hurts', 'pizza')).toBe(phrases.where.askAgain)
  })
})

describe('a yes that goes on', () => {
  const fall = 'i fell off my bike and my knee is puffy'

  it('is about what the rest of it says', async () => {
    const reply = await lastReply([fall, 'yes i can walk'])
    expect(reply.redFlags).toEqual([])
    expect(renderText(reply)).toContain('Noted: that you can walk on it.')
  })

  it('still answers when the rest goes on with the question', async () => {
    const reply = await lastReply([OUTER, 'yes it does, every time'])
    expect(reply.findings).toContainEqual({ id: 'predictable-distance', assertion: 'present' })
  })
})

describe('"I mean no"', () => {
  it('puts the last answer right', async () => {
    const reply = await lastReply([OUTER, 'yes', 'i mean no'])
    expect(reply.findings).toContainEqual({ id: 'predictable-distance', assertion: 'absent' })
    expect(renderText(reply)).toContain('Noted: not that it comes on at the same point each run.')
  })

  it('answers the open question when nothing was answered before', async () => {
    const reply = await lastReply([OUTER, 'i mean no'])
    expect(reply.findings).toContainEqual({ id: 'predictable-distance', assertion: 'absent' })
  })
})

describe('"I meant last year"', () => {
  it('ends what hurt, though a short reply came between', async () => {
    const reply = await lastReply([OUTER, 'since last week', 'i meant last year'])
    expect(renderText(reply)).toContain('is over.')
  })
})

describe('an alarm about something that can not be done', () => {
  const isConfirming = (reply: Reply) => questionOf(reply)?.startsWith(phrases.takeBackCheck)

  it.each([
    ['i cant put weight on my leg', ['well i can a bit', '4 steps', 'i can walk 6 steps']],
    ['i cant straighten my knee since this morning', ['no i can straighten it but it hurts']],
  ])('stays, and is asked about whenever it can be done after all: %s', async (alarm, replies) => {
    const say = conversation()
    const { redFlags, triage } = await say(alarm)
    expect(triage).toBe('urgent')
    for (const text of replies) {
      const reply = await say(text)
      expect(reply).toMatchObject({ redFlags, triage })
      expect(isConfirming(reply), text).toBe(true)
    }
    expect((await say('no')).redFlags).toEqual([])
  })

  it('is not raised by what can be done', async () => {
    const reply = await lastReply([OUTER, 'no i can straighten it but it hurts'])
    expect(reply.redFlags).toEqual([])
  })
})

describe('what was said', () => {
  it.each([
    ['where it hurts', 'knee aches since 2 days, outer', phrases.where.ask],
    [
      'where it hurts',
      'no swelling no fever just an ache on the inside after hills',
      phrases.where.ask,
    ],
    ['where it hurts', 'my calf is tight and my knee hurts behind', phrases.where.ask],
  ])('%s is not asked: %s', async (_, text, question) => {
    expect(await questionAfter(text)).not.toBe(question)
  })

  it.each([
    ['i am 62 and my knee is stiff in the morning', 'age-over-50'],
    ['i am a girl 15 and my knee aches when i jump', 'age-teen'],
    ['my knee aches after 30 min of running and goes away when i stop', 'predictable-distance'],
    ['twisted my knee, no swelling', 'swelling-rapid'],
  ])('is asked by no later question: %s', async (text, id) => {
    const say = conversation()
    let reply = await say(text)
    for (let turn = 0; turn < 5; turn += 1) {
      expect(asksFor(questionOf(reply), id)).toBe(false)
      reply = await say('no')
    }
  })

  it('"no swelling" denies swelling of every kind, and another place does not', async () => {
    const denied = (await lastReply(['my knee aches, no swelling'])).findings
    for (const id of ['swelling-rapid', 'swelling-slow', 'recurrent-swelling'])
      expect(denied).toContainEqual({ id, assertion: 'absent' })
    expect(
      (await lastReply(['my knee aches, my ankle is not swollen'])).findings,
    ).not.toContainEqual({ id: 'recurrent-swelling', assertion: 'absent' })
    expect(
      (await lastReply(['my knee is puffy, it did not swell within hours'])).findings,
    ).toContainEqual({ id: 'swelling-slow', assertion: 'present' })
  })
})

import { describe, expect, it } from 'vitest'
import { renderText } from '../../src/replies/index.ts'
import { core, lastReply } from '../core.ts'

const firstTopic = async (text: string) => {
  const { triage, topics } = await lastReply([text])
  return { triage, first: topics[0]?.id }
}

describe('a sign that wants an appointment beside a question about something else', () => {
  it.each([
    'which knee sleeve do you recommend? my knee has been swollen for two months',
    'what is the best foam roller, my knee keeps giving way on stairs',
  ])('puts whom to see before the remedy: %s', async (text) => {
    expect(await firstTopic(text)).toEqual({ triage: 'soon', first: 'seeing-a-professional' })
  })

  it.each([
    'my knee popped when I landed off the wall and it has been sore ever since',
    'there was a crack in the knee at hockey on tuesday and it still aches',
    'clattered from the side at five a side on sunday, knee feels slack sideways',
  ])(
    'is also an injury that may have torn something, though it is no warning sign: %s',
    async (text) => {
      const reply = await lastReply([text])
      expect(reply).toMatchObject({ triage: 'soon', redFlags: [] })
      expect(renderText(reply)).toContain(core.knowledge.phrases.soonLead)
    },
  )

  it.each([
    'my knees pop and crack whenever I squat, no pain',
    'knee popped on the stairs, did not hurt then and does not now',
    'the laces are too loose and my knee is sore',
    'there was no pop but it has been sore since the race',
  ])('is not: %s', async (text) => {
    const { triage } = await lastReply([text])
    expect(['info', 'self-care']).toContain(triage)
  })

  it('holds while it is told, keeps from running and from a plan, and goes when it is taken back', async () => {
    const told = 'my knee popped when I landed off the wall and it has been sore ever since'
    const { phrases } = core.knowledge
    const run = await lastReply([told, 'can I run on saturday?'])
    expect(run.triage).toBe('soon')
    expect(renderText(run)).toContain('a knee that popped and has hurt since')
    const plan = await lastReply([told, 'help me get back to running'])
    expect(renderText(plan)).toContain(phrases.plan.needsCheck.split('{')[0])
    const denied = await lastReply([told, 'no, it never popped'])
    expect(denied.triage).toBe('self-care')
    const letGo = await lastReply([told, 'that is not what I meant'])
    expect(letGo.triage).not.toBe('soon')
  })

  it('gives way to a warning sign told later', async () => {
    const told = 'my knee popped when I landed off the wall and it has been sore ever since'
    const reply = await lastReply([told, 'and now it is stuck, I can not straighten it at all'])
    expect(reply).toMatchObject({ triage: 'urgent', redFlags: ['locked-knee'] })
    expect(renderText(reply)).not.toContain(core.knowledge.phrases.soonLead)
  })

  it('is spoken of once the alarm beside which it was told is taken back', async () => {
    const told =
      'my knee keeps giving way on the stairs every day, and now it is locked and will not straighten'
    expect((await lastReply([told])).triage).toBe('urgent')
    const reply = await lastReply([told, 'sorry, wrong word, it is not locked, it moves freely'])
    expect(reply.triage).toBe('soon')
    expect(reply.redFlags).toContain('giving-way')
  })

  it('that was heard and not raised is not raised by a later word of thanks', async () => {
    const told =
      'got hit in training on tuesday, the leg is like jelly on every run, sore on the inner side'
    const [first, then] = [await lastReply([told]), await lastReply([told, 'thanks'])]
    expect(first.findings).toContainEqual({ id: 'giving-way-repeated', assertion: 'present' })
    expect([first.redFlags, then.redFlags]).toEqual([[], []])
  })

  it('comes behind what surely explains it', async () => {
    const text = 'my knee catches now and then in a squat and I have to wiggle it free'
    expect(await firstTopic(text)).toEqual({ triage: 'soon', first: 'meniscus-tear' })
  })

  it('does not displace a remedy where there is no such sign', async () => {
    const text = 'which knee sleeve do you recommend for a long run'
    expect((await firstTopic(text)).first).toBe('braces-and-taping')
  })
})

describe('a sign that must be seen today', () => {
  const flight = 'landed from Lima last night and my calf is fat, hot and sore right up to the knee'

  it('puts whom to see before all that it could be', async () => {
    expect(await firstTopic(flight)).toEqual({ triage: 'urgent', first: 'seeing-a-professional' })
  })

  it('does so too when a short question about something else follows', async () => {
    const { triage, topics } = await lastReply([flight, 'which cadence should I aim for?'])
    expect([triage, topics[0]?.id]).toEqual(['urgent', 'seeing-a-professional'])
  })

  it('does not once the message seems to take it back and asks something else', async () => {
    const { topics } = await lastReply([
      'my knee is stuck and will not straighten at all',
      'sorry, wrong word. which cadence should I aim for?',
    ])
    expect(topics[0]?.id).toBe('cadence')
  })
})

describe('a message that only denies signs', () => {
  it.each([
    [
      'the inside of my shin just under the knee is sore after running',
      'no swelling there, no fever there, full weight I can put on it madam',
    ],
    [
      'outside of my knee is sore at mile four of each run',
      'nothing swollen, nothing hot, it has not locked and has not given way at all',
    ],
    [
      'which shoes for a beginner with sore knees',
      'by the way it is not swollen and not hot and I have no fever whatsoever',
    ],
    ['do I need a rest day', 'no pain at all, no swelling anywhere either'],
  ])('goes on with what was spoken of: %s', async (told, denied) => {
    const before = await firstTopic(told)
    const { topics } = await lastReply([told, denied])
    expect(topics[0]?.id).toBe(before.first)
  })

  it('is about something else where it asks for that', async () => {
    const { topics } = await lastReply([
      'sore around the kneecap on the stairs since the hill reps',
      'no swelling and no fever, so which trainers are best?',
    ])
    expect(['shoes', 'worn-or-wrong-shoes']).toContain(topics[0]?.id)
  })
})

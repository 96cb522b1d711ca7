import { describe, expect, it } from 'vitest'
import { lastReply } from '../core.ts'

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

  it('comes behind what surely explains it', async () => {
    const text = 'my knee catches now and then in a squat and I have to wiggle it free'
    expect(await firstTopic(text)).toEqual({ triage: 'soon', first: 'meniscus-tear' })
  })

  it('does not displace a remedy where there is no such sign', async () => {
    const text = 'which knee sleeve do you recommend for a long run'
    expect((await firstTopic(text)).first).toBe('braces-and-taping')
  })
})

import { describe, expect, it } from 'vitest'
import { renderText } from '../../src/replies/index.ts'
import { BRITISH_CLUB, core, lastReply } from '../core.ts'

const hot = 'my knee is hot and swollen and I have a fever'
const stuck = "my knee is stuck bent and I can't straighten it"
const replyTo = (...turns: string[]) => lastReply(turns, BRITISH_CLUB)
const [seen = ''] = core.knowledge.phrases.seen.split('{')
const { takenBackOutright } = core.knowledge.phrases

describe('an alarm', () => {
  it.each([
    'went to casualty, they say it is gout',
    'just back from hospital, they drained it',
    'the gp examined it this afternoon and gave me tablets',
    'bloods were clear, so no infection',
  ])('is over once a doctor has looked at it: %s', async (text) => {
    const reply = await replyTo(hot, text)
    expect(reply.redFlags).not.toContain('septic-joint')
    expect(renderText(reply)).toContain(seen)
    expect(renderText(reply)).toContain('999')
  })

  it.each([
    'I have not been to a doctor yet',
    "i'll go to the gp tomorrow",
    'should I see a doctor?',
    'the gp said to go to hospital',
    'my brother went to hospital with this once',
    'nobody at the hospital looked at it',
    'drove to the clinic but it was closed',
    'I saw a doctor about that knee in 2014',
    'the surgeon said no more running, years of it were enough',
    'my feet go white in the cold since I was a kid, the doctor knows',
    'i am on my way to hospital',
  ])('stays in force with less than that: %s', async (text) => {
    expect(await replyTo(hot, text)).toMatchObject({
      triage: 'emergency',
      redFlags: expect.arrayContaining(['septic-joint']),
    })
  })

  it('is over by the word of a physiotherapist where it was to be seen today, not where it is an emergency', async () => {
    const text = 'the physio examined it this morning'
    expect((await replyTo(stuck, text)).redFlags).toEqual([])
    expect((await replyTo(hot, text)).triage).toBe('emergency')
  })

  it('for distress is not over by a look at the body', async () => {
    const visit = 'I went to the doctor'
    expect((await replyTo('I want to end my life', visit)).triage).toBe('emergency')
    const chestFirst = await replyTo('crushing chest pain', 'I want to end my life', visit)
    expect(chestFirst.triage).toBe('emergency')
  })

  it('comes again with the sign told anew', async () => {
    const reply = await replyTo(
      hot,
      'back from hospital, it was drained',
      'hot again and a fever tonight',
    )
    expect(reply.triage).toBe('emergency')
  })
})

describe('a sign that wants an appointment', () => {
  it.each([
    ['my knee keeps swelling after every run', 'there is no swelling at all'],
    ['it has been sore for 8 weeks', 'sorry, 8 days, not weeks'],
  ])('is spared once it is denied: %s', async (told, denied) => {
    const reply = await replyTo(told, denied)
    expect(reply.redFlags).toEqual([])
    expect(renderText(reply)).toContain(takenBackOutright)
  })

  it('stays where something else is denied', async () => {
    const reply = await replyTo('my knee keeps swelling after every run', 'no fever and no locking')
    expect(reply.redFlags).toEqual(['persistent-swelling'])
  })
})

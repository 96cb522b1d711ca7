import { describe, expect, it } from 'vitest'
import { type Reply, renderText } from '../../src/replies/index.ts'
import { BRITISH_CLUB, conversation, core, lastReply } from '../core.ts'

const LINE = /Samaritans, 116 123/
const ASKS_ABOUT_SELF_HARM =
  'To be sure: Are you thinking of ending your life, or of hurting yourself?'
const question = ({ blocks }: Reply) =>
  blocks.flatMap((block) => (block.kind === 'question' ? block.text : []))
const titles = ({ blocks }: Reply) =>
  blocks.flatMap((block) => (block.kind === 'list' ? block.title : []))
const text = (reply: Reply) => renderText(reply).replace(/\s+/g, ' ')
const { phrases } = core.knowledge

describe('thoughts of self-harm', () => {
  it('are asked about alone, and the line to call is in every reply', async () => {
    const say = conversation(BRITISH_CLUB)
    for (const message of ['I dont want to live anymore', 'sorry forget it', 'which shoes']) {
      const reply = await say(message)
      expect(reply.blocks[0], message).toMatchObject({ kind: 'alert', level: 'emergency' })
      expect(text(reply), message).toMatch(LINE)
      expect(text(reply), message).toMatch(/999/)
      expect(text(reply), message).not.toMatch(/chest|been seen/)
      if (message === 'sorry forget it') expect(question(reply)).toEqual([ASKS_ABOUT_SELF_HARM])
    }
  })

  it('name a way to a crisis line where none of the country was verified', async () => {
    expect(text(await lastReply(['I want to end my life']))).toMatch(/findahelpline\.com/)
  })

  it('leave the line in front of the next answers after a no, in other words each time', async () => {
    const say = conversation(BRITISH_CLUB)
    await say("there's no point in living anymore")
    await say('scrap that')
    const first: string[] = []
    for (const message of ['no', 'which shoes should I buy', 'and what about cycling']) {
      const reply = await say(message)
      expect(reply.redFlags, message).toEqual([])
      const [lead] = reply.blocks
      expect(lead?.kind, message).toBe('paragraph')
      first.push(lead?.kind === 'paragraph' ? lead.text : '')
    }
    for (const lead of first) expect(lead).toMatch(LINE)
    expect(new Set(first).size).toBe(first.length)
  })

  it('leave the line in front of the answers when the talk turns to somebody else', async () => {
    const say = conversation(BRITISH_CLUB)
    for (const message of ['I want to end my life', 'scrap that', 'no']) await say(message)
    expect(text(await say('what about my daughter, her knee hurts on the stairs'))).toMatch(LINE)
  })

  it('are held to when the no says them again', async () => {
    const say = conversation()
    for (const message of ['I want to die', 'scrap that']) await say(message)
    expect((await say('no, I want to kill myself')).triage).toBe('emergency')
  })

  it('get warm thanks for a yes', async () => {
    const reply = await lastReply(['I want to die', 'scrap that', 'yes'])
    expect(text(reply)).toContain('Thank you for telling me')
    expect(text(reply)).not.toContain(phrases.holds)
  })

  it('do not hide a chest that hurts as well', async () => {
    const say = conversation()
    await say('I have chest pain')
    expect(text(await say('and I want to kill myself'))).toMatch(/^Please tell someone near you/)
    expect(question(await say('scrap that'))).toEqual([ASKS_ABOUT_SELF_HARM])
    const reply = await say('no')
    expect(reply.triage).toBe('emergency')
    expect(text(reply)).toMatch(/^Stop and call .* chest pain/)
  })
})

describe('despair that is short of self-harm', () => {
  it.each([
    'i just want to disappear, running was all i had',
    'ive lost everything because of this injury',
    'I feel worthless since I cannot run',
    'nobody cares about me',
  ])('gets warm words, whom to talk to, and the question: %s', async (message) => {
    const reply = await lastReply([message], BRITISH_CLUB)
    expect(text(reply)).toMatch(LINE)
    expect(question(reply)).toEqual([ASKS_ABOUT_SELF_HARM])
    expect(reply.redFlags).toEqual([])
    expect(titles(reply)).toEqual([])
  })

  it('is asked about till it is answered, and a yes is an alarm', async () => {
    const say = conversation(BRITISH_CLUB)
    await say('ive lost everything because of this injury')
    expect(question(await say('i just feel worthless'))).toEqual([ASKS_ABOUT_SELF_HARM])
    expect((await say('yes')).triage).toBe('emergency')
  })

  it.each(['no', 'not sure'])('keeps the line in reach after "%s"', async (answer) => {
    const say = conversation(BRITISH_CLUB)
    await say('i just feel worthless')
    expect(text(await say(answer))).toMatch(LINE)
    expect(text(await say('which shoes should I buy'))).toMatch(LINE)
  })

  it.each([
    'i feel useless at intervals',
    'how do i disappear from the results list',
    'I feel worthless at hills, any exercises for my knees?',
    'nobody cares about my pace',
    'I lost everything on my garmin',
  ])('is not seen in a way of speaking: %s', async (message) => {
    expect(text(await lastReply([message], BRITISH_CLUB))).not.toMatch(LINE)
  })
})

describe('a danger to life', () => {
  it.each([
    ['I have chest pain', /mentioned chest pain\./, /Sit down, rest/, /Lie down|shade|they/],
    ['I passed out on my run, knee scraped', /fainting/, /Lie down/, /chest presses|shade|they/],
    [
      'I am short of breath and my calf is sore after the flight',
      /breathlessness/,
      /the leg and any flight/,
      /chest presses|shade/,
    ],
    [
      'my friend collapsed at the finish and will not wake up',
      /collapse/,
      /chest presses/,
      /Lie down|shade/,
    ],
    ['he is confused and stumbling in the heat', /the heat/, /shade/, /Sit down/],
  ])('gets the steps that fit: %s', async (message, reason, step, other) => {
    const said = text(await lastReply([message]))
    expect(said).toMatch(/^Stop and call the emergency number now/)
    expect(said).toMatch(reason)
    expect(said).toMatch(step)
    expect(said).not.toMatch(other)
  })

  it('is repeated in short: the action, the number and a line', async () => {
    const say = conversation(BRITISH_CLUB)
    await say('I have chest pain and cannot breathe')
    for (const message of ['its anxiety', 'which shoes', 'its anxiety really']) {
      const reply = await say(message)
      expect(reply.blocks[0]).toMatchObject({ kind: 'alert', level: 'emergency' })
      expect(text(reply)).toMatch(/emergency number now.*999/)
      expect(titles(reply), message).toEqual([])
    }
  })

  it('names no work that says nothing of the sign', async () => {
    const { blocks } = await lastReply(['I want to end my life'])
    expect(blocks.map(({ kind }) => kind)).not.toContain('sources')
  })
})

describe('chest pain on a run', () => {
  const alarm = ['I have chest pain when I run and my knee hurts', 'actually it is just heartburn']

  it('is asked about as what was there at all', async () => {
    expect(question(await lastReply(alarm))[0]).toMatch(/on a run or at rest\? .*gone now\./)
  })

  it.each(['no, not now', 'not any more'])('is not lifted by "%s"', async (answer) => {
    const reply = await lastReply([...alarm, answer])
    expect(reply.triage).toBe('emergency')
    expect(text(await lastReply([...alarm, answer, 'how do I fix my knee']))).toMatch(/emergency/)
  })

  it('sends to a doctor before the next run even after a no', async () => {
    const say = conversation()
    for (const message of alarm) await say(message)
    for (const message of ['no', 'how do I fix my knee']) {
      expect(text(await say(message)), message).toMatch(/doctor/)
    }
  })
})

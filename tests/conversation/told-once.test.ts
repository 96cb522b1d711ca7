import { describe, expect, it } from 'vitest'
import { type Reply, renderText } from '../../src/replies/index.ts'
import { conversation, core, lastReply } from '../core.ts'

const { phrases, findings, dialogue } = core.knowledge
const { lights, severe } = core.plans.painScale
const [green, amber, red] = lights

const questionOf = ({ blocks }: Reply) =>
  blocks.flatMap((block) => (block.kind === 'question' ? block.text : []))[0]
const paragraphsOf = ({ blocks }: Reply) =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? block.text : []))
const ask = (id: string) => findings.get(id)?.ask ?? id

/** Every question of a talk in which each is answered the same way. */
async function questionsAfter(opening: string, answer: string): Promise<string[]> {
  const say = conversation()
  const asked: string[] = []
  let reply = await say(opening)
  for (let turn = 0; turn < 6; turn += 1) {
    asked.push(questionOf(reply) ?? '')
    reply = await say(answer)
  }
  return asked
}

describe('whether to run with a pain that was scored', () => {
  it.each([
    ['can i run with a pain of 2', green?.mayRun.text],
    ['knee pain 2/10, ok to run?', green?.mayRun.text],
    ['can i run with a pain of 5', amber?.mayRun.text],
    ['is it ok to run, my knee pain is about 4 out of 10', amber?.mayRun.text],
    ['my knee pain is a six, can I run today', red?.mayRun.text],
    ['knee pain 10/10 can I run', red?.mayRun.text],
    ['pain 9/10 in my knee since this morning', red?.mayRun.text],
  ])('%s', async (text, first) => {
    expect(paragraphsOf(await lastReply([text]))[0]).toBe(first)
  })

  it('goes by a score that was told before', async () => {
    const reply = await lastReply(['knee pain is 8', 'can i run tomorrow'])
    expect(paragraphsOf(reply)[0]).toBe(red?.mayRun.text)
  })

  it('is said the other way round to whoever asks whether to stop', async () => {
    const reply = await lastReply(['my kneecap pain is 6 out of 10', 'should i stop running'])
    expect(paragraphsOf(reply)[0]).toBe(red?.mustStop.text)
  })

  it('asks for the knee to be seen from 8 on', async () => {
    for (const text of ['knee pain 9/10, can i run', 'the pain in my knee is 8 out of 10'])
      expect(renderText(await lastReply([text]))).toContain(severe.seen.text)
    expect(renderText(await lastReply(['knee pain 7/10, can i run']))).not.toContain(
      severe.seen.text,
    )
  })

  it('gives way to a sign that is to be looked at first', async () => {
    const reply = await lastReply(['my knee gives way often and pain is 4/10', 'can i run'])
    expect(paragraphsOf(reply).join(' ')).not.toContain(amber?.mayRun.text)
  })
})

describe('a score of pain that was told', () => {
  it.each([
    [['knee pain outside, 1 out of 10', 'help me get back to running']],
    [['my knee has no pain at all now, help me get back to running']],
    [['my outer knee hurts', '2/10', 'i have a 10k in 2 weeks, can i run it']],
  ])('is not asked for again: %s', async (talk) => {
    const asked = questionOf(await lastReply(talk)) ?? ''
    expect(asked).not.toContain(dialogue.questions.pain.ask)
  })

  it('is none where it holds for one thing only', async () => {
    const talk = ['knee pain outside', 'no pain when walking', 'help me get back to running']
    expect(questionOf(await lastReply(talk))).toBe(dialogue.questions.pain.ask)
  })
})

describe('a number that answers no question of a plan', () => {
  it.each([
    [['help me get back to running', '3 times a week']],
    [['i have a half marathon in 6 weeks and my knee hurts', '3 times a week']],
  ])('is asked about once more: %s', async (talk) => {
    const reply = await lastReply(talk)
    expect(questionOf(reply)).toMatch(/how bad is the pain/)
    expect(phrases.notAnswered.some((words) => renderText(reply).includes(words))).toBe(true)
    expect(renderText(await lastReply([...talk, '1']))).not.toMatch(/how bad is the pain/i)
  })
})

describe('a time that is not since when', () => {
  it.each([
    'marathon is in 5 weeks',
    'my half is in 6 weeks',
    'race on sunday',
    '5 weeks to go',
    'a bit better today',
  ])('does not tell how long it hurts: %s', async (text) => {
    const reply = await lastReply(['knee pain outside', text])
    expect(renderText(reply)).not.toContain('so far')
    expect(reply.redFlags).toEqual([])
  })
})

describe('where it hurts', () => {
  it.each([
    'outer side of my knee hurts',
    'external part of the knee hurts',
    'it hurts on the internal side of my knee',
    'it hurts at the front of the knee',
    'pain below the kneecap',
    'sore on either side of the tendon under my kneecap',
  ])('is not asked of whoever told it: %s', async (opening) => {
    for (const answer of ['no', 'not sure']) {
      const asked = await questionsAfter(opening, answer)
      for (const question of [phrases.where.ask, ask('location-front'), ask('location-posterior')])
        expect(asked).not.toContain(question)
    }
  })

  it('is not asked place by place of whoever can not say', async () => {
    const asked = await questionsAfter('my knee hurts', 'not sure')
    for (const { finding } of dialogue.places) expect(asked).not.toContain(ask(finding))
  })

  it('is no place where "back" goes on to running', async () => {
    const reply = await lastReply(['my knee hurts', 'help me get back to running'])
    expect(reply.findings).not.toContainEqual({ id: 'location-posterior', assertion: 'present' })
  })

  it('raises no alarm when it is tapped', async () => {
    for (const { says } of dialogue.places)
      expect((await lastReply(['my knee hurts', says])).redFlags).toEqual([])
  })
})

describe('how it swelled', () => {
  it('is asked once, whichever way round', async () => {
    for (const opening of ['knee pain outside', 'my whole knee hurts', 'my knee hurts']) {
      const asked = await questionsAfter(opening, 'not sure')
      const ofSwelling = asked.filter((question) => /swell/i.test(question))
      expect(ofSwelling.length, opening).toBeLessThanOrEqual(1)
    }
  })
})

describe('a question whose yes would be a sign', () => {
  it('is worded so that yes plainly means the sign', () => {
    for (const { ask: question } of findings.values()) {
      expect(question).not.toMatch(/\bunable\b|\bcan ?not\b|^(?:are|is|do|does|did) \w+ not\b/i)
    }
  })

  const child = ['my 13 year old has pain below the kneecap', 'no']

  it('comes to whether it takes weight', async () => {
    expect(questionOf(await lastReply(child))).toBe(ask('cannot-weight'))
  })

  it.each(['yes she can', 'she can', 'she can walk', 'yes she can walk on it', 'no she can walk'])(
    'is denied by what can be done: %s',
    async (text) => {
      const reply = await lastReply([...child, text])
      expect(reply.redFlags).not.toContain('cannot-bear-weight')
      expect(reply.findings).toContainEqual({ id: 'cannot-weight', assertion: 'absent' })
    },
  )

  it.each(['yes', "no she can't", "she can't", 'yes it is too sore'])(
    'is met by: %s',
    async (text) => {
      expect((await lastReply([...child, text])).redFlags).toContain('cannot-bear-weight')
    },
  )
})

describe('"yes I can" after an alarm about something that can not be done', () => {
  it.each(['yes i can', 'i can', 'no i can'])(
    'is asked about, and lifts nothing: %s',
    async (text) => {
      const reply = await lastReply(['i cant put weight on my leg', text])
      expect(reply.redFlags).toEqual(['cannot-bear-weight'])
      expect(questionOf(reply)).toContain(phrases.takeBackCheck)
    },
  )
})

describe('a choice picked by its number', () => {
  it.each([
    '2',
    'the second',
    'second one',
    '2nd',
    'option 2',
    'number two',
    "i'd say the 2nd one",
  ])('"%s" is the second', async (text) => {
    const reply = await lastReply(['my knee hurts', text])
    const second = dialogue.places[1]?.finding
    expect(reply.findings).toContainEqual({ id: second, assertion: 'present' })
  })

  it.each(['all of them', 'all of these'])('"%s" is every warning sign', async (text) => {
    expect((await lastReply(['do the safety check', text])).triage).toBe('emergency')
  })

  it.each(['none of them', 'none of the above'])('"%s" is none', async (text) => {
    const checked = await lastReply(['do the safety check', text])
    expect(checked.redFlags).toEqual([])
    const where = await lastReply(['my knee hurts', text])
    expect(phrases.leftOpen.some((words) => renderText(where).includes(words))).toBe(true)
  })

  it('"both" is a yes to a question that names two things, and else both knees', async () => {
    const sitting = await lastReply(['front of knee hurts', 'both'])
    expect(sitting.findings).toContainEqual({ id: 'worse-sitting', assertion: 'present' })
    expect(renderText(sitting)).not.toContain(phrases.sides.both)
    expect(renderText(await lastReply(['my knee hurts', 'both']))).toContain(phrases.sides.both)
  })
})

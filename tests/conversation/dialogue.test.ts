import { describe, expect, it } from 'vitest'
import { explainCode } from '../../src/conversation/index.ts'
import {
  type Block,
  type Reply,
  renderText,
  WORDS_SHOWN,
  wordsIn,
} from '../../src/replies/index.ts'
import { conversation, core, lastReply } from '../core.ts'

const { phrases, topics } = core.knowledge
const block = <Kind extends Block['kind']>({ blocks }: Reply, kind: Kind) =>
  blocks.find((one): one is Extract<Block, { kind: Kind }> => one.kind === kind)
const KNEECAP = 'my kneecap aches going down the stairs'

describe('a follow-up', () => {
  it.each([
    ['how long does that take?', 'recovery-time'],
    ['which exercises?', 'rehab-exercises'],
    ['can I still cycle?', 'cross-training'],
    ['and shoes?', 'shoes'],
    ['is it serious?', 'seeing-a-professional'],
    ['can I keep running on it?', 'running-through-pain'],
    ['would tape help', 'braces-and-taping'],
    ['tell me more', 'patellofemoral-pain'],
    ['what about the other knee?', 'patellofemoral-pain'],
  ])('"%s" after a story is about %s', async (text, topic) => {
    const reply = await lastReply([KNEECAP, text])
    expect(reply.topics[0]?.id).toBe(topic)
  })

  it('about time is answered with the time of what is in focus', async () => {
    const reply = await lastReply([KNEECAP, 'how long does that take?'])
    expect(renderText(reply)).toContain(topics.get('patellofemoral-pain')?.howLong.text)
  })

  it('goes back to the first topic, and on from there', async () => {
    const reply = await lastReply([
      KNEECAP,
      'thanks',
      'which exercises?',
      'back to my first question: why?',
    ])
    expect(reply.topics[0]?.id).toBe('patellofemoral-pain')
  })

  it('is left behind by a new question', async () => {
    const reply = await lastReply([KNEECAP, 'new question: when do running shoes want replacing?'])
    expect(reply).toMatchObject({ triage: 'info', topics: [{ id: 'shoes' }, {}, {}, {}, {}] })
  })

  it('may be the number of a choice', async () => {
    const say = conversation()
    const first = await say('which running shoes should a beginner buy?')
    const [, second] = first.suggestions
    const tapped = await say(second?.says ?? '')
    await say('forget that')
    const again = conversation()
    await again('which running shoes should a beginner buy?')
    expect((await again('2')).topics[0]).toEqual(tapped.topics[0])
  })
})

describe('a correction', () => {
  it('takes the place of what was said, and the reply says so', async () => {
    const say = conversation()
    await say('pain on the outside of my knee when I run')
    const reply = await say('no, the inside')
    expect(renderText(reply)).toContain(
      'Noted: pain on the inside of the knee, not pain on the outside of the knee.',
    )
    expect(reply.findings).toContainEqual({ id: 'location-medial', assertion: 'present' })
    expect(block(reply, 'explanations')?.items[0]?.topic).not.toBe('it-band-syndrome')
  })

  it('is about the knee, however short it is', async () => {
    const reply = await lastReply(['outside of my right knee hurts', 'and its the left, sorry'])
    expect(reply.scope).toBe('knee')
    expect(renderText(reply)).toContain('Noted: the left knee.')
  })

  it('names the other side', async () => {
    const reply = await lastReply(['my right knee hurts at the outside', "actually it's the left"])
    expect(renderText(reply)).toContain('Noted: the left knee.')
  })

  it('lets go of what was said last, and says what that was', async () => {
    const reply = await lastReply(['pain on the outside of my knee when I run', 'scrap that'])
    expect(renderText(reply)).toContain('pain on the outside of the knee')
    expect(block(reply, 'explanations')).toBeUndefined()
  })
})

describe('another runner', () => {
  it('is known by nothing that was said before, but a warning sign stays', async () => {
    const say = conversation()
    await say('my knee is stuck and I cannot straighten it')
    const reply = await say('now my daughter has an ache around her kneecap')
    expect(reply).toMatchObject({ triage: 'urgent', redFlags: ['locked-knee'] })
    expect(reply.findings).not.toContainEqual(expect.objectContaining({ id: 'stuck-now' }))
  })
})

describe('the answer to "where does it hurt?"', () => {
  it('may be a word, and leads to what fits the place', async () => {
    const say = conversation()
    const question = block(await say('my knee hurts on runs'), 'question')
    expect(question).toMatchObject({ text: phrases.where.ask, map: 'knee' })
    const reply = await say('outside')
    expect(reply).toMatchObject({ triage: 'self-care' })
    expect(reply.topics[0]?.id).toBe('it-band-syndrome')
  })
})

describe('a plan', () => {
  it('comes after three questions, as a table and a calendar file', async () => {
    const say = conversation()
    const pain = block(await say('help me get back to running'), 'question')
    expect(pain).toMatchObject({ scale: 'pain' })
    expect(pain?.options.map(({ label }) => label)).toContain(
      '4 to 5, hard to ignore: It stays on your mind.',
    )
    await say('1 out of 10')
    await say('three weeks')
    const reply = await say('30 km')
    expect(block(reply, 'table')?.rows.length).toBeGreaterThan(5)
    expect(block(reply, 'download')?.content).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(renderText(reply)).toContain(core.plans.walkRun.stopSigns[0]?.text)
  })

  it('takes the answer to another open question for what it is', async () => {
    const say = conversation()
    await say('help me get back to running')
    await say('about 3 weeks')
    const plan = await say('20 km')
    expect(plan.blocks.find(({ kind }) => kind === 'table')).toBeDefined()
  })

  it('is not given with too much pain, and says what can still be done', async () => {
    const reply = await lastReply(['help me get back to running', '6 out of 10'])
    expect(block(reply, 'table')).toBeUndefined()
    expect(renderText(reply)).toContain('Not yet')
    expect(renderText(reply)).toContain(core.plans.walkRun.notYet.stillAllowed[0]?.text)
  })

  it('is not given while a sign wants to be looked at', async () => {
    const reply = await lastReply([
      'my knee gives way again and again',
      'help me get back to running',
    ])
    expect(block(reply, 'table')).toBeUndefined()
    expect(reply.triage).toBe('soon')
  })

  it('takes what the request says already', async () => {
    const say = conversation()
    const first = await say(
      'help me get back to running after three weeks off, pain is 1 out of 10',
    )
    expect(block(first, 'question')?.text).toBe(core.knowledge.dialogue.questions.weeklyKm.ask)
  })
})

describe('a race', () => {
  it('is weighed by the days left and the pain, and pain is asked for with landmarks', async () => {
    const say = conversation()
    const first = await say('front of my knee hurts and I have a half in twelve days')
    expect(renderText(first)).toContain('12 days to go')
    expect(block(first, 'question')).toMatchObject({ scale: 'pain' })
    const second = await say('7')
    expect(renderText(second)).toContain('do not run this race')
  })
})

describe('"check my training"', () => {
  it('draws the jump and says it in words', async () => {
    const chart = block(await lastReply(['check my training: weeks of 20, 22, 25, 40 km']), 'chart')
    expect(chart?.svg).toMatch(/^<svg/)
    expect(chart?.text).toContain('60 percent')
  })
})

describe('"show me the exercises"', () => {
  it('gives a routine with drawings for what is in focus', async () => {
    const routine = block(await lastReply([KNEECAP, 'show me the exercises']), 'exercises')
    expect(routine?.items.length).toBeGreaterThan(3)
    for (const { figure, dose, harder } of routine?.items ?? []) {
      expect(figure).toMatch(/^exercises\/.*\.svg$/)
      expect(dose).not.toBe('')
      expect(harder).not.toBe('')
    }
  })
})

describe('a reply', () => {
  it.each([KNEECAP, 'which shoes are best for a beginner?', 'my knee hurts on runs', 'hello'])(
    'to "%s" first shows no more prose than a phone screen holds',
    async (text) => {
      const { blocks } = await lastReply([text])
      expect(blocks.reduce((sum, one) => sum + wordsIn(one), 0)).toBeLessThanOrEqual(WORDS_SHOWN)
    },
  )

  it('says why, in the runner’s own words, with a code that reasons again without them', async () => {
    const reply = await lastReply(['pain on the outside of my knee at the same distance every run'])
    const why = block(reply, 'why')
    expect(why?.words.join(' ')).toContain('outside')
    expect(why?.entry?.id).toBe('it-band-syndrome')
    const explained = explainCode(why?.code ?? '', core.knowledge)
    expect(explained).toContain('it-band-syndrome')
    expect(explained).toContain('Pain on the outside of the knee')
  })

  it('refuses a code of another knowledge base with a reason', () => {
    expect(() => explainCode('00000000.t1', core.knowledge)).toThrow(/version 00000000/)
    expect(() => explainCode('hello', core.knowledge)).toThrow(/no code/)
  })

  it('never names a dose, and says so', async () => {
    const reply = await lastReply(['how much ibuprofen can I take for my knee?'])
    expect(renderText(reply)).toContain(phrases.noDose[0])
  })

  it('stays calm when it is insulted, and answers whoever only swears about a knee', async () => {
    expect(renderText(await lastReply(['you are a useless piece of junk']))).toMatch(/program/)
    const sworn = await lastReply(['my damn knee hurts on the outside every run'])
    expect(sworn.topics[0]?.id).toBe('it-band-syndrome')
  })

  it('offers the safety check the second time it does not follow', async () => {
    const say = conversation()
    await say('my knee and so on')
    const { suggestions } = await say('my knee, well, hmm')
    expect(suggestions.map(({ label }) => label)).toContain(phrases.suggestions.safetyCheck)
    const check = block(await say(phrases.suggestions.safetyCheck), 'question')
    expect(check?.options).toEqual(core.knowledge.dialogue.safetyCheck)
  })

  it.each(core.knowledge.dialogue.safetyCheck.slice(0, -1).map(({ says }) => says))(
    'to a tapped sign of the safety check is an alarm: %s',
    async (says) => {
      expect(['urgent', 'emergency']).toContain((await lastReply([says])).triage)
    },
  )
})

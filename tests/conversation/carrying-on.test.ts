import { describe, expect, it } from 'vitest'
import { type Block, type Reply, renderText } from '../../src/replies/index.ts'
import { conversation, core, lastReply } from '../core.ts'

const { phrases, topics, redFlags } = core.knowledge
const KNEECAP = 'my kneecap aches going down the stairs'
const GIVES_WAY = 'my knee gives way often'
const kinds = ({ blocks }: Reply) => blocks.map(({ kind }) => kind)
const block = <Kind extends Block['kind']>({ blocks }: Reply, kind: Kind) =>
  blocks.find((one): one is Extract<Block, { kind: Kind }> => one.kind === kind)
const shown = (reply: Reply) =>
  renderText({ ...reply, blocks: reply.blocks.filter(({ kind }) => kind !== 'more') })

describe('whether to run, while a sign wants to be looked at', () => {
  it.each([
    [GIVES_WAY, 'can i run'],
    ['my knee locks sometimes when i squat', 'can i run'],
    ['pain at night in my knee', 'can i run'],
    ['one spot on my shin bone hurts with every step', 'can i run 5k slowly'],
    ['one spot on my shin bone hurts with every step', 'can i do the meet'],
    [GIVES_WAY, 'should i do my race'],
    [GIVES_WAY, 'is it ok to train'],
  ])('"%s", "%s": no, and what to do until then', async (told, asked) => {
    const reply = await lastReply([told, asked])
    expect(reply.triage).toBe('soon')
    expect(shown(reply)).toMatch(/^No, .*looked? at/)
    const first = redFlags.get(reply.redFlags[0] ?? '')
    const action = first?.doNow[0]?.text.slice(1).replace(/\.$/, '')
    expect(shown(reply)).toContain(action)
    expect(shown(reply)).not.toMatch(/keep running with mild pain|Green, 0 to 2|When is the race/)
  })

  it('speaks for the level that holds, where it is not the usual one of the sign', async () => {
    const tight =
      'my lower leg gets rock hard and very painful on every run and it goes within minutes of stopping'
    const reply = await lastReply([tight, 'can i run'])
    expect(reply).toMatchObject({ triage: 'soon', redFlags: ['compartment-syndrome'] })
    expect(shown(reply)).toContain(phrases.atLevel.soon.action.slice(1, -1))
    const usual = redFlags.get('compartment-syndrome')?.doNow[0]?.text ?? ''
    expect(shown(reply)).not.toContain(usual.slice(1, -1))
  })

  it('is an emergency after a blow, whatever else sounds like tightness on the run', async () => {
    const kicked =
      'kicked at football, took the bandage off an hour ago, now the calf is hard as wood and it gets worse every ten minutes, toes gone tingly'
    const fell =
      'I fell on my shin today, now my lower leg is rock hard and very painful on every run and it goes within minutes of stopping'
    for (const text of [kicked, fell])
      expect(await lastReply([text])).toMatchObject({ triage: 'emergency' })
  })

  it('is answered in the message that tells of the sign', async () => {
    const reply = await lastReply(['my knee gives way often, can i run?'])
    expect(shown(reply)).toMatch(/^No, /)
    expect(shown(reply)).not.toContain('keep running with mild pain')
  })

  it.each(['so no running at all?', 'do i have to stop running?'])(
    'asked the other way round, "%s" is answered with yes',
    async (asked) => {
      expect(shown(await lastReply([GIVES_WAY, asked]))).toMatch(/yes/i)
    },
  )

  it('says each time what to do until then', async () => {
    const say = conversation()
    await say(GIVES_WAY)
    for (const asked of ['can i run', 'can i race', 'but can i run slowly']) {
      expect(shown(await say(asked))).toContain('book a visit within days')
    }
  })

  it('is no matter of somebody who tells how it is', async () => {
    const reply = await lastReply([GIVES_WAY, 'it gets worse when i keep running'])
    expect(shown(reply)).not.toMatch(/^No, /)
  })

  it('is weighed by the pain where no sign is in force', async () => {
    const reply = await lastReply([KNEECAP, 'so no running at all?'])
    expect(reply.topics[0]?.id).toBe('running-through-pain')
    expect(shown(reply)).toContain(topics.get('running-through-pain')?.shortAnswer.text)
  })
})

describe('a distance beside a sore knee', () => {
  it('is a run and no race when it is run slowly', async () => {
    const reply = await lastReply([KNEECAP, 'can i run 5k slowly'])
    expect(block(reply, 'question')?.text).not.toBe(core.knowledge.dialogue.questions.date.ask)
  })
})

describe('a short question', () => {
  it('about heat or ice gets ice, and how long it is put on', async () => {
    const say = conversation()
    expect(shown(await say('whats better heat or ice'))).toContain('ice, not heat')
    expect(shown(await say('for how long'))).toContain('20 minutes')
    expect(shown(await say('on a fresh injury?'))).toContain('fresh injury')
    expect(block(await say('and now what'), 'list')?.items.length).toBeGreaterThan(1)
  })

  it.each([
    ['how do i fix my knee', 'patellofemoral-pain'],
    ['is it the shoes', 'shoes'],
  ])('"%s" is about %s', async (asked, topic) => {
    expect((await lastReply([KNEECAP, asked])).topics[0]?.id).toBe(topic)
  })

  it('"which ones" stays with the shoes', async () => {
    const reply = await lastReply([KNEECAP, 'is it the shoes', 'which ones'])
    expect(shown(reply)).toContain('Take the pair that feels best')
  })

  it('about a blood clot asks for its signs, and a yes raises the alarm', async () => {
    const say = conversation()
    await say('my calf hurts behind the knee')
    const reply = await say('is it a blood clot')
    expect(block(reply, 'question')?.text).toBe(redFlags.get('dvt-signs')?.confirm)
    expect(shown(reply)).toContain(redFlags.get('dvt-signs')?.sign)
    expect(await say('yes')).toMatchObject({ triage: 'urgent', redFlags: ['dvt-signs'] })
  })

  it('about a supplement says that nothing is known about it here', async () => {
    expect(shown(await lastReply([KNEECAP, 'glucosamine?']))).toContain(phrases.noSupplements)
  })

  it('for the number of tablets is refused each time, with who can tell', async () => {
    const say = conversation()
    await say('how much ibuprofen can i take for my knee')
    for (const asked of ['just tell me the number', 'ok 400mg or 800mg?', 'one or two']) {
      const reply = shown(await say(asked))
      expect(phrases.noDose.some((refusal) => reply.includes(refusal))).toBe(true)
      expect(reply).toMatch(/pharmacist/)
    }
  })

  it('"what is it then" names again what fits best', async () => {
    const reply = await lastReply([
      'my knee hurts',
      'outside',
      'yes',
      'no',
      'no',
      'what is it then',
    ])
    expect(block(reply, 'explanations')?.items[0]?.topic).toBe('it-band-syndrome')
    expect(shown(reply)).not.toContain(topics.get('knee-anatomy')?.shortAnswer.text)
  })

  it('"so what is it now" is no question about the program', async () => {
    expect(kinds(await lastReply([KNEECAP, 'so what is it now']))).toContain('explanations')
  })

  it('"why" gets what was told and what it speaks for, then a work or two', async () => {
    const reply = await lastReply([KNEECAP, 'why'])
    expect(block(reply, 'paragraph')?.text).toContain('an ache around or behind the kneecap')
    expect(block(reply, 'paragraph')?.text).toContain(topics.get('patellofemoral-pain')?.title)
    expect(block(reply, 'sources')?.items.length).toBeLessThanOrEqual(2)
    expect(kinds(reply)).not.toContain('why')
  })

  it('"why not", after advice was not judged, says why it is not', async () => {
    const reply = await lastReply([
      'my physio says i should stop running for my knee, is she wrong',
      'why not',
    ])
    expect(shown(reply)).toContain(phrases.secondOpinionWhy)
  })

  it('on a button is understood', async () => {
    const reply = await lastReply([phrases.suggestions.firstSteps])
    expect(reply).toMatchObject({ scope: 'knee', topics: [{ id: 'first-steps' }, {}, {}, {}, {}] })
  })
})

describe('the reply to an answer', () => {
  it('says what was understood, only what is new, and asks on', async () => {
    const say = conversation()
    await say(KNEECAP)
    const reply = await say('no')
    expect(kinds(reply).filter((kind) => kind !== 'why')).toEqual(['paragraph', 'question'])
    expect(shown(reply)).toMatch(/^Not there, then: /)
  })

  it('names what was denied, not every kind of it that follows', async () => {
    const say = conversation()
    await say(KNEECAP)
    const text = shown(await say('no swelling no'))
    expect(text).toMatch(/^Not there, then: swelling\b/)
    expect(text).not.toMatch(/puffy|within hours/)
  })

  it('lists the explanations anew only where they changed', async () => {
    const say = conversation()
    await say('my knee hurts')
    expect(kinds(await say('outside'))).toContain('explanations')
    expect(kinds(await say('yes'))).toContain('explanations')
    expect(kinds(await say('no'))).not.toContain('explanations')
  })

  it('does not both name explanations and say that there are none', async () => {
    const say = conversation()
    for (const text of ['my hamstring behind the knee hurts', 'where exactly', 'no', 'no']) {
      const reply = await say(text)
      const isNamed = kinds(reply).includes('explanations')
      expect(isNamed && shown(reply).includes(phrases.tooLittle)).toBe(false)
    }
  })

  it('does not say that it helps to know what it then asks', async () => {
    const reply = await lastReply(['my knee hurts'])
    expect(block(reply, 'question')).toBeDefined()
    expect(shown(reply)).not.toContain('It helps to know')
  })
})

describe('a plan that was shown', () => {
  const planned = async () => {
    const say = conversation()
    for (const text of ['help me get back to running', '1', '1 to 4 weeks', '10 to 25 km a week']) {
      await say(text)
    }
    return say
  }

  it('is shown again, also after something else', async () => {
    const say = await planned()
    expect(kinds(await say('what was my plan again'))).toContain('table')
    await say('and shoes?')
    expect(kinds(await say('show me my plan'))).toContain('table')
  })

  it.each([
    ['make it shorter', 'shorter'],
    ['can i swap monday and tuesday', 'days'],
    ['make it easier', 'easier'],
  ] as const)('"%s" is answered by the rules of the plan', async (asked, wish) => {
    const say = await planned()
    expect(shown(await say(asked))).toContain(core.plans.walkRun.wishes[wish][0]?.text)
  })
})

describe('a race that was weighed', () => {
  it('is weighed on, whatever came between', async () => {
    const say = conversation()
    await say('my knee aches around the kneecap, race in 10 days')
    await say('3')
    expect(shown(await say('20k'))).toContain(phrases.race.distance)
    await say('yes')
    await say('no')
    const reply = await say('should i do it')
    expect(reply.scope).toBe('knee')
    expect(shown(reply)).toContain('run it, but less')
  })
})

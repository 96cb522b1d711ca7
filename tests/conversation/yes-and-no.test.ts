import { describe, expect, it } from 'vitest'
import { type Reply, renderText } from '../../src/replies/index.ts'
import { core, lastReply } from '../core.ts'

const { phrases } = core.knowledge
/** Complaints that a certain question follows. */
const ASKED = {
  'predictable-distance': ['knee pain outside'],
  'worse-sitting': ['front of knee hurts'],
  limping: ['im 16 and my knee hurts at night'],
  'mechanism-twist': ['knee pain outside', 'i dont no'],
} as const
type AskedFor = keyof typeof ASKED

const senseOf = ({ findings }: Reply, id: string) =>
  findings.find((finding) => finding.id === id)?.assertion
const questionOf = ({ blocks }: Reply) =>
  blocks.flatMap((block) => (block.kind === 'question' ? block.text : []))[0]
const reply = (asked: AskedFor, text: string) => lastReply([...ASKED[asked], text])

describe('the questions that these talks come to', () => {
  it.each(Object.entries(ASKED))('%s', async (id, talk) => {
    expect(questionOf(await lastReply(talk))).toBe(core.knowledge.findings.get(id)?.ask)
  })
})

describe('an answer', () => {
  it.each<[AskedFor, string]>([
    ['predictable-distance', 'yes'],
    ['predictable-distance', 'yeah it does'],
    ['predictable-distance', 'it is'],
    ['predictable-distance', 'it does, yes'],
    ['predictable-distance', 'no wait yes'],
    ['predictable-distance', 'actually yes'],
    ['predictable-distance', 'well, i think so'],
    ['predictable-distance', 'yes every single time after 5k'],
    ['predictable-distance', 'yes it starts at the same point and eases at once'],
    ['worse-sitting', 'a bit'],
    ['worse-sitting', 'sometimes'],
    ['worse-sitting', 'a little yes'],
    ['worse-sitting', 'yes it hurts'],
    ['worse-sitting', 'yes when i sit long, but not on stairs'],
    ['worse-sitting', 'yes especially in the car'],
    ['limping', 'yes there is a limp'],
    ['predictable-distance', 'it does but only on hills'],
    ['predictable-distance', 'yes and it also hurts going downhill'],
    ['worse-sitting', 'if i sit for 2 hours yes'],
    ['limping', 'nah yeah'],
  ])('is a yes to %s: %s', async (asked, text) => {
    expect(senseOf(await reply(asked, text), asked)).toBe('present')
  })

  it.each<[AskedFor, string]>([
    ['predictable-distance', 'nope not really'],
    ['predictable-distance', 'hardly'],
    ['predictable-distance', 'hardly ever'],
    ['predictable-distance', 'no, it is random'],
    ['predictable-distance', 'yeah nah'],
    ['predictable-distance', 'i dont think so'],
    ['worse-sitting', 'i mean no'],
    ['worse-sitting', 'no, it is worse on the stairs'],
    ['worse-sitting', "it's fine when sitting"],
    ['worse-sitting', 'ok when i sit'],
    ['worse-sitting', 'no trouble sitting'],
    ['worse-sitting', "that's fine"],
    ['worse-sitting', 'all good when sitting'],
    ['limping', 'not that i noticed'],
    ['mechanism-twist', 'no, i fell off a kerb'],
  ])('is a no to %s: %s', async (asked, text) => {
    expect(senseOf(await reply(asked, text), asked)).toBe('absent')
  })

  it.each<[AskedFor, string]>([
    ['predictable-distance', "it's gone now"],
    ['predictable-distance', "it's new"],
    ['predictable-distance', "it's annoying"],
    ['predictable-distance', 'it is my left one'],
    ['predictable-distance', 'i have it every winter'],
    ['predictable-distance', 'i dont no'],
    ['predictable-distance', 'i do not know'],
    ['mechanism-twist', 'yeah it catches sometimes'],
    ['mechanism-twist', 'yes i fell last year'],
    ['mechanism-twist', 'no swelling'],
    ['worse-sitting', 'no i dont think its swelled up'],
    ['mechanism-twist', 'yes i can'],
    ['limping', 'yes it wakes me up'],
    ['limping', 'i have a race soon'],
    ['predictable-distance', 'never mind'],
    ['predictable-distance', 'a bit better today'],
    ['predictable-distance', 'right, and what about shoes'],
    ['predictable-distance', 'sure, how long will it take'],
  ])('is neither to %s: %s', async (asked, text) => {
    expect(senseOf(await reply(asked, text), asked)).toBeUndefined()
  })

  it('that tells of something else raises no alarm about what was asked', async () => {
    const { redFlags } = await reply('limping', 'yes it wakes me up')
    expect(redFlags).not.toContain('child-limp')
    expect((await reply('limping', 'yes a bit')).redFlags).toContain('child-limp')
  })

  it('that misses the question leaves it open, and it is asked once more in other words', async () => {
    const [first] = ASKED['predictable-distance']
    const again = questionOf(await lastReply([first, "it's annoying"]))
    expect(again).not.toBe(core.knowledge.findings.get('predictable-distance')?.ask)
    expect(again).toMatch(/same distance/)
    expect(questionOf(await lastReply([first, "it's annoying", "it's annoying"]))).not.toBe(again)
  })

  it('is none where nothing was asked', async () => {
    for (const text of ['i have a date picked', 'yes i fell last year'])
      expect((await lastReply([text])).triage, text).toBe('info')
  })

  it('by somebody who does not know is left open', async () => {
    const text = renderText(await reply('predictable-distance', 'i dont no'))
    expect(phrases.leftOpen.some((words) => text.includes(words))).toBe(true)
  })
})

describe('when it hurts, in a few words', () => {
  it.each([
    ['only stairs', 'worse-stairs', 'present'],
    ['mostly going downhill', 'worse-downhill', 'present'],
    ['stairs are not good', 'worse-stairs', 'present'],
    ["i can't do stairs", 'worse-stairs', 'present'],
    ['kneeling kills it', 'worse-kneeling', 'present'],
    ['stairs are ok', 'worse-stairs', 'absent'],
    ['stairs and squats are fine', 'worse-squatting', 'absent'],
    ['fine except on stairs', 'worse-stairs', 'present'],
    ['not when i squat', 'worse-squatting', 'absent'],
    ['no problem kneeling', 'worse-kneeling', 'absent'],
    ['sitting is ok, getting up hurts', 'worse-rising-from-chair', 'present'],
    ['not when i sit, when i squat', 'worse-squatting', 'present'],
    ["it doesn't hurt when i sit", 'well-now', undefined],
    ['i sit all day at work', 'worse-sitting', undefined],
    ['i stopped doing squats', 'worse-squatting', undefined],
    ['should i avoid stairs', 'worse-stairs', undefined],
  ])('%s: %s is %s', async (text, id, sense) => {
    expect(senseOf(await lastReply(['knee pain outside', text]), id)).toBe(sense)
  })
})

describe('what can be done', () => {
  const fall = 'i fell off my bike and my knee is puffy'

  it.each(['i can', 'yes i can', 'no i can'])('"%s" is no yes to a sign', async (text) => {
    const { redFlags } = await lastReply([fall, text])
    expect(redFlags).toEqual([])
  })
})

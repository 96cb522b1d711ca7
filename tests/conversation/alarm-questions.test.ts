import { describe, expect, it } from 'vitest'
import { renderBlock } from '../../src/replies/index.ts'
import { BRITISH_CLUB, core, lastReply } from '../core.ts'

const stuck = "my knee is stuck bent and I can't straighten it"
const { whereToGo, doNot, mayMean } = core.knowledge.redFlags.get('locked-knee') ?? {
  whereToGo: { text: '' },
  doNot: [],
  mayMean: { text: '' },
}
/** What is said to a question while the stuck knee is in force, the alert and its reason left out. */
const answerTo = async (text: string) => {
  const { blocks, triage } = await lastReply([stuck, text], BRITISH_CLUB)
  expect(triage).toBe('urgent')
  expect(blocks[0]?.kind).toBe('alert')
  return blocks.slice(2).map(renderBlock).join('\n')
}

describe('a question about an alarm that is in force', () => {
  it.each(['ok where do i go', 'who should I see', 'hospital or gp?'])(
    'gets the place: %s',
    async (text) => {
      expect(await answerTo(text)).toContain(whereToGo.text)
    },
  )

  it.each(['could i try forcing it straight?', 'would a massage help', 'can I still run on it'])(
    'gets what not to do: %s',
    async (text) => {
      expect(await answerTo(text)).toContain(doNot[0]?.text)
    },
  )

  it.each([
    "can't it wait till monday",
    "i don't want to go to the doctor",
    'is it an emergency?',
    'do i really need to go today',
    'surely it is just muscle',
  ])('gets why not to wait: %s', async (text) => {
    expect(await answerTo(text)).toContain(mayMean.text)
  })

  it.each(['can i take ibuprofen', 'how many paracetamol may I have', 'is a voltaren gel ok?'])(
    'gets whom to ask before anything is taken: %s',
    async (text) => {
      expect(await answerTo(text)).toContain(core.knowledge.phrases.medicineUntilSeen)
    },
  )

  it('gets the summary when it is about what to tell the doctor', async () => {
    expect(await answerTo('what do i tell the doctor')).toContain(core.knowledge.summary.note)
  })
})

import { describe, expect, it } from 'vitest'
import { createAssistant } from '../../src/assistant.ts'
import { isAtLeast } from '../../src/knowledge/index.ts'
import { openSqliteStore } from '../../src/storage/index.ts'
import { core } from '../core.ts'

/** What nobody would say of themselves in these words; their findings are said in plain words below. */
const NOT_SAID = ['life-threatening-symptoms', 'persistent-pain']
const signs = [...core.knowledge.redFlags.values()].filter(({ id }) => !NOT_SAID.includes(id))

describe('a warning sign in its own plain words', () => {
  const assistant = createAssistant({ ...core, store: openSqliteStore(':memory:') })
  let conversation = 0
  const ask = (text: string) => {
    conversation += 1
    return assistant.answer({ conversation: `plain-${conversation}`, text })
  }

  it.each(signs)('is seen: $id', async ({ id, sign }) => {
    expect((await ask(`I have ${sign}`)).redFlags).toContain(id)
  })

  it.each(signs)('is as serious beside a question about a race: $id', async ({ level, sign }) => {
    const { triage } = await ask(`I've got ${sign} since Sunday, can I still race?`)
    expect(isAtLeast(triage, level), triage).toBe(true)
  })

  it.each([
    ['I am pregnant and my knee hurts', 'pregnancy'],
    ['20 weeks pregnant, sore knee', 'pregnancy'],
    ['we are expecting a baby in May and my knee hurts', 'pregnancy'],
    ['I take methotrexate and my knee is sore', 'immune-suppression'],
    ['my immune system is weak and my knee hurts', 'immune-suppression'],
    ['I am on warfarin and my knee hurts', 'blood-thinners'],
    ['I have had breast cancer and my knee aches', 'cancer-history'],
    ['I have a knee replacement and it aches', 'knee-replacement'],
    ['I had knee surgery last week and it aches', 'recent-procedure'],
    ['my son is 9 and his knee hurts', 'child-patient'],
  ])('puts "%s" into the risk group %s', (text, group) => {
    const present = assistant
      .read(text)
      .mentions.filter(({ status }) => !status.negated && !status.hypothetical)
      .map(({ finding }) => finding)
    expect(present).toContain(group)
  })

  it('is a story where somebody else has it and the question is how likely that is', () => {
    const told = 'My uncle could not put weight on his leg after the race.'
    const senses = (text: string) =>
      assistant
        .read(text)
        .mentions.flatMap(({ finding, status }) =>
          finding === 'cannot-weight' ? [status.hypothetical] : [],
        )
    expect(senses(`${told} How common is that?`)).not.toContain(false)
    expect(senses(told)).toContain(false)
    expect(senses(`${told} Now he still cannot put weight on it. How common is that?`)).toContain(
      false,
    )
  })

  it.each([
    ['my knee gives way', 'giving-way'],
    ['thoughts of self-harm', 'life-threatening-symptoms'],
    ['I feel suicidal', 'life-threatening-symptoms'],
    ['chest pain', 'life-threatening-symptoms'],
    ['my friend has fainted', 'life-threatening-symptoms'],
    ['pain in my calf after a long flight', 'dvt-signs'],
    ['weakness in both legs', 'cauda-equina'],
    ['I cannot feel my foot', 'numbness-or-weakness'],
    ['my knee is hot and red', 'septic-joint'],
    ['my knee has hurt for three months', 'persistent-pain'],
  ])('is seen: "%s"', async (text, id) => {
    expect((await ask(text)).redFlags).toContain(id)
  })
})

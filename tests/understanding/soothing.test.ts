import { describe, expect, it } from 'vitest'
import { converse, createWorld, NEW_STATE, UNKNOWN_CLUB } from '../../src/conversation/index.ts'
import { isAtLeast, loadIntents, type Triage } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'
import { createUnderstanding } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

const { knowledge, plans, model } = core
const understand = createUnderstanding(knowledge, model)
const world = {
  ...createWorld({ knowledge, plans, club: UNKNOWN_CLUB }),
  today: '2026-11-26',
}
const levelOf = (text: string): Triage =>
  converse(NEW_STATE, understand(text), text, world).reply.triage

const examples = loadIntents(PATHS.intents, knowledge)
  .filter(({ redFlags }) => redFlags.length > 0)
  .map(({ text }) => ({ text, level: levelOf(text) }))

// Thousands of messages each; on a busy machine that takes its time.
describe('words that play it down', { timeout: 180_000 }, () => {
  it.each<[string, (text: string) => string]>([
    ["it's probably nothing", (text) => `${text}. It's probably nothing.`],
    ["my coach says it's fine", (text) => `${text}, my coach says it's fine`],
    ['not wanting to bother', (text) => `Don't want to bother anyone but ${text}`],
    [
      'a harmless question after it',
      (text) => `${text}. Also which running shoes suit a heavy runner?`,
    ],
    ['another one', (text) => `${text}. Do you know a good stretching routine?`],
    ['thanks', (text) => `${text}. Thanks so much!`],
    ['a greeting', (text) => `Hi all, ${text}`],
  ])('lower the level of no red-flag example: %s', (_, soothed) => {
    const lowered = examples.filter(({ text, level }) => !isAtLeast(levelOf(soothed(text)), level))
    expect(lowered).toEqual([])
  })

  it('lowers next to none by two letters swapped', () => {
    const swapped = (text: string) =>
      text.replace(/\b([a-z])([a-z])([a-z])([a-z]{3,})\b/, '$1$3$2$4')
    const lowered = examples.filter(({ text, level }) => !isAtLeast(levelOf(swapped(text)), level))
    expect(lowered.length).toBeLessThan(examples.length / 200)
  })
})

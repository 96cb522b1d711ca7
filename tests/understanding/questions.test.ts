import { describe, expect, it } from 'vitest'
import { createUnderstanding } from '../../src/understanding/index.ts'
import { core, lastReply } from '../core.ts'

const understand = createUnderstanding(core.knowledge, core.model)
const topicsOf = (text: string) => understand(text).questions.map(({ topic }) => topic)

describe('several questions in one message', () => {
  it('are found, each with the words that led to it', () => {
    const { questions } = understand(
      'What is a good warm up? And how many steps per minute should I take?',
    )
    expect(questions.map(({ topic }) => topic).sort()).toEqual(['cadence', 'warm-up'])
    expect(questions.find(({ topic }) => topic === 'cadence')?.words).toContain('steps')
    expect(questions.find(({ topic }) => topic === 'warm-up')?.words.join(' ')).toMatch(/warm/)
  })

  it('are found when they are strung together in one sentence', () => {
    const topics = topicsOf('which running shoes suit me, and how do I tape my kneecap')
    expect(topics).toContain('shoes')
    expect(topics).toContain('braces-and-taping')
  })

  it('are at most three', () => {
    const text =
      'Which shoes? Should I ice it or not today? How long does it take to heal? Is an MRI needed? Do foam rollers help?'
    expect(topicsOf(text).length).toBeLessThanOrEqual(3)
  })

  it('are answered beside each other', async () => {
    const reply = await lastReply([
      'how do I build up my weekly mileage, and does foam rolling help my knees?',
    ])
    expect(JSON.stringify(reply.blocks)).toMatch(/roller|rolling/i)
    expect(JSON.stringify(reply.blocks)).toMatch(/step by step|week/i)
  })
})

describe('the reason of a reading', () => {
  it('names the words that moved a detector', () => {
    const detection = understand('my calf went rock solid after the kick').detectors.get(
      'compartment-syndrome',
    )
    expect(detection?.share).toBeGreaterThan(1)
    expect(detection?.words).toContain('rock')
  })
})

import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createAssistant } from '../../../src/assistant.ts'
import { runAssertions, runBatch } from '../../../src/channels/batch/index.ts'
import { openSqliteStore } from '../../../src/storage/index.ts'
import { createParser } from '../../../src/understanding/index.ts'
import { core } from '../../core.ts'

function collector() {
  let text = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  return {
    output,
    lines: () =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  }
}

describe('the batch', () => {
  const run = async (lines: string[]) => {
    const { output, lines: written } = collector()
    const assistant = createAssistant({ ...core, store: openSqliteStore(':memory:') })
    const malformed = await runBatch(assistant, Readable.from([lines.join('\n')]), output)
    return { malformed, answers: written() }
  }

  it('answers every line about its last turn, in order, each in a fresh conversation', async () => {
    const { malformed, answers } = await run([
      JSON.stringify({ id: 'a', turns: ['my knee is stuck bent', 'which shoes?'], extra: 1 }),
      JSON.stringify({ id: 'b', turns: ['which shoes should a beginner get?'] }),
    ])
    expect(malformed).toBe(0)
    expect(answers.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(answers[0].reply).toMatchObject({
      triage: 'urgent',
      redFlags: ['locked-knee'],
      scope: 'knee',
      meta: null,
    })
    expect(answers[1].reply).toMatchObject({ triage: 'info', redFlags: [] })
    expect(answers[1].reply.topics.length).toBeGreaterThanOrEqual(3)
    expect(answers[1].reply.text).toContain('shoes')
  })

  it('goes on after a malformed line and counts it', async () => {
    const { malformed, answers } = await run([
      '{"id": "a"}',
      'nonsense',
      JSON.stringify({ id: 'c', turns: ['hi'] }),
    ])
    expect(malformed).toBe(2)
    expect(answers[0]).toMatchObject({ id: null, line: 1, error: expect.any(String) })
    expect(answers[1]).toMatchObject({ id: null, line: 2 })
    expect(answers[2]).toMatchObject({ id: 'c', reply: { scope: 'meta', meta: 'greeting' } })
  })
})

describe('the assertions', () => {
  const sensesOf = async (sentences: { id: string; text: string; concept: string }[]) => {
    const { output, lines } = collector()
    const parse = createParser(core.knowledge, core.model.vocabulary)
    const input = Readable.from([sentences.map((line) => JSON.stringify(line)).join('\n')])
    await runAssertions(parse, input, output)
    return lines()
  }

  it('say in what sense a phrase stands', async () => {
    const senses = await sensesOf([
      { id: '1', text: 'The patient denies chest pain.', concept: 'chest pain' },
      { id: '2', text: 'History of pneumonia in 2010.', concept: 'pneumonia' },
      { id: '3', text: 'Family history of gout.', concept: 'gout' },
      { id: '4', text: 'There is swelling of the knee.', concept: 'swelling' },
    ])
    expect(senses).toMatchObject([
      { id: '1', negated: true },
      { id: '2', negated: false, historical: true },
      { id: '3', experiencer: 'other' },
      { id: '4', negated: false, historical: false, hypothetical: false, experiencer: 'patient' },
    ])
  })

  it('take a phrase as whole words, and not as the heading over it', async () => {
    const senses = await sensesOf([
      { id: '1', text: 'After the crash there was no rash.', concept: 'rash' },
      { id: '2', text: 'Rash: there is no rash today.', concept: 'rash' },
      { id: '3', text: 'Rash: widespread.', concept: 'rash' },
      { id: '4', text: 'No painful joints.', concept: 'pain' },
    ])
    expect(senses.map(({ negated }) => negated)).toEqual([true, true, false, true])
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type Answered,
  answerAll,
  calibration,
  confusions,
  htmlReport,
  type Labelled,
  measure,
  readLabelled,
  textReport,
  weakestFlags,
} from '../../src/evaluation/index.ts'
import { core } from '../core.ts'

const question = (
  id: string,
  text: string,
  expectation: Partial<Labelled['expect']>,
): Labelled => ({
  id,
  turns: [text],
  expect: { triage: 'info', redFlags: [], scope: 'knee', topics: [], ...expectation },
})
const questions = [
  question('a', 'my foot is cold and white since I twisted my knee', {
    triage: 'emergency',
    redFlags: ['limb-circulation'],
  }),
  question('b', 'how many steps per minute should I take', { topics: ['cadence'] }),
  question('c', 'thank you', { scope: 'meta', meta: 'thanks' }),
]
const answers = await answerAll(questions, core)
const shareOf = (name: string, list: readonly Answered[]) => {
  const found = measure(list).find((one) => one.name === name)
  return found && [found.right, found.of]
}

describe('the evaluation', () => {
  it('counts what was right, and only where it could have been', () => {
    expect(shareOf('emergency sent to emergency', answers)).toEqual([1, 1])
    expect(shareOf('no false alarm', answers)).toEqual([2, 2])
    expect(shareOf('topic top-1', answers)).toEqual([1, 1])
    expect(shareOf('meta kind right', answers)).toEqual([1, 1])
    expect(shareOf('red-flag id recall', answers)).toEqual([1, 1])
  })

  it('counts what was wrong', () => {
    const wrong = answers.map(({ question: asked, reply }) => ({
      question: asked,
      reply: { ...reply, triage: 'soon' as const, redFlags: ['giving-way'], topics: [] },
    }))
    expect(shareOf('emergency sent to emergency', wrong)).toEqual([0, 1])
    expect(shareOf('red-flag id precision', wrong)).toEqual([0, 3])
    expect(shareOf('topic top-3', wrong)).toEqual([0, 1])
    expect(weakestFlags(wrong)[0]).toMatchObject({ id: 'limb-circulation', recall: 0 })
    expect(confusions(wrong)).toEqual([{ meant: 'cadence', answered: '-', count: 1 }])
  })

  it('measures how honest the confidence is', () => {
    const [sure] = answers.filter(({ question: { id } }) => id === 'b')
    if (!sure) throw new Error('the question is gone')
    const told = (confidence: number) => ({
      ...sure,
      reply: { ...sure.reply, topics: [{ id: 'cadence', confidence }] },
    })
    expect(calibration([told(1)]).error).toBeCloseTo(0)
    expect(calibration([told(0.25)]).error).toBeCloseTo(0.75)
  })

  it('reports in words and as a page that hides no markup', () => {
    expect(textReport('mine', answers)).toMatch(/100\.0 % +1\/1 {2}emergency sent to emergency/)
    const page = htmlReport(new Map([['<b>mine</b>', answers]]))
    expect(page).toContain('&#60;b&#62;mine')
    expect(page).not.toContain('<b>mine')
    expect(page).toContain('<svg')
  })

  it('names file and line of a question that cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'labelled-'))
    writeFileSync(join(folder, 'one.jsonl'), `${JSON.stringify(questions[0])}\n`)
    expect(readLabelled(folder).get('one')).toEqual([questions[0]])
    writeFileSync(join(folder, 'two.jsonl'), '\n{"id": 1}\n')
    expect(() => readLabelled(folder)).toThrow(/two\.jsonl:2/)
  })
})

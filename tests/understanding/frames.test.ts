import { describe, expect, it } from 'vitest'
import type { AssertionWords } from '../../src/knowledge/index.ts'
import { mentionsIn } from './small-parser.ts'

const WORDS: Partial<AssertionWords> = {
  frames: ['pub quiz', 'mine does not', 'quiz of today'],
  stories: ['how common is'],
  closings: ['all healed'],
  pastMarks: ['in march', 'once'],
  owners: ['my', 'he'],
  presentWords: ['today', 'still'],
  kin: ['brother'],
  triggers: [{ kind: 'other', reach: 'forward', lists: false, phrases: ['that striker'] }],
}
const statusOf = (text: string) =>
  mentionsIn(text, { findings: { numb: { patterns: ['numb'] } }, assertions: WORDS })[0]?.status

describe('a sign in general talk', () => {
  it.each([
    'Can a cast make a foot numb? Mine does not.',
    'For a pub quiz: why does a foot go numb?',
  ])('is imagined: %s', (text) => {
    expect(statusOf(text)).toMatchObject({ hypothetical: true, historical: false })
  })

  it.each([
    ['belongs to somebody', 'My foot is numb. Mine does not. Pub quiz.'],
    ['belongs to him', 'Pub quiz. He is numb.'],
    ['is of today', 'A foot is numb today. Pub quiz.'],
    ['stands without such talk', 'A foot is numb.'],
  ])('is real where it %s', (_, text) => {
    expect(statusOf(text)).toMatchObject({ hypothetical: false, historical: false })
  })

  it('belongs to somebody who is named at most four words before it, in its sentence', () => {
    expect(statusOf('Pub quiz. My left foot went numb.')?.hypothetical).toBe(false)
    expect(statusOf('Pub quiz. My old left foot went numb.')?.hypothetical).toBe(true)
    expect(statusOf('Pub quiz for my lot. A foot numb.')?.hypothetical).toBe(true)
  })

  it('of today elsewhere is no reason to take it for real', () => {
    expect(statusOf('A foot is numb. Pub quiz today.')?.hypothetical).toBe(true)
  })

  it('is not of today by a word of the talk itself', () => {
    expect(statusOf('In the quiz of today a foot is numb.')?.hypothetical).toBe(true)
    expect(statusOf('In the quiz of today a foot is still numb.')?.hypothetical).toBe(false)
  })
})

describe('a sign of the past', () => {
  it('is over where a closing follows it', () => {
    expect(statusOf('A numb foot in March. All healed.')?.historical).toBe(true)
    expect(statusOf('A foot numb in 2012. All healed.')?.historical).toBe(true)
    expect(statusOf('All healed. A numb foot in March. All healed.')?.historical).toBe(true)
    expect(statusOf('A foot once went numb, all healed.')?.historical).toBe(true)
  })

  it.each([
    ['no closing follows', 'A numb foot in March. It is still there.'],
    ['the closing stands before it', 'All healed. A numb foot in March.'],
    ['nothing marks it as past', 'A numb foot. All healed.'],
    ['only another sentence is of the past', 'A numb foot. In March a race. All healed.'],
    ['it is there still', 'A numb foot since once, still. All healed.'],
  ])('is not over where %s', (_, text) => {
    expect(statusOf(text)?.historical).toBe(false)
  })

  it('that is over is not imagined', () => {
    expect(statusOf('A numb foot in March. All healed.')?.hypothetical).toBe(false)
  })
})

describe('a sign of somebody else', () => {
  it('is a story where the question after it is how common that is', () => {
    expect(statusOf('My brother went numb. How common is that?')).toMatchObject({
      hypothetical: true,
      historical: false,
    })
    expect(
      statusOf('How common is it? My brother went numb. How common is that?')?.hypothetical,
    ).toBe(true)
    expect(statusOf('That striker went numb. How common is that?')?.hypothetical).toBe(true)
    expect(statusOf('He asked how common is that, my brother went numb.')?.hypothetical).toBe(false)
  })

  it('is no story when it is the runner’s own, or of today', () => {
    expect(statusOf('My foot went numb. How common is that?')?.hypothetical).toBe(false)
    expect(statusOf('My brother is numb today. How common is that?')?.hypothetical).toBe(false)
  })
})

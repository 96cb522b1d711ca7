import { describe, expect, it } from 'vitest'
import { asksSomething, piecesOf } from '../../src/understanding/questions.ts'
import { smallParser } from './small-parser.ts'

const parsed = (text: string) => smallParser({})(text)
const cut = (text: string, { start, end }: { start: number; end: number }) => {
  const { tokens } = parsed(text)
  return text.slice(tokens[start]?.start, tokens[end - 1]?.end)
}

describe('the pieces of a message that may each ask something', () => {
  const pieces = (text: string) => piecesOf(parsed(text).tokens).map((span) => cut(text, span))

  it('are its sentences of three words or more', () => {
    expect(pieces('My knee hurts. Why so? Does it heal?')).toEqual([
      'My knee hurts',
      'Does it heal',
    ])
    expect(pieces('')).toEqual([])
  })

  it.each([
    ...['how', 'what', 'which', 'why', 'when', 'where', 'who', 'can', 'could', 'should', 'do'],
    ...['does', 'is', 'are', 'also', 'plus', 'any'],
  ])('begin at "%s" after a comma or a word that joins', (opener) => {
    expect(pieces(`my knee hurts, ${opener} it so`)).toEqual(['my knee hurts', `${opener} it so`])
    expect(pieces(`my knee hurts ${opener} it so`)).toEqual([`my knee hurts ${opener} it so`])
    for (const joiner of ['and', 'or', 'then'])
      expect(pieces(`my knee hurts ${joiner} ${opener} it so`)).toEqual([
        `my knee hurts ${joiner}`,
        `${opener} it so`,
      ])
  })

  it.each(['also', 'plus'])('begin after "%s"', (joiner) => {
    expect(pieces(`my knee hurts ${joiner} how is it`)).toEqual([
      `my knee hurts ${joiner}`,
      'how is it',
    ])
  })

  it('go on at a comma before any other word', () => {
    expect(pieces('my knee hurts, my calf too')).toEqual(['my knee hurts, my calf too'])
  })
})

describe('a message', () => {
  const asks = (text: string) => asksSomething(text, parsed(text).tokens)

  it('asks with a question mark, or with a word that opens a question', () => {
    expect(asks('sore knee?')).toBe(true)
    expect(asks('How long does it take')).toBe(true)
    expect(asks('It hurts a lot. Should I rest')).toBe(true)
    expect(asks('It hurts a lot, my calf too')).toBe(false)
    expect(asks('How so')).toBe(false)
    expect(asks('')).toBe(false)
  })
})

describe('what is read beside the whole of a message', () => {
  it('is each sentence of four words or more, where there are several', () => {
    const sentences = (text: string) =>
      parsed(text).stretches.sentences.map((span) => cut(text, span))
    expect(sentences('My left knee hurts. It is so. Since two days now.')).toEqual([
      'My left knee hurts',
      'Since two days now',
    ])
    expect(sentences('My left knee hurts a lot.')).toEqual([])
    expect(sentences('')).toEqual([])
  })

  it('is what is told before the questions at the end: before the last, and before all of them', () => {
    const told = (text: string) => parsed(text).stretches.told.map((span) => cut(text, span))
    expect(told('My knee hurts. It locks. Can I race?')).toEqual(['My knee hurts. It locks'])
    expect(told('My knee hurts. Can I race? What shoes? Which route?')).toEqual([
      'My knee hurts. Can I race? What shoes',
      'My knee hurts',
    ])
    expect(told('Can I race? What shoes?')).toEqual(['Can I race'])
    expect(told('Can I race?')).toEqual([])
    expect(told('My knee hurts. It locks.')).toEqual([])
    expect(told('Can I race? My knee hurts.')).toEqual([])
    expect(told('')).toEqual([])
  })
})

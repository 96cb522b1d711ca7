import { describe, expect, it } from 'vitest'
import { smallParser } from './small-parser.ts'

const lexicon = {
  expansions: { "don't": 'do not' },
  soundAlikes: { 'do not no': 'do not know', 'last weak': 'last week' },
}
const read = (text: string) =>
  smallParser({ lexicon })(text)
    .tokens.map(({ word }) => word)
    .join(' ')

describe('a word that stands for another that sounds alike', () => {
  it('is read as the one meant, by the words beside it', () => {
    expect(read("I don't no")).toBe('i do not know')
    expect(read('sore since last weak')).toBe('sore since last week')
  })

  it('is left alone elsewhere', () => {
    expect(read('no, a weak knee')).toBe('no a weak knee')
    expect(read('I do not. No pop')).toBe('i do not no pop')
  })
})

import { describe, expect, it } from 'vitest'
import { createPhraseIndex } from '../../src/understanding/phrase-index.ts'
import { smallParser } from './small-parser.ts'

const phrasesAt = (phrases: readonly string[], text: string, at = 0) =>
  createPhraseIndex(phrases, (phrase) => phrase.split(' '))(smallParser({})(text).tokens, at)

describe('the phrases that may be said from a word on', () => {
  it('are those whose first two words are right, in the order they were given', () => {
    const phrases = ['not at all', 'at', 'not', 'not a bit', 'not at least']
    expect(phrasesAt(phrases, 'not at all')).toEqual(['not at all', 'not', 'not at least'])
    expect(phrasesAt(phrases, 'not at all', 1)).toEqual(['at'])
  })

  it('are of one word where no longer one goes on, and at the end', () => {
    const phrases = ['not at all', 'not']
    expect(phrasesAt(phrases, 'not here')).toEqual(['not'])
    expect(phrasesAt(phrases, 'not')).toEqual(['not'])
    expect(phrasesAt(phrases, 'not at', 1)).toEqual([])
    expect(phrasesAt(phrases, 'not', 7)).toEqual([])
  })
})

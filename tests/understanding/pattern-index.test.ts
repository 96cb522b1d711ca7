import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../src/understanding/pattern.ts'
import { createPatternIndex } from '../../src/understanding/pattern-index.ts'
import type { Token } from '../../src/understanding/tokens.ts'

/** A token for each word, `$joint` for one that is marked so, `.` for the end of a sentence. */
const tokensOf = (text: string): Token[] => {
  let sentence = 0
  return text.split(' ').flatMap((word, at): Token[] => {
    if (word === '.') sentence += 1
    if (word === '.') return []
    const marks = new Map(word.startsWith('$') ? [[word, at + 1]] : [])
    return [{ word, stem: word, start: at, end: at + 1, sentence, afterComma: false, marks }]
  })
}
const indexOf = (sources: readonly string[]) =>
  createPatternIndex(
    sources.map((source) => compilePattern(source, (word) => word, new Set(['joint']))),
  )
const patternsFor = (sources: readonly string[], text: string) =>
  indexOf(sources)(tokensOf(text)).map((place) => sources[place])

describe('the patterns that a message may meet', () => {
  it('are those of which it holds a word of every term', () => {
    expect(patternsFor(['knee locked', 'knee'], 'knee hot')).toEqual(['knee'])
    expect(patternsFor(['knee & hot', '$joint', '=knee'], 'knee hot')).toEqual([
      'knee & hot',
      '=knee',
    ])
    expect(patternsFor(['$joint hot'], 'hot $joint')).toEqual(['$joint hot'])
  })

  it('may hold any choice of a term, and of a choice all words', () => {
    expect(patternsFor(['hot|warm knee'], 'warm knee')).toEqual(['hot|warm knee'])
    expect(patternsFor(['red_hot|warm knee', 'hot'], 'hot knee')).toEqual(['hot'])
  })

  it('are told apart by the word of a choice that the fewest patterns hold', () => {
    const sources = ['knee_locked', 'wedged_knee', 'knee', 'knee hot']
    expect(patternsFor(sources, 'knee')).toEqual(['knee'])
    expect(patternsFor(sources, 'knee wedged')).toEqual(['wedged_knee', 'knee'])
  })

  it('are those whose words one sentence holds', () => {
    expect(patternsFor(['knee hot', 'red & hot', 'red'], 'knee red . hot')).toEqual(['red'])
    expect(patternsFor(['knee hot'], 'knee . hot . hot knee')).toEqual(['knee hot'])
  })

  it('come once each, in their order', () => {
    const sources = ['b|a', 'a', 'a|b|c', 'd', 'c']
    expect(patternsFor(sources, 'c b a . a b')).toEqual(['b|a', 'a', 'a|b|c', 'c'])
  })

  it('are asked for anew by each message', () => {
    const index = indexOf(['a b'])
    expect(index(tokensOf('a'))).toEqual([])
    expect(index(tokensOf('b'))).toEqual([])
    expect(index(tokensOf('a b'))).toEqual([0])
    expect(index([])).toEqual([])
  })
})

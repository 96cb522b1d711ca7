import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../src/understanding/pattern.ts'
import { createPatternIndex } from '../../src/understanding/pattern-index.ts'

const patternsFor = (sources: readonly string[], keys: readonly string[]) => {
  const patterns = sources.map((source) =>
    compilePattern(source, (word) => word, new Set(['joint'])),
  )
  return createPatternIndex(patterns)(keys).map((place) => sources[place])
}

describe('the patterns that a message may meet', () => {
  it('are those of which it holds a word of every term', () => {
    expect(patternsFor(['knee locked', 'knee'], ['knee', 'hot'])).toEqual(['knee'])
    expect(patternsFor(['knee & hot', '$joint', '=knee'], ['knee', 'hot'])).toEqual([
      'knee & hot',
      '=knee',
    ])
    expect(patternsFor(['$joint hot'], ['$joint', 'hot'])).toEqual(['$joint hot'])
  })

  it('may hold any choice of a term, and of a choice all words', () => {
    expect(patternsFor(['hot|warm knee'], ['warm', 'knee'])).toEqual(['hot|warm knee'])
    expect(patternsFor(['red_hot|warm knee', 'hot'], ['hot', 'knee'])).toEqual(['hot'])
  })

  it('come once each, in their order', () => {
    const sources = ['b|a', 'a', 'a|b|c', 'd', 'c']
    expect(patternsFor(sources, ['c', 'b', 'a'])).toEqual(['b|a', 'a', 'a|b|c', 'c'])
  })

  it('are asked for anew by each message', () => {
    const index = createPatternIndex([compilePattern('a b', (word) => word, new Set())])
    expect(index(['a'])).toEqual([])
    expect(index(['b'])).toEqual([])
    expect(index(['a', 'b'])).toEqual([0])
  })
})

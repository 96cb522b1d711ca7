import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEnglishWord } from '../../src/understanding/english.ts'
import { createRepair } from '../../src/understanding/spelling.ts'

const repair = createRepair(
  new Map([
    ['swollen', 5],
    ['kneecap', 9],
    ['locked', 4],
    ['meniscus', 3],
    ['patella', 3],
  ]),
  isEnglishWord,
)

describe('the repair of typing errors', () => {
  it.each([
    ['swolen', 'swollen'],
    ['kneecpa', 'kneecap'],
    ['miniscus', 'meniscus'],
    ['meniscsu', 'meniscus'],
    ['lockde', 'locked'],
  ])('reads %s as %s', (typed, meant) => {
    expect(repair(typed)).toBe(meant)
  })

  it.each(['looked', 'popular', 'swelter', 'socked', 'blocked'])(
    'never turns the English word %s into another',
    (word) => {
      expect(repair(word)).toBe(word)
    },
  )

  it('leaves any English word alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'run',
          'runner',
          'cheese',
          'hospital',
          'walking',
          'colour',
          'color',
          'stairs',
        ),
        (word) => {
          expect(repair(word)).toBe(word)
        },
      ),
    )
  })

  it('takes one letter for two before any other error, however common the other word', () => {
    const words = new Map([
      ['rabbit', 1],
      ['habit', 500],
    ])
    expect(createRepair(words, () => false)('rabit')).toBe('rabbit')
  })

  it('shortens a letter that was held down', () => {
    expect(repair('painnnnn')).toBe('pain')
  })
})

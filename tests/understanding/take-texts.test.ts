import { expect, it } from 'vitest'
import { takeTexts } from '../../src/understanding/take-texts.ts'
import { tallyOf } from '../../src/understanding/tally.ts'
import { createParser, vocabularyOf } from '../../src/understanding/understand.ts'
import { core } from '../core.ts'

it('taking texts apart gives the same on many threads as on one', () => {
  const texts = Array.from(
    { length: 4_200 },
    (_, at) => `My ${at} knee hurts on stairs. It has since run ${at % 97}. What now?`,
  )
  const vocabulary = vocabularyOf([], core.knowledge)
  const parse = createParser(core.knowledge, vocabulary)
  const expected = tallyOf(
    texts.map((text, at) => (at % 3 === 0 ? parse(text) : { features: parse(text).features })),
  )
  const { knowledge } = core
  expect(takeTexts({ texts, withParts: 3, knowledge, vocabulary })).toEqual(expected)
})

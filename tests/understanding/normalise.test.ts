import { expect, it } from 'vitest'
import { normalise } from '../../src/understanding/index.ts'

it.each([
  ['plain text, as it is!\n', 'plain text, as it is!\n'],
  ['can’t ‘so’ ʼ ′ ` ´', "can't 'so' ' ' ' '"],
  ['can´t', "can't"],
  ['“quote” „unten 5″', '"quote" "unten 5"'],
  ['knee – or calf—both', 'knee  -  or calf - both'],
  ['ﬁt ① ４２', 'fit 1 42'],
  ['ab\u0000c\u202ed\ue000e\ufffdf', 'ab c d e f'],
  ['a\tb', 'a\tb'],
  ['lone \ud800 half', 'lone   half'],
  ['rodilla é', 'rodilla é'],
])('a message is read in plain letters: %j', (message, read) => {
  expect(normalise(message)).toBe(read)
})

it('a message is read to 8,000 characters', () => {
  expect(normalise('a'.repeat(9_000))).toHaveLength(8_000)
})

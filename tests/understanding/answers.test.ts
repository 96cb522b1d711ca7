import { describe, expect, it } from 'vitest'
import { createUnderstanding } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

const understand = createUnderstanding(core.knowledge, core.model)
const answerTo = (text: string) => understand(text).answer

describe('an answer to a question of ours', () => {
  it.each([
    ['yes', 'yes'],
    ['a little', 'yes'],
    ['No!', 'no'],
    ['not at all', 'no'],
    ['not sure', 'unsure'],
    ['no idea', 'unsure'],
    ['scrap that', 'takeBack'],
  ])('"%s" is %s', (text, answer) => {
    expect(answerTo(text)).toBe(answer)
  })

  it('stands at the beginning', () => {
    expect(answerTo('my knee yes')).toBeNull()
    expect(answerTo('')).toBeNull()
  })

  it('says no more than that, in up to five words', () => {
    expect(answerTo('yes it does hurt now')).toBe('yes')
    expect(answerTo('yes it does hurt right now')).toBeNull()
  })

  it('cut off by a comma or full stop may say whatever follows', () => {
    expect(answerTo('no, it only catches a bit on the stairs')).toBe('no')
    expect(answerTo('No. It only catches a bit on the stairs')).toBe('no')
  })

  it('is the longest that fits', () => {
    expect(answerTo('not sure')).toBe('unsure')
    expect(answerTo('no idea')).toBe('unsure')
  })

  it('takes back anywhere in a message of up to twelve words', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'well').join(' ')
    expect(answerTo(`${words(10)} scrap that`)).toBe('takeBack')
    expect(answerTo(`${words(11)} scrap that`)).toBeNull()
    expect(answerTo('no, scrap that')).toBe('takeBack')
  })
})

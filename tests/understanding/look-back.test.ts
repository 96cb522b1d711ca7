import { describe, expect, it } from 'vitest'
import type { Mention } from '../../src/understanding/index.ts'
import { mentionsIn } from './small-parser.ts'

const SIGNS = ['fever', 'swelling', 'numb', 'torn']
const FINDINGS = Object.fromEntries(SIGNS.map((sign) => [sign, { patterns: [sign] }]))

/** Which of the signs in a text are meant in a sense; no word but those that look back turns any. */
const meant = (sense: keyof Mention['status'], text: string) =>
  mentionsIn(text, { findings: FINDINGS })
    .filter(({ status }) => status[sense])
    .map(({ finding }) => finding)
const denied = (text: string) => meant('negated', text)
const past = (text: string) => meant('historical', text)
const filler = (count: number) => Array.from({ length: count }, () => 'very').join(' ')

describe('a short question that one asks oneself', () => {
  it('is denied by a sentence that is no more than "no", or begins with it and a comma', () => {
    expect(denied('Numb? No.')).toEqual(['numb'])
    expect(denied('Numb? No')).toEqual(['numb'])
    expect(denied('Is it numb? No, it feels fine.')).toEqual(['numb'])
    expect(denied('Numb? No idea.')).toEqual([])
    expect(denied('Numb? Yes.')).toEqual([])
    expect(denied('No. Numb?')).toEqual([])
  })

  it('stands right before the answer, and is asked', () => {
    expect(denied('Fever? Numb? No.')).toEqual(['numb'])
    expect(denied('It hurts a bit. Is it numb? No.')).toEqual(['numb'])
    expect(denied('It is numb. No.')).toEqual([])
    expect(denied('Why? It is numb. No.')).toEqual([])
    expect(denied('Numb? It comes and goes. No.')).toEqual([])
  })

  it('has six words at most', () => {
    expect(denied(`${filler(5)} numb? No.`)).toEqual(['numb'])
    expect(denied(`${filler(6)} numb? No.`)).toEqual([])
  })
})

describe('a list', () => {
  it('is denied as a whole by what closes it, in its sentence or the next', () => {
    expect(denied('Fever, swelling, numb: no to all.')).toEqual(['fever', 'swelling', 'numb'])
    expect(denied('Fever, swelling? No to all.')).toEqual(['fever', 'swelling'])
    expect(denied('It is numb. Fever, swelling? No to all.')).toEqual(['fever', 'swelling'])
    expect(denied('It is numb. Fever, swelling: no to all.')).toEqual(['fever', 'swelling'])
  })

  it('that follows is not denied', () => {
    expect(denied('No to all. Fever, swelling.')).toEqual([])
    expect(denied('Fever: no to all, swelling.')).toEqual(['fever'])
  })
})

describe('an item', () => {
  it('is denied where its answer stands alone behind a colon or a dash', () => {
    expect(denied('Fever: no, swelling: yes')).toEqual(['fever'])
    expect(denied('Fever - no. Swelling - yes.')).toEqual(['fever'])
    expect(denied('Fever: no worse')).toEqual([])
    expect(denied('Fever - no, it is worse')).toEqual([])
    expect(denied('Fever, no, swelling')).toEqual([])
    expect(denied('Fever, no')).toEqual([])
  })

  it('is what stands between a comma and its answer, five words at most', () => {
    expect(denied('It is numb. Swelling, fever: no')).toEqual(['fever'])
    expect(denied(`Fever ${filler(4)}: no`)).toEqual(['fever'])
    expect(denied(`Fever ${filler(5)}: no`)).toEqual([])
  })
})

describe('a sentence', () => {
  it.each([
    'That was nine years ago.',
    'It was a year ago.',
    'This is a decade ago.',
    'All was decades ago.',
  ])('is past where the next says so: %s', (next) => {
    expect(past(`A fever. It was torn. ${next}`)).toEqual(['torn'])
  })

  it.each([
    'That is what it does.',
    'That is nine years away.',
    'That felt like years ago.',
    'Running was years ago.',
    'That is old. Years ago!',
  ])('is not past where the next says something else: %s', (next) => {
    expect(past(`It was torn. ${next}`)).toEqual([])
  })

  it('is dated within seven words', () => {
    expect(past(`It was torn. That is ${filler(3)} years ago.`)).toEqual(['torn'])
    expect(past(`It was torn. That is ${filler(4)} years ago.`)).toEqual([])
  })
})

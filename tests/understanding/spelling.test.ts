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

  it.each([
    ['skan', 'scan', 'skin'],
    ['klick', 'click', 'kick'],
    ['nite', 'night', 'nine'],
    ['aking', 'aching', 'asking'],
    ['fizio', 'physio', 'fizzy'],
    ['kwads', 'quads', 'wards'],
  ])('reads %s, spelt by ear, as %s and not as the commoner %s', (typed, meant, other) => {
    const words = new Map([
      [meant, 1],
      [other, 500],
    ])
    expect(createRepair(words, () => false)(typed)).toBe(meant)
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

  describe('of a word', () => {
    const repairing = (vocabulary: Record<string, number>, english: string[] = []) =>
      createRepair(new Map(Object.entries(vocabulary)), (word) => english.includes(word))

    it('shorter than four letters, longer than twenty, or with other signs is not tried', () => {
      expect(repairing({ knee: 1 })('kne')).toBe('kne')
      expect(repairing({ knee: 1 })('knne')).toBe('knee')
      const long = 'aaaabcdefghijklmnopq'
      expect(repairing({ [long]: 1 })(`${long.slice(1)}`)).toBe(long)
      expect(repairing({ [long]: 1 })(`${long}r`)).toBe(`${long}r`)
      expect(repairing({ knee: 1 })('kn3e')).toBe('kn3e')
      expect(repairing({ the: 1 })('thee')).toBe('thee')
    })

    it('forgives one error, and two from eight letters on', () => {
      const repaired = repairing({ swollen: 1, meniscus: 1, kneecaps: 1 })
      expect(repaired('swlen')).toBe('swlen')
      expect(repaired('minicsus')).toBe('meniscus')
      expect(repaired('mniscs')).toBe('mniscs')
      expect(repaired('meinsucs')).toBe('meniscus')
      expect(repaired('minsicas')).toBe('minsicas')
      expect(repairing({ swollen: 1 })('swpllern')).toBe('swpllern')
    })

    it('takes the nearer word, of words as near the heavier', () => {
      expect(repairing({ lock: 1, locking: 9 })('locl')).toBe('lock')
      expect(repairing({ ached: 1, aches: 2 })('achex')).toBe('aches')
      expect(repairing({ aches: 2, ached: 1 })('achex')).toBe('aches')
      expect(repairing({ patellar: 1, patellas: 90 })('patelllar')).toBe('patellar')
    })

    it('holds a word with the same first letter for four times as heavy', () => {
      expect(repairing({ calf: 1, half: 3 })('cafl')).toBe('calf')
      expect(repairing({ bump: 3, jump: 1 })('jymp')).toBe('jump')
      expect(repairing({ cane: 5, lane: 1 })('lanne')).toBe('lane')
      expect(repairing({ sore: 1, more: 3 })('sorre')).toBe('sore')
      expect(repairing({ sole: 1, mole: 3 })('xole')).toBe('mole')
      expect(repairing({ pace: 1, race: 5 })('pacr')).toBe('pace')
    })

    it('with a letter held down is shortened to two or one of it', () => {
      expect(repairing({ sore: 1 })('soooore')).toBe('sore')
      expect(repairing({ knee: 1 })('kneeeeee')).toBe('knee')
      expect(repairing({}, ['agony'])('agonyyyy')).toBe('agony')
      expect(repairing({}, ['agony'])('agonyy')).toBe('agonyy')
      expect(repairing({})('zzzzzz')).toBe('zzzzzz')
    })

    it('is the same each time', () => {
      const repaired = repairing({ swollen: 1 })
      expect([repaired('swolen'), repaired('swolen')]).toEqual(['swollen', 'swollen'])
    })
  })
})

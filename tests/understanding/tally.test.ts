import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinTallies, type Taken, tallyOf } from '../../src/understanding/tally.ts'

const bag = fc
  .uniqueArray(fc.constantFrom('w:knee', 'w:stairs', 'b:knee hurts', 'c:knee', 'g:pain'))
  .map((names) => new Map(names.map((name, at) => [name, at + 0.5])))
const taken: fc.Arbitrary<Taken> = fc.record({
  features: bag,
  sentences: fc.array(bag, { maxLength: 3 }),
  told: fc.array(bag, { maxLength: 2 }),
})

describe('counting the features of texts', () => {
  it('gives the same however the texts are split', () => {
    fc.assert(
      fc.property(fc.array(fc.array(taken, { maxLength: 5 }), { maxLength: 5 }), (parts) => {
        expect(joinTallies(parts.map(tallyOf))).toEqual(tallyOf(parts.flat()))
      }),
    )
  })

  it('counts for each name the texts that have it as a whole', () => {
    const knee = new Map([['w:knee', 1]])
    const stairs = new Map([['w:stairs', 1]])
    const tally = tallyOf([
      { features: knee, told: [stairs] },
      { features: knee, sentences: [knee, stairs] },
    ])
    expect(tally.names).toEqual(['w:knee', 'w:stairs'])
    expect([...tally.textsWith]).toEqual([2, 0])
  })

  it('keeps a bag for each whole, for what it tells, and for each sentence, in that order', () => {
    const knee = new Map([['w:knee', 1]])
    const stairs = new Map([
      ['w:stairs', 2],
      ['w:knee', 3],
    ])
    expect(
      tallyOf([
        { features: knee, told: [stairs], sentences: [knee] },
        { features: new Map() },
        { features: stairs },
      ]),
    ).toEqual({
      names: ['w:knee', 'w:stairs'],
      textsWith: Int32Array.of(2, 1),
      sentences: Int32Array.of(1, 0, 0),
      told: Uint8Array.of(1, 0, 0),
      starts: Int32Array.of(0, 1, 3, 4, 4, 6),
      ids: Int32Array.of(0, 1, 0, 0, 1, 0),
      counts: Float32Array.of(1, 2, 3, 1, 2, 3),
    })
  })
})

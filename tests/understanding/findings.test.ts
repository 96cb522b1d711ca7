import { describe, expect, it } from 'vitest'
import { mentionsIn, type Small } from './small-parser.ts'

/** The words at which one pattern is met. */
const met = (pattern: string, text: string, small: Small = {}) =>
  mentionsIn(text, { ...small, findings: { sign: { patterns: [pattern] } } }).map(
    ({ words }) => words,
  )

describe('a pattern', () => {
  it('meets a word in every ending, and with = in one form alone', () => {
    expect(met('swell', 'It swells. A swelling.')).toEqual(['swells', 'swelling'])
    expect(met('=swelling', 'It swells. A swelling.')).toEqual(['swelling'])
    expect(met('=swelling', 'It swells.')).toEqual([])
  })

  it('meets words in their order, with up to three others between', () => {
    expect(met('knee locked', 'my knee locked')).toEqual(['knee locked'])
    expect(met('knee locked', 'my knee just one day locked')).toEqual(['knee just one day locked'])
    expect(met('knee locked', 'my knee just on one day locked')).toEqual([])
    expect(met('knee locked', 'it locked, my knee')).toEqual([])
  })

  it('meets words beside each other only', () => {
    expect(met('gave_way', 'it gave way')).toEqual(['gave way'])
    expect(met('gave_way', 'it gave no way')).toEqual([])
    expect(met('gave_way', 'it gave')).toEqual([])
    expect(met('gave_way', 'it gave. Way to go')).toEqual([])
  })

  it('meets either of several words, and of those that begin at one word the longest', () => {
    expect(met('knee|hip hurt', 'my hip hurt and my knee hurt')).toEqual(['hip hurt', 'knee hurt'])
    expect(met('pop|pop_out', 'it did pop out')).toEqual(['pop out'])
    expect(met('pop_out|pop', 'it did pop out')).toEqual(['pop out'])
  })

  it('ends at a full stop, and where a comma follows other words', () => {
    expect(met('knee locked', 'my knee. It locked.')).toEqual([])
    expect(met('knee locked', 'it is my knee again, locked')).toEqual([])
    expect(met('knee locked', 'my knee, locked')).toEqual(['knee, locked'])
  })

  it('is met at every place its first word stands', () => {
    expect(met('pop', 'a pop, later a pop')).toEqual(['pop', 'pop'])
    expect(met('knee|hip|ankle', 'ankle, knee, hip and ankle')).toEqual([
      'ankle',
      'knee',
      'hip',
      'ankle',
    ])
  })

  it('meets any word of a group of the lexicon, a phrase as a whole', () => {
    const lexicon = { groups: { lock: ['stuck', 'seized up'], joint: ['knee'] } }
    expect(met('$joint $lock', 'the knee has seized up', { lexicon })).toEqual([
      'knee has seized up',
    ])
    expect(met('$joint $lock', 'the knee has seized', { lexicon })).toEqual([])
    expect(met('$lock knee', 'the stuck knee', { lexicon })).toEqual(['stuck knee'])
  })

  it('meets the longest phrase of a group', () => {
    const lexicon = { groups: { lock: ['seized', 'seized up', 'seized up solid'] } }
    expect(met('$lock now', 'seized up solid just then right now', { lexicon })).toEqual([
      'seized up solid just then right now',
    ])
  })

  it.each([
    ['knee &', /nothing on one side of an &/],
    ['knee|', /empty choice in "knee\|"/],
    ['$nothing', /"\$nothing" in "\$nothing" is not a group/],
  ])('that cannot be read says why: %s', (pattern, message) => {
    expect(() => met(pattern, '')).toThrow(message)
  })
})

describe('parts joined by &', () => {
  const swollen = 'swollen & calf'

  it('are met in either order, anywhere in one sentence', () => {
    expect(met(swollen, 'the calf is swollen')).toEqual(['calf is swollen'])
    expect(met(swollen, 'swollen is the whole of my calf')).toEqual([
      'swollen is the whole of my calf',
    ])
    expect(met(swollen, 'it is swollen. My calf hurts.')).toEqual([])
    expect(met(swollen, 'My calf hurts. It is swollen.')).toEqual([])
    expect(met(swollen, 'it is swollen')).toEqual([])
  })

  it('lie up to twelve words apart', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'and').join(' ')
    expect(met(swollen, `swollen ${words(12)} calf`)).toHaveLength(1)
    expect(met(swollen, `swollen ${words(13)} calf`)).toEqual([])
    expect(met(swollen, `calf ${words(12)} swollen`)).toHaveLength(1)
    expect(met(swollen, `calf ${words(13)} swollen`)).toEqual([])
    expect(met(swollen, `calf ${words(20)} swollen as my calf`)).toEqual(['swollen as my calf'])
    expect(met(swollen, `swollen calf ${words(20)} swollen ${words(20)} calf`)).toEqual([
      'swollen calf',
    ])
  })

  it('are met by the nearest, each by words of its own', () => {
    expect(met(swollen, 'one calf is sore, the other calf swollen')).toEqual(['calf swollen'])
    expect(met(swollen, 'the swollen calf, not the other calf')).toEqual(['swollen calf'])
    expect(met('knee & knee', 'my knee')).toEqual([])
    expect(met('knee & knee', 'knee to knee')).toContain('knee to knee')
  })

  it('must all be met', () => {
    expect(met('swollen & calf & flight', 'my calf was swollen')).toEqual([])
    expect(met('swollen & calf & flight', 'after a flight my calf was swollen')).toEqual([
      'flight my calf was swollen',
    ])
  })
})

describe('a finding', () => {
  const knee = { patterns: ['knee'] }

  it('is named once for words that several of its patterns meet', () => {
    const findings = { hurts: { patterns: ['knee hurts', 'knee', 'hurts'] } }
    expect(mentionsIn('my knee hurts and the other knee too', { findings })).toMatchObject([
      { words: 'knee hurts', start: 1 },
      { words: 'knee', start: 6 },
    ])
    const two = { hurts: { patterns: ['knee hurts', 'hurts badly'] } }
    expect(mentionsIn('my knee hurts badly', { findings: two })).toHaveLength(1)
  })

  it('is not meant where an exception covers its words', () => {
    const findings = { locked: { patterns: ['locked'], except: ['locked door'] } }
    const words = (text: string) => mentionsIn(text, { findings }).map(({ start }) => start)
    expect(words('a locked door')).toEqual([])
    expect(words('the knee locked')).toEqual([2])
    expect(words('a locked door, my knee locked')).toEqual([5])
    expect(words('a locked door locked')).toEqual([3])
    const both = { locked: { patterns: ['knee locked'], except: ['locked door'] } }
    expect(mentionsIn('a knee locked door', { findings: both })).toEqual([])
    expect(words('it locked while we stood before a locked door')).toEqual([1])
  })

  it('is not meant in a figure of speech', () => {
    const small = {
      findings: { numb: { patterns: ['numb'] } },
      lexicon: { idioms: ['numb with boredom'] },
    }
    expect(mentionsIn('numb with boredom', small)).toEqual([])
    expect(mentionsIn('my foot is numb', small)).toHaveLength(1)
    expect(mentionsIn('numb with cold', small)).toHaveLength(1)
  })

  it('that lasts is of today whenever it was', () => {
    const assertions = {
      triggers: [
        {
          kind: 'historical' as const,
          reach: 'backward' as const,
          lists: false,
          phrases: ['years ago'],
        },
      ],
    }
    const past = (lasts?: true) =>
      mentionsIn('replaced years ago', {
        assertions,
        findings: { replaced: { patterns: ['replaced'], ...(lasts ? { lasts } : {}) } },
      })[0]?.status.historical
    expect(past()).toBe(true)
    expect(past(true)).toBe(false)
  })

  it('is found beside others, in the order the findings stand', () => {
    const found = mentionsIn('hip then knee', { findings: { knee, hip: { patterns: ['hip'] } } })
    expect(found.map(({ finding }) => finding)).toEqual(['knee', 'hip'])
  })
})

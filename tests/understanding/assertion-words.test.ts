import { describe, expect, it } from 'vitest'
import type { AssertionWords } from '../../src/knowledge/index.ts'
import type { Mention } from '../../src/understanding/index.ts'
import { mentionsIn, smallParser } from './small-parser.ts'

type Trigger = AssertionWords['triggers'][number]
type Sense = keyof Mention['status']

const denial = (phrases: string[], more: Partial<Trigger> = {}): Trigger => ({
  kind: 'negated',
  reach: 'forward',
  lists: false,
  phrases,
  ...more,
})
const SIGNS = ['fever', 'swelling', 'numb', 'locked', 'torn']
const FINDINGS = Object.fromEntries(SIGNS.map((sign) => [sign, { patterns: [sign] }]))

/** Which of the signs in a text are meant in a sense. */
const meant = (sense: Sense, text: string, assertions: Partial<AssertionWords>) =>
  mentionsIn(text, { findings: FINDINGS, assertions })
    .filter(({ status }) => status[sense])
    .map(({ finding }) => finding)
const denied = (text: string, ...triggers: Trigger[]) => meant('negated', text, { triggers })
const filler = (count: number) => Array.from({ length: count }, () => 'very').join(' ')

describe('a trigger', () => {
  it('turns what stands after it, before it, or on both sides, in its sentence', () => {
    const ahead = denial(['no'])
    const behind = denial(['absent'], { reach: 'backward' })
    const both = denial(['nil'], { reach: 'both' })
    expect(denied('fever with no swelling', ahead)).toEqual(['swelling'])
    expect(denied('fever absent swelling', behind)).toEqual(['fever'])
    expect(denied('fever nil swelling', both)).toEqual(['fever', 'swelling'])
    expect(denied('Fever. No. Swelling.', ahead)).toEqual([])
    expect(denied('Fever. Absent.', behind)).toEqual([])
  })

  it('reaches 25 words ahead and 8 back', () => {
    expect(denied(`no ${filler(24)} fever`, denial(['no']))).toEqual(['fever'])
    expect(denied(`no ${filler(25)} fever`, denial(['no']))).toEqual([])
    const behind = denial(['absent'], { reach: 'backward' })
    expect(denied(`fever ${filler(7)} absent`, behind)).toEqual(['fever'])
    expect(denied(`fever ${filler(8)} absent`, behind)).toEqual([])
  })

  it.each<[Sense, string]>([
    ['negated', 'not'],
    ['hypothetical', 'if'],
    ['historical', 'previously'],
    ['other', 'novel'],
    ['relative', 'friend'],
  ])('gives the sense %s and no other', (kind, phrase) => {
    const triggers = [denial([phrase], { kind })]
    const [mention] = mentionsIn(`${phrase} fever`, {
      findings: FINDINGS,
      assertions: { triggers },
    })
    const senses = Object.entries(mention?.status ?? {}).filter(([, holds]) => holds)
    expect(senses).toEqual([[kind, true]])
  })

  it('stops where a terminator begins, and looks back to where one ends', () => {
    const words = { triggers: [denial(['no'])], terminators: ['but now'] }
    expect(meant('negated', 'no fever but now swelling', words)).toEqual(['fever'])
    const behind = {
      triggers: [denial(['absent'], { reach: 'backward' })],
      terminators: ['but now'],
    }
    expect(meant('negated', 'fever but now swelling absent', behind)).toEqual(['swelling'])
  })

  it('is none where it is part of a phrase that only looks like one', () => {
    const words = { triggers: [denial(['no', 'not'])], pseudo: ['no doubt', 'is not only'] }
    expect(meant('negated', 'no doubt a fever', words)).toEqual([])
    expect(meant('negated', 'it is not only a fever', words)).toEqual([])
    expect(meant('negated', 'not a fever', words)).toEqual(['fever'])
  })

  it('is none where a phrase that only looks like one takes one of its words', () => {
    const words = { triggers: [denial(['is not', 'only just'])], pseudo: ['not only'] }
    expect(meant('negated', 'it is not only a fever', words)).toEqual([])
    expect(meant('negated', 'it has not only just a fever', words)).toEqual([])
    expect(meant('negated', 'it is not a fever', words)).toEqual(['fever'])
  })

  it('lies within one sentence', () => {
    expect(denied('It is. Not a fever.', denial(['is not']))).toEqual([])
  })

  it('gives way to a longer phrase that begins with it', () => {
    const behind = denial(['not seen'], { reach: 'backward', kind: 'historical' })
    expect(denied('fever not seen swelling', denial(['not']), behind)).toEqual([])
    expect(denied('fever not then swelling', denial(['not']), behind)).toEqual(['swelling'])
  })

  it('stands beside a longer one of its own sense that looks the other way', () => {
    const triggers = [denial(['did not']), denial(['did not develop'], { reach: 'backward' })]
    expect(denied('fever did not develop swelling', ...triggers)).toEqual(['fever', 'swelling'])
  })

  it('shares words with another that begins within it', () => {
    const triggers = [denial(['was not']), denial(['not seen'], { reach: 'backward' })]
    expect(denied('fever was not seen', ...triggers)).toEqual(['fever'])
    expect(denied('it was not seen a fever', ...triggers)).toEqual(['fever'])
  })

  it('may ask for one form of a word', () => {
    const triggers = [denial(['=ruled out'], { reach: 'backward' })]
    expect(denied('fever ruled out', ...triggers)).toEqual(['fever'])
    expect(denied('fever rules out', ...triggers)).toEqual([])
  })

  it('denies no finding that it is a part of', () => {
    const findings = { stuck: { patterns: ['can_not straighten'] } }
    const statusOf = (text: string) =>
      mentionsIn(text, { findings, assertions: { triggers: [denial(['can not', 'no'])] } })[0]
        ?.status.negated
    expect(statusOf('can not straighten')).toBe(false)
    expect(statusOf('no way it can not straighten')).toBe(true)
  })

  it('of which a finding holds less than half denies it all the same', () => {
    const findings = { stuck: { patterns: ['not_straighten'] } }
    const statusOf = (text: string, phrase: string) =>
      mentionsIn(text, { findings, assertions: { triggers: [denial([phrase])] } })[0]?.status
        .negated
    expect(statusOf('can not straighten', 'can not')).toBe(false)
    expect(statusOf('it is never not straighten', 'is never not')).toBe(true)
  })
})

describe('a comma', () => {
  const plain = denial(['not'])
  const list = denial(['no'], { lists: true })
  const always = denial(['denies'], { lists: 'always' })

  it('ends the reach of a plain trigger ahead, save before "or" and "nor"', () => {
    expect(denied('not a fever, swelling', plain)).toEqual(['fever'])
    expect(denied('not a fever, or swelling', plain)).toEqual(['fever', 'swelling'])
    expect(denied('not a fever, nor swelling', plain)).toEqual(['fever', 'swelling'])
  })

  it('right after a plain trigger does not end its reach', () => {
    expect(denied('it is surely not, fever', plain)).toEqual(['fever'])
  })

  it('ends the reach back, save one that cuts the trigger itself off', () => {
    const behind = denial(['absent'], { reach: 'backward' })
    expect(denied('fever, swelling absent', behind)).toEqual(['swelling'])
    expect(denied('fever, swelling, absent', behind)).toEqual(['swelling'])
  })

  it('goes on with a list of short stretches', () => {
    expect(denied('no fever, swelling or numb', list)).toEqual(['fever', 'swelling', 'numb'])
    expect(denied(`no fever, ${filler(4)} swelling`, list)).toEqual(['fever', 'swelling'])
    expect(denied(`no fever, ${filler(5)} swelling`, list)).toEqual(['fever'])
    expect(denied(`no fever, swelling nor ${filler(6)} numb`, list)).toContain('numb')
    expect(denied(`no fever, swelling or ${filler(6)} numb`, list)).toEqual([
      'fever',
      'swelling',
      'numb',
    ])
  })

  it('begins a new thought before a word that starts one, after "and" as well', () => {
    const words = { triggers: [list], clauseStarts: ['my', 'hurts'] }
    expect(meant('negated', 'no fever, my swelling grows', words)).toEqual(['fever'])
    expect(meant('negated', 'no fever, and my swelling grows', words)).toEqual(['fever'])
    expect(meant('negated', 'no fever, and swelling', words)).toEqual(['fever', 'swelling'])
  })

  it('goes on with a clinician’s list until another subject begins', () => {
    const words = { triggers: [always], subjects: ['he', 'lungs'], clauseStarts: ['my'] }
    const long = `denies fever, ${filler(8)} swelling`
    expect(meant('negated', long, words)).toEqual(['fever', 'swelling'])
    expect(meant('negated', 'denies fever, he has swelling', words)).toEqual(['fever'])
    expect(meant('negated', 'denies fever, and he has swelling', words)).toEqual(['fever'])
    expect(meant('negated', 'denies fever, and swelling', words)).toEqual(['fever', 'swelling'])
  })
})

describe('the past', () => {
  const was = (text: string, more: Partial<AssertionWords> = {}) =>
    meant('historical', text, {
      triggers: [denial(['last year', 'formerly'], { kind: 'historical' })],
      presentWords: ['now', 'today'],
      clauseStarts: ['it', 'my'],
      ...more,
    })

  it('that opens a sentence speaks for what follows its comma', () => {
    expect(was('last year, torn')).toEqual(['torn'])
    expect(was('and then last year a fever, torn')).toEqual(['fever', 'torn'])
    expect(was('the knee was then last year a fever, torn')).toEqual(['fever'])
    expect(was('All is well. Last year a fever, torn.')).toEqual(['fever', 'torn'])
  })

  it('does not speak for a stretch of the present or one that begins anew', () => {
    expect(was('last year a fever, torn')).toEqual(['fever', 'torn'])
    expect(was('last year a fever, torn today')).toEqual(['fever'])
    expect(was('last year a fever, it is torn')).toEqual(['fever'])
    expect(was('last year a fever, swelling, numb now')).toEqual(['fever', 'swelling'])
  })

  it('said of what stands before it ends at its comma', () => {
    expect(was('replaced last year, torn today')).toEqual([])
    expect(was('the knee it was replaced last year, torn')).toEqual([])
    expect(was('the knee it was well, last year, torn')).toEqual(['torn'])
  })

  it('is a year that is named, on either side of it', () => {
    expect(was('torn in 2012')).toEqual(['torn'])
    expect(was('in 1998 torn')).toEqual(['torn'])
    expect(was('In 2012, a torn meniscus')).toEqual(['torn'])
    expect(was('in 2012, a fever today')).toEqual([])
    expect(was('torn after 2500 metres')).toEqual([])
    expect(was('torn after 20125 steps')).toEqual([])
  })

  it('is an age of childhood at which it happened, told after it', () => {
    expect(was('torn at 15')).toEqual(['torn'])
    expect(was('at 15 torn')).toEqual([])
    expect(was('torn at 40')).toEqual([])
    expect(was('torn and is 15')).toEqual([])
  })

  it('said as an aside speaks of the stretch before it', () => {
    const triggers = [denial(['years ago'], { kind: 'historical', reach: 'backward' })]
    expect(meant('historical', 'torn once, years ago', { triggers })).toEqual(['torn'])
    expect(meant('historical', 'torn, nine years ago', { triggers })).toEqual(['torn'])
    expect(meant('historical', 'torn, as it was years ago', { triggers })).toEqual([])
    expect(meant('historical', 'Torn. Years ago.', { triggers })).toEqual([])
  })
})

describe('kin', () => {
  const words = {
    kin: ['brother'],
    speech: ['says', 'noted'],
    witness: ['found'],
    selves: ['i', 'my'],
  }
  const theirs = (text: string) => meant('relative', text, words)

  it('have what is said of them', () => {
    expect(theirs('my brother has a fever')).toEqual(['fever'])
    expect(theirs('a fever in my brother')).toEqual(['fever'])
    expect(theirs('a fever in his brother')).toEqual(['fever'])
    expect(theirs('a fever, my brother')).toEqual([])
    expect(theirs('my brother has a fever, swelling')).toEqual(['fever', 'swelling'])
  })

  it.each(['me', 'him', 'her', 'the patient'])(
    'who find %s do not have what they found',
    (whom) => {
      expect(theirs(`brother found ${whom} numb`)).toEqual([])
    },
  )

  it.each(['his', 'her', 'he', 'she'])('who say "%s" speak of their own', (own) => {
    expect(theirs(`brother says ${own} fever`)).toEqual(['fever'])
  })

  it('who tell of it speak of the runner', () => {
    expect(theirs('my brother says fever')).toEqual([])
    expect(theirs('fever per brother')).toEqual([])
    expect(theirs('per brother fever')).toEqual([])
    expect(theirs('according to my brother a fever')).toEqual([])
    expect(theirs('according to the brother a fever')).toEqual([])
  })

  it('end where the runner comes back', () => {
    expect(theirs('my brother has a fever and I swelling')).toEqual(['fever'])
  })

  it('are told of after "who has" and in numbers', () => {
    expect(theirs('she lives with her brother, who has a fever')).toEqual(['fever'])
    expect(theirs('fever in one brother')).toEqual(['fever'])
    expect(theirs('fever in both brother')).toEqual(['fever'])
  })

  it('who bring, watch or report something do not have it', () => {
    expect(theirs('brought by his brother with a fever')).toEqual([])
    expect(theirs('his brother has noted a fever')).toEqual([])
    expect(theirs('his brother is noted a fever')).toEqual([])
  })
})

describe('a denial and its verb', () => {
  const words = { triggers: [denial(['did not', 'not', 'is not'])], denyingObjects: ['have'] }
  const deniedBeside = (text: string) => meant('negated', text, words)

  it('reaches on to what the verb brings', () => {
    expect(deniedBeside('it did not have a fever')).toEqual(['fever'])
    expect(deniedBeside('it is not a fever')).toEqual(['fever'])
  })

  it('ends with a verb that leaves its object there', () => {
    expect(deniedBeside('it did not ease the fever')).toEqual([])
    expect(deniedBeside('he is not coping with the fever')).toEqual([])
  })

  it('holds for that verb, and for the next after "or"', () => {
    expect(deniedBeside('it did not numb')).toEqual(['numb'])
    expect(deniedBeside('it did not pop or numb')).toEqual(['numb'])
    expect(deniedBeside('it did not pop with a fever')).toEqual([])
  })

  it('looks for a verb after "not" alone, in whatever the message goes on with', () => {
    const none = { ...words, triggers: [...words.triggers, denial(['no'])] }
    expect(meant('negated', 'there is no burning around the fever', none)).toEqual(['fever'])
    expect(deniedBeside('a fever it did not')).toEqual([])
  })

  it('is none beside "without"', () => {
    const both = { ...words, triggers: [denial(['did not', 'without', 'not'])] }
    expect(meant('negated', 'can not walk without fever', both)).toEqual([])
    expect(meant('negated', 'can not walk, without fever', both)).toEqual(['fever'])
    expect(meant('negated', 'walked without fever', both)).toEqual(['fever'])
  })

  it('stands beside a "without" that is not near it in its stretch, or does not take it back', () => {
    const both = { ...words, triggers: [denial(['no', 'without', 'not'])] }
    const each = ['fever', 'numb']
    expect(meant('negated', 'not numb all day long without fever', both)).toEqual(each)
    expect(meant('negated', 'not numb, without fever', both)).toEqual(each)
    expect(meant('negated', 'no numb toes without fever', both)).toEqual(each)
  })
})

describe('lists', () => {
  it('of alternatives go on after any denial', () => {
    const plain = denial(['not'])
    expect(denied('not fever, swelling or numb', plain)).toEqual(['fever', 'swelling', 'numb'])
    expect(denied('not fever, swelling, locked', plain)).toEqual(['fever'])
    expect(denied(`not fever, ${filler(6)} or numb`, plain)).toEqual(['fever'])
    const words = { triggers: [plain], clauseStarts: ['it'] }
    expect(meant('negated', 'not fever, it locked or numb', words)).toEqual(['fever'])
  })

  it('are denied by what follows them, if it speaks of many', () => {
    const words = {
      triggers: [denial(['absent'], { reach: 'backward' })],
      subjects: ['has'],
      clauseStarts: ['the'],
    }
    const deniedBefore = (text: string) => meant('negated', text, words)
    expect(deniedBefore('fever, swelling and numb were absent')).toEqual([
      'fever',
      'swelling',
      'numb',
    ])
    expect(deniedBefore('fever, swelling and numb is absent')).toEqual(['swelling', 'numb'])
    expect(deniedBefore('has fever, swelling and numb were absent')).toEqual(['swelling', 'numb'])
    expect(deniedBefore('fever, and the numb were absent')).toEqual(['numb'])
    expect(deniedBefore('fever, swelling and the numb were absent')).toEqual(['swelling', 'numb'])
  })

  it('end with the comma of a denial said of what stands before it', () => {
    const both = [denial(['absent'], { lists: true }), denial(['absent'], { reach: 'backward' })]
    expect(denied('fever absent, swelling', ...both)).toEqual(['fever'])
    expect(denied('absent fever, swelling', ...both)).toEqual(['fever', 'swelling'])
  })

  it('end before an item that says of itself that it is there', () => {
    const words = { triggers: [denial(['no'], { lists: true })], affirmations: ['persists'] }
    expect(meant('negated', 'no fever, swelling persists', words)).toEqual(['fever'])
    expect(meant('negated', 'no fever, swelling or numb persists', words)).toEqual([
      'fever',
      'swelling',
      'numb',
    ])
  })
})

describe('a terminator of one kind', () => {
  it('ends triggers of that kind alone', () => {
    const words = {
      triggers: [denial(['no']), denial(['previous'], { kind: 'historical' })],
      terminatorsOf: [{ kind: 'historical' as const, phrases: ['recent'] }],
    }
    expect(meant('historical', 'previous fever and recent swelling', words)).toEqual(['fever'])
    expect(meant('negated', 'no fever and recent swelling', words)).toEqual(['fever', 'swelling'])
  })
})

describe('a heading', () => {
  const under = (text: string, more: Partial<AssertionWords> = {}) =>
    meant('historical', text, {
      headings: [{ kind: 'historical', phrases: ['past illnesses'] }],
      subjects: ['presents'],
      ...more,
    })

  it('speaks for the list behind its colon', () => {
    expect(under('Past illnesses: fever, swelling')).toEqual(['fever', 'swelling'])
    expect(under('Past illnesses, fever')).toEqual([])
  })

  it('goes on over semicolons and numbered items, not over a full stop', () => {
    expect(under('Past illnesses: fever; swelling. Numb.')).toEqual(['fever', 'swelling'])
    expect(under('Past illnesses: fever;swelling')).toEqual(['fever', 'swelling'])
    expect(under('Past illnesses: 1. Fever. 2. Swelling.')).toEqual(['fever', 'swelling'])
    expect(under('Past illnesses: 9. Fever. 10. Swelling.')).toEqual(['fever', 'swelling'])
    expect(under('Past illnesses: fever 2019. Swelling.')).toEqual(['fever'])
  })

  it('speaks for the list on the line below it as well', () => {
    expect(under('Past illnesses:\nfever, swelling')).toEqual(['fever', 'swelling'])
    expect(under('Past illnesses: presents with fever')).toEqual(['fever'])
  })

  it('ends where another subject begins, and at a terminator', () => {
    expect(under('Past illnesses: fever, presents with swelling')).toEqual(['fever'])
    expect(under('Past illnesses: fever but swelling', { terminators: ['but'] })).toEqual(['fever'])
  })
})

describe('the sense of a stretch of words, whatever they say', () => {
  const negated = (text: string, stretch: [start: number, end: number], ...triggers: Trigger[]) => {
    const [start, end] = stretch
    return smallParser({ assertions: { triggers } })(text).context({ start, end }).negated
  }

  it('is that of any of its words', () => {
    expect(negated('well no heat', [2, 3], denial(['no']))).toBe(true)
    expect(negated('well no heat', [0, 1], denial(['no']))).toBe(false)
    expect(negated('well no heat', [0, 3], denial(['no']))).toBe(false)
    expect(negated('well no heat', [0, 2], denial(['no']))).toBe(false)
    expect(negated('well no heat', [1, 2], denial(['no']))).toBe(false)
  })

  it('is not turned by a denial that it begins with or holds', () => {
    const can = denial(['can not'])
    expect(negated('it can not bend', [1, 4], can)).toBe(false)
    expect(negated('it can not bend', [0, 4], can)).toBe(false)
    expect(negated('it can not bend', [2, 4], can)).toBe(true)
    expect(negated('it can not bend', [3, 4], can)).toBe(true)
    expect(negated('heat absent', [0, 2], denial(['absent'], { reach: 'backward' }))).toBe(true)
  })

  it('is turned by no other sentence', () => {
    const assertions = { frames: ['pub quiz'], closings: ['all healed'], pastMarks: ['once'] }
    const { context } = smallParser({ assertions })('Heat once. Pub quiz. All healed.')
    expect(context({ start: 0, end: 1 })).toMatchObject({ hypothetical: false, historical: false })
  })
})

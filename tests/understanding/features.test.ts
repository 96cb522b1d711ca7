import { describe, expect, it } from 'vitest'
import { type Small, smallParser } from './small-parser.ts'

const featuresOf = (text: string, small: Small = {}) => smallParser(small)(text).features
/** The names of one kind of feature. */
const named = (kind: string, text: string, small: Small = {}) =>
  [...featuresOf(text, small).keys()].filter((name) => name.startsWith(`${kind}:`)).toSorted()

describe('the features of a message', () => {
  const denial = {
    assertions: {
      triggers: [
        { kind: 'negated' as const, reach: 'forward' as const, lists: false, phrases: ['no'] },
        { kind: 'hypothetical' as const, reach: 'forward' as const, lists: false, phrases: ['if'] },
        { kind: 'historical' as const, reach: 'forward' as const, lists: false, phrases: ['once'] },
      ],
    },
  }

  it('are its words by their stems, numbers all alike', () => {
    expect(named('w', 'Knees hurt 3 times')).toEqual(['w:0', 'w:hurt', 'w:knee', 'w:time'])
    expect(named('w', '3.5 or 40 km')).toEqual(['w:0', 'w:km', 'w:or'])
  })

  it('are how long something lasts, not in which words or numbers', () => {
    const small = { lexicon: { units: { week: 7, month: 30 }, numbers: { three: 3 } } }
    expect(named('w', 'for 3 months', small)).toEqual(['w:@weeks6', 'w:for', 'w:month'])
    expect(named('w', 'for three months', small)).toEqual(['w:@weeks6', 'w:for', 'w:month'])
    expect(named('w', '3 weeks or 3 months', small)).toEqual([
      ...['w:@weeks2', 'w:@weeks6', 'w:month', 'w:or', 'w:week'],
    ])
    expect(named('w', '3 weeks, 3 times', small)).toEqual(['w:0', 'w:@weeks2', 'w:time', 'w:week'])
  })

  it('are its words in their sense, and without', () => {
    expect(named('w', 'no pop', denial)).toEqual(['w:!pop', 'w:no', 'w:pop'])
    expect(named('w', 'if pop', denial)).toEqual(['w:?pop', 'w:if', 'w:pop'])
    expect(named('w', 'once pop', denial)).toEqual(['w:<pop', 'w:onc', 'w:pop'])
  })

  it('are pairs of neighbours, the edges among them', () => {
    expect(named('b', 'my knee pops')).toEqual(['b:^ my', 'b:knee pop', 'b:my knee', 'b:pop $'])
    expect(named('b', '')).toEqual(['b:^ $'])
  })

  it('are longer words over the head of another', () => {
    expect(named('s', 'knee really hurting')).toEqual(['s:knee hurt'])
    expect(named('s', 'my sore knee')).toEqual([])
    expect(named('s', 'knee is sore')).toEqual(['s:knee sore'])
    expect(named('s', 'knee is bad')).toEqual([])
  })

  it('are runs of four letters, the edges of words among them', () => {
    expect(named('c', 'knees')).toEqual(['c: kne', 'c:ees ', 'c:knee', 'c:nees'])
    expect(named('c', 'it')).toEqual(['c: it '])
    expect(named('c', 'a')).toEqual([])
  })

  it('are groups and findings in their sense, and what stands together in a sentence', () => {
    const small = {
      ...denial,
      lexicon: { groups: { joint: ['knee'] } },
      findings: { pops: { patterns: ['pop'] }, hot: { patterns: ['hot'] } },
    }
    expect(named('g', 'my knee', small)).toEqual(['g:$joint'])
    expect(named('g', 'no knee', small)).toEqual(['g:!$joint'])
    expect(named('f', 'pop and no hot', small)).toEqual(['f:hot:absent', 'f:pops:present'])
    expect(named('p', 'knee pop and no hot', small)).toEqual([
      'p:$joint hot:absent',
      'p:$joint pops:present',
      'p:hot:absent pops:present',
    ])
    expect(named('p', 'pop and hot', small)).toEqual(['p:hot:present pops:present'])
    expect(named('p', 'A knee. A pop.', small)).toEqual([])
  })

  it('of a list of concepts are pairs of the first fourteen', () => {
    const words = Array.from({ length: 20 }, (_, at) => `q${String.fromCharCode(97 + at)}`)
    const findings = Object.fromEntries(words.map((word) => [word, { patterns: [word] }]))
    expect(named('p', words.join(' '), { findings })).toHaveLength((14 * 13) / 2)
  })

  it('weigh as much as others of their kind, kinds after how much they tell', () => {
    const small = { lexicon: { groups: { joint: ['knee'] } } }
    const length = (kinds: string, text: string) =>
      Math.hypot(
        ...[...featuresOf(text, small)].flatMap(([name, weight]) =>
          kinds.includes(name[0] ?? '') ? [weight] : [],
        ),
      )
    const text = 'my knee pops when running'
    expect(length('wbs', text)).toBeCloseTo(1)
    expect(length('gf', text)).toBeCloseTo(0.7)
    expect(length('c', text)).toBeCloseTo(0.6)
    const three = { lexicon: { groups: { joint: ['knee'], pop: ['pop'], run: ['run'] } } }
    const pairs = [...smallParser(three)(text).features].filter(([name]) => name.startsWith('p:'))
    expect(pairs).toHaveLength(3)
    expect(Math.hypot(...pairs.map(([, weight]) => weight))).toBeCloseTo(0.5)
    const repeated = featuresOf('pop pop pop knee')
    expect((repeated.get('w:pop') ?? 0) / (repeated.get('w:knee') ?? 1)).toBeCloseTo(
      1 + Math.log(3),
    )
  })

  it('of a sentence are the findings of that sentence', () => {
    const { sentences } = smallParser({
      findings: {
        pops: { patterns: ['pop'] },
        hot: { patterns: ['hot'] },
        sore: { patterns: ['sore'] },
      },
    })('My left knee has a pop. My left knee is hot, sore. Pop went my left knee.')
    expect(
      sentences.map((features) => [...features.keys()].filter((name) => /^[fp]:/.test(name))),
    ).toEqual([
      ['f:pops:present'],
      ['f:hot:present', 'f:sore:present', 'p:hot:present sore:present'],
      ['f:pops:present'],
    ])
  })

  it('of a sentence know nothing of the others', () => {
    const { sentences, told } = smallParser({})('My left knee pops. Can I still go running?')
    const words = (features: ReadonlyMap<string, number> | undefined) =>
      [...(features?.keys() ?? [])].filter((name) => /^[wb]:/.test(name)).toSorted()
    const first = [
      ...['b:^ my', 'b:knee pop', 'b:left knee', 'b:my left', 'b:pop $'],
      ...['w:knee', 'w:left', 'w:my', 'w:pop'],
    ]
    expect(words(sentences[0])).toEqual(first)
    expect(told.map(words)).toEqual([first])
    expect(words(sentences[1])).toContain('b:^ can')
    expect(words(sentences[1])).not.toContain('b:pop can')
    const further = smallParser({})('My left knee hurts. Will that stop running?').sentences[1]
    expect([...(further?.keys() ?? [])].filter((name) => name.startsWith('s:'))).toEqual([
      's:will stop',
    ])
  })
})

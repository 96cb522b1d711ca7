import { describe, expect, it } from 'vitest'
import { assess, keyOf } from '../../src/assessment/index.ts'
import type { Finding, TriageRule, Weights } from '../../src/knowledge/index.ts'
import { core } from '../core.ts'

const { knowledge } = core
type Said = { present?: string[]; absent?: string[]; asked?: string[] }

/** A finding that makes one think of a red flag. */
const signOf = (redFlag: string): Finding => ({
  lay: 'a sign',
  ask: 'Is there a sign?',
  said: 'a sign',
  kind: 'sign',
  redFlag,
  patterns: [],
})

describe('the safety question', () => {
  const FINDINGS = new Map([
    ['stuck', signOf('locked-knee')],
    ['hot', signOf('septic-joint')],
    ['wobbles', signOf('giving-way')],
    ['aches', signOf('persistent-pain')],
  ])
  const LOCKED: TriageRule = { redFlag: 'locked-knee', all: ['stuck', 'sudden'] }

  const question = (
    triageRules: TriageRule[],
    { present = [], absent = [], asked = [] }: Said,
    detectors: Record<string, number> = {},
  ) =>
    assess(
      { present: new Set(present), absent: new Set(absent) },
      new Map(
        Object.entries(detectors).map(([id, share]) => [
          id,
          { share, shareAlone: 0, confidence: share / 2, words: [] },
        ]),
      ),
      new Set(asked),
      { ...knowledge, differential: {}, findings: FINDINGS, triageRules },
    ).nextQuestion
  const finding = (id: string) => ({ kind: 'finding', finding: id })

  it('asks for the one finding that a rule still lacks', () => {
    expect(question([LOCKED], { present: ['stuck'] })).toEqual(finding('sudden'))
    const three = [{ ...LOCKED, all: ['stuck', 'sudden', 'swollen'] }]
    expect(question(three, { present: ['stuck'] })).toBeUndefined()
    expect(question(three, { present: ['stuck', 'swollen'] })).toEqual(finding('sudden'))
  })

  it('asks for nothing that was denied, or asked before', () => {
    expect(question([LOCKED], { present: ['stuck'], absent: ['sudden'] })).toBeUndefined()
    expect(question([LOCKED], { present: ['stuck'], asked: ['sudden'] })).toBeUndefined()
  })

  it('is opened only by a finding that makes one think of the flag', () => {
    expect(question([LOCKED], { present: ['sudden'] })).toBeUndefined()
    const rule = { redFlag: 'locked-knee', all: ['sudden'], any: ['sore', 'stuck'] }
    expect(question([rule], { present: ['stuck'] })).toEqual(finding('sudden'))
    expect(question([rule], { present: ['sore'] })).toBeUndefined()
    expect(question([LOCKED], { present: ['hot'] })).toBeUndefined()
  })

  it('asks for the first open one of several that would each do', () => {
    const rule = { redFlag: 'locked-knee', all: ['stuck'], any: ['sudden', 'swollen'] }
    expect(question([rule], { present: ['stuck'] })).toEqual(finding('sudden'))
    expect(question([rule], { present: ['stuck'], absent: ['sudden'] })).toEqual(finding('swollen'))
    expect(
      question([rule], { present: ['stuck'], absent: ['sudden'], asked: ['swollen'] }),
    ).toBeUndefined()
  })

  it('asks nothing while more than one thing is lacking', () => {
    const rule = { redFlag: 'locked-knee', all: ['stuck', 'sudden'], any: ['swollen', 'sore'] }
    expect(question([rule], { present: ['stuck'] })).toBeUndefined()
    expect(question([rule], { present: ['stuck', 'sore'] })).toEqual(finding('sudden'))
  })

  it('asks for nothing where a finding speaks against the rule', () => {
    const rule = { ...LOCKED, none: ['fever', 'gap'] }
    expect(question([rule], { present: ['stuck', 'fever'] })).toBeUndefined()
    expect(question([rule], { present: ['stuck'] })).toEqual(finding('sudden'))
  })

  it('never asks somebody who they are', () => {
    const [group = ''] = knowledge.riskGroups.keys()
    expect(question([{ ...LOCKED, all: ['stuck', group] }], { present: ['stuck'] })).toBeUndefined()
    const either = { redFlag: 'locked-knee', all: ['stuck'], any: [group, 'sudden'] }
    expect(question([either], { present: ['stuck'] })).toEqual(finding('sudden'))
  })

  it('asks nothing about a flag that is raised already', () => {
    const raised = { redFlag: 'locked-knee', all: ['stuck'] }
    expect(question([raised, LOCKED], { present: ['stuck'] })).toBeUndefined()
    expect(question([raised], { present: ['stuck'] }, { 'locked-knee': 0.8 })).toBeUndefined()
    const other = { redFlag: 'giving-way', all: ['wobbles'] }
    expect(question([other, LOCKED], { present: ['wobbles', 'stuck'] })).toEqual(finding('sudden'))
  })

  it('asks about the most serious first, of equals about the first', () => {
    const soon: TriageRule = { redFlag: 'giving-way', all: ['wobbles', 'often'] }
    const emergency = { redFlag: 'septic-joint', all: ['hot', 'fever'] }
    const present = ['wobbles', 'stuck', 'hot']
    expect(question([soon, emergency, LOCKED], { present })).toEqual(finding('fever'))
    expect(question([soon, LOCKED], { present })).toEqual(finding('sudden'))
    expect(question([{ ...soon, level: 'emergency' }, LOCKED], { present })).toEqual(
      finding('often'),
    )
    expect(question([LOCKED, { ...LOCKED, all: ['stuck', 'sore'] }], { present })).toEqual(
      finding('sudden'),
    )
  })

  it('asks whether a flag is there whose detector nearly fired', () => {
    const confirm = { kind: 'confirm', redFlag: 'septic-joint' }
    expect(question([], {}, { 'septic-joint': 0.7 })).toEqual(confirm)
    expect(question([], {}, { 'septic-joint': 0.69 })).toBeUndefined()
    expect(question([], {}, { 'septic-joint': 1 })).toBeUndefined()
    expect(
      question([], { asked: ['confirm:septic-joint'] }, { 'septic-joint': 0.9 }),
    ).toBeUndefined()
    expect(question([LOCKED], { present: ['stuck'] }, { 'septic-joint': 0.9 })).toEqual(confirm)
    expect(question([LOCKED], { present: ['stuck'] }, { 'giving-way': 0.9 })).toEqual(
      finding('sudden'),
    )
  })

  it('asks nothing about a flag that was told to be over', () => {
    const near = { 'persistent-pain': 0.9 }
    expect(question([], {}, near)).toEqual({ kind: 'confirm', redFlag: 'persistent-pain' })
    expect(question([], { present: ['pain-over'] }, near)).toBeUndefined()
    const lasting = { redFlag: 'persistent-pain', all: ['aches', 'for-weeks'] }
    expect(question([lasting], { present: ['aches'] })).toEqual(finding('for-weeks'))
    expect(question([lasting], { present: ['aches', 'pain-over'] })).toBeUndefined()
  })

  it('asks whether a pressing flag is there that was told in words its detector hears otherwise', () => {
    const told = { redFlag: 'locked-knee', all: ['stuck'] }
    const unheard = { 'locked-knee': 0 }
    expect(question([told], { present: ['stuck'] }, unheard)).toEqual({
      kind: 'confirm',
      redFlag: 'locked-knee',
    })
    const asked = ['confirm:locked-knee']
    expect(question([told], { present: ['stuck'], asked }, unheard)).toBeUndefined()
    const mild: TriageRule = { redFlag: 'giving-way', all: ['wobbles'] }
    expect(question([mild], { present: ['wobbles'] }, { 'giving-way': 0 })).toBeUndefined()
  })
})

describe('the questions that tell explanations apart', () => {
  const TABLE: Weights = {
    runner: { typical: 2, 'some-more': 1, hallmark: 3, decisive: 3, outside: 3 },
    jumper: { decisive: -2, inside: 3 },
  }
  const telling = (
    { present = [], absent = [], asked = [] }: Said,
    table = TABLE,
    exclusive: string[][] = [],
    more: Partial<typeof knowledge.dialogue> = {},
  ) =>
    assess({ present: new Set(present), absent: new Set(absent) }, new Map(), new Set(asked), {
      ...knowledge,
      differential: table,
      dialogue: {
        ...knowledge.dialogue,
        places: ['outside', 'inside', 'elsewhere'].map((finding) => ({
          finding,
          label: finding,
          says: finding,
          words: [],
        })),
        exclusive,
        ...more,
      },
    }).telling.map((question) => keyOf(question))

  it('are ordered by how much an answer would tell, all places in one; what tells next to nothing is left out', () => {
    expect(telling({})).toEqual(['decisive', 'where', 'hallmark', 'typical'])
  })

  it('ask for no single place of somebody who could not say where', () => {
    expect(telling({ asked: ['where'] })).toEqual(['decisive', 'hallmark', 'typical'])
  })

  it('ask for another place where one was told', () => {
    expect(telling({ present: ['elsewhere'] })).toContain('outside')
  })

  it('do not ask where it hurts if no place speaks for one explanation more than the others', () => {
    const everywhere = { outside: 3, inside: 3, elsewhere: 3 }
    expect(telling({}, { runner: everywhere, jumper: {} })).toEqual([])
    expect(telling({}, { runner: everywhere, jumper: { inside: 3 } })).toEqual(['where'])
  })

  it('ask for nothing that was told, denied or asked', () => {
    const said = { present: ['elsewhere'], absent: ['typical'], asked: ['hallmark', 'outside'] }
    expect(telling(said)).toEqual(['decisive', 'inside'])
  })

  it('ask for no place where a spot as exact was told', () => {
    expect(telling({ present: ['spot'] }, TABLE, [], { spots: ['spot'] })).not.toContain('where')
  })

  it('ask for nothing that something closer settles', () => {
    const settled = [{ finding: 'hallmark', by: ['seen'] }]
    expect(telling({ present: ['seen'] }, TABLE, [], { settled })).not.toContain('hallmark')
    expect(telling({ absent: ['seen'] }, TABLE, [], { settled })).toContain('hallmark')
  })

  it('ask for nothing the other way round where it was left open', () => {
    const sameQuestion: [string, string][] = [['hallmark', 'typical']]
    const asked = ['hallmark']
    expect(telling({ asked }, TABLE, [], { sameQuestion })).not.toContain('typical')
    expect(telling({ asked, absent: asked }, TABLE, [], { sameQuestion })).toContain('typical')
  })

  it('ask for no other of several findings of which one holds at a time', () => {
    const table = { ...TABLE, jumper: { ...TABLE.jumper, outside: 3 } }
    const asked = telling({ present: ['outside'] }, table, [['outside', 'inside']])
    expect(asked).toEqual(['decisive', 'hallmark', 'typical'])
    expect(telling({ present: ['outside'] }, table, [['inside', 'typical']])).toContain('inside')
  })

  it('that tell as much stand in the order of the alphabet', () => {
    const table = { runner: { beta: 3, alpha: 3 }, jumper: {} }
    expect(telling({ asked: ['where'] }, table)).toEqual(['alpha', 'beta'])
  })

  it('tell less where one explanation is far ahead, and nothing where it is settled or there is none', () => {
    const table = { runner: { hallmark: 3, typical: 2, seen: 2, sure: 3 }, jumper: {} }
    const asked = ['where']
    expect(telling({ asked }, table)).toEqual(['hallmark', 'sure', 'seen', 'typical'])
    expect(telling({ present: ['seen'], asked }, table)).toEqual(['hallmark', 'sure', 'typical'])
    expect(telling({ present: ['sure', 'seen'], asked }, table)).toEqual([])
    expect(telling({ asked }, {})).toEqual([])
  })
})

it('no question is asked twice, and the asking ends', () => {
  const asked = new Set<string>()
  const known = { present: new Set(['knee-pain']), absent: new Set<string>() }
  const detectors = new Map([
    ['dvt-signs', { share: 0.8, shareAlone: 0.8, confidence: 0.3, words: [] }],
  ])
  const questions: string[] = []
  for (;;) {
    const question = assess(known, detectors, asked, knowledge).nextQuestion
    if (!question || questions.length > 200) break
    questions.push(JSON.stringify(question))
    asked.add(keyOf(question))
  }
  expect(questions.length).toBeGreaterThan(5)
  expect(questions.length).toBeLessThan(200)
  expect(new Set(questions).size).toBe(questions.length)
})

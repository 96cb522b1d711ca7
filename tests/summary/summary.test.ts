import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadKnowledge, readingGrade } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'
import { renderBlock } from '../../src/replies/index.ts'
import {
  PRINT_COLUMNS,
  printableSummary,
  type Reported,
  summarise,
  summaryDownload,
  summaryText,
} from '../../src/summary/index.ts'
import { ASSERTIONS } from '../../src/understanding/index.ts'

const knowledge = loadKnowledge(PATHS.knowledge)
const { headings, noRedFlags, note } = knowledge.summary
const origin = { club: { name: 'Harriers' }, knowledge }

/** A runner whose outer knee hurts downhill; say only what differs. */
const reported = (differs: Partial<Reported> = {}): Reported => ({
  findings: [
    { id: 'location-lateral', assertion: 'present', turn: 1 },
    { id: 'worse-downhill', assertion: 'present', turn: 1 },
  ],
  redFlags: [],
  ...differs,
})
const summaryOf = (differs: Partial<Reported> = {}) => {
  const summary = summarise(reported(differs), knowledge)
  if (!summary) throw new Error('nothing to tell')
  return summary
}
const linesUnder = (heading: string, differs: Partial<Reported>) =>
  summaryOf(differs).sections.find(({ title }) => title === heading)?.lines

/** A long talk: what a runner reports over a dozen messages. */
const LONG_TALK: Reported = {
  findings: [
    { id: 'age-over-50', assertion: 'present', turn: 1 },
    { id: 'prev-knee-injury', assertion: 'present', turn: 1 },
    { id: 'location-medial', assertion: 'present', turn: 1 },
    { id: 'location-joint-line', assertion: 'present', turn: 2 },
    { id: 'pain-over-six-weeks', assertion: 'present', turn: 2 },
    { id: 'mechanism-twist', assertion: 'present', turn: 3 },
    { id: 'recent-hills-or-speed', assertion: 'present', turn: 3 },
    { id: 'worse-twisting', assertion: 'present', turn: 3 },
    { id: 'worse-stairs', assertion: 'present', turn: 4 },
    { id: 'warms-up-then-returns', assertion: 'present', turn: 4 },
    { id: 'swelling-slow', assertion: 'present', turn: 5 },
    { id: 'catching', assertion: 'present', turn: 6 },
    { id: 'stuck-now', assertion: 'present', turn: 7 },
    { id: 'fever', assertion: 'absent', turn: 8 },
    { id: 'hot-red', assertion: 'absent', turn: 8 },
    { id: 'pop-heard', assertion: 'absent', turn: 9 },
    { id: 'calf-swelling', assertion: 'absent', turn: 9 },
    { id: 'night-pain', assertion: 'absent', turn: 10 },
    { id: 'giving-way', assertion: 'historical', turn: 10 },
    { id: 'tried-self-care', assertion: 'present', turn: 11 },
  ],
  redFlags: [{ id: 'locked-knee', level: 'urgent' }],
}

describe('the summary for a clinician', () => {
  it('reads as a clinician asks: who, where, since when, how it started, worse, better, signs', () => {
    expect(renderBlock(summaryOf(LONG_TALK))).toMatchInlineSnapshot(`
      "Summary for a clinician:
      Warning signs raised: A knee that is stuck (be seen today)
      About the runner: Over about 45-50; Earlier injury or operation on this knee
      Where it hurts: Pain on the inner side of the knee; Pain along the crease between thigh and shin bone
      Since when, and its course: Pain for over six weeks
      How it started: It began with a twist or a planted foot; New hills, stairs or speed work
      What makes it worse: Worse turning or pivoting; Worse on stairs
      What makes it better: Eases as you warm up, then aches afterwards
      Other signs: Puffy over days or after runs; Catches or locks for a moment; Stuck now and cannot straighten
      Denied: Fever, chills or feeling very ill; Hot or red knee; A pop or snap was felt or heard; Calf swollen, warm or tender; Wakes at night or throbs in bed
      Earlier, not now: Gives way or feels unsteady
      What was tried: Tried rest and other care
      The runner told this to a program, Kneewise. No one examined the knee, and this is not a diagnosis."
    `)
  })

  it('puts what was denied under its own heading, what rules out a danger first', () => {
    const findings: Reported['findings'] = [
      { id: 'worse-stairs', assertion: 'absent', turn: 1 },
      { id: 'fever', assertion: 'absent', turn: 2 },
    ]
    expect(linesUnder(headings.denied, { findings })).toEqual([
      knowledge.findings.get('fever')?.lay,
      knowledge.findings.get('worse-stairs')?.lay,
    ])
    expect(linesUnder(headings.worse, { findings })).toBeUndefined()
  })

  it('says when no warning sign was raised, and never that all is well', () => {
    expect(linesUnder(headings.redFlags, {})).toEqual([noRedFlags])
    expect(renderBlock(summaryOf())).not.toMatch(/\b(?:fine|well|healthy|harmless|safe)\b/i)
  })

  it('names the level that holds here, not the usual one of the warning sign', () => {
    const redFlags: Reported['redFlags'] = [{ id: 'giving-way', level: 'urgent' }]
    expect(linesUnder(headings.redFlags, { redFlags })?.[0]).toContain('(be seen today)')
  })

  it('says what was not mentioned', () => {
    expect(linesUnder(headings.notMentioned, {})).toEqual(
      ['who', 'since', 'onset', 'better', 'tried'].map((kind) =>
        String(new Map(Object.entries(headings)).get(kind)).toLowerCase(),
      ),
    )
  })

  it('leaves out what was imagined and what was told of somebody else', () => {
    const findings: Reported['findings'] = [
      ...reported().findings,
      { id: 'stuck-now', assertion: 'hypothetical', turn: 2 },
      { id: 'fever', assertion: 'other', turn: 2 },
    ]
    expect(renderBlock(summaryOf({ findings }))).toBe(renderBlock(summaryOf()))
  })

  it('is there for a warning sign without any finding', () => {
    const summary = summaryOf({
      findings: [],
      redFlags: [{ id: 'dvt-signs', level: 'urgent' }],
    })
    expect(renderBlock(summary)).toContain(knowledge.redFlags.get('dvt-signs')?.title)
  })

  it('is not there while there is nothing to tell', () => {
    expect(summarise(reported({ findings: [] }), knowledge)).toBeUndefined()
    const aside: Reported['findings'] = [{ id: 'hurts', assertion: 'present', turn: 1 }]
    expect(summarise(reported({ findings: aside }), knowledge)).toBeUndefined()
  })

  it('says that it was reported to a program, in plain words', () => {
    expect(summaryOf().note).toBe(note)
    expect(note).toMatch(/\bprogram\b/)
    expect(readingGrade(note, knowledge.terms)).toBeLessThanOrEqual(8)
  })

  it('loses nothing that was said of the runner, and says nothing else', () => {
    const findings = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(...knowledge.findings.keys()),
        assertion: fc.constantFrom(...ASSERTIONS),
        turn: fc.integer({ min: 1, max: 40 }),
      }),
      { selector: ({ id }) => id, maxLength: 80 },
    )
    fc.assert(
      fc.property(findings, (said) => {
        const summary = summarise(reported({ findings: said }), knowledge)
        const wanted = said
          .filter(({ assertion }) => !['other', 'hypothetical'].includes(assertion))
          .map(({ id }) => knowledge.findings.get(id))
          .filter((finding) => finding && finding.kind !== 'aside')
        const lines = summary?.sections.flatMap((section) => section.lines) ?? []
        for (const finding of wanted) expect(lines).toContain(finding?.lay)
        const known = new Set([
          ...wanted.map((finding) => finding?.lay),
          ...Object.values(headings).map((heading) => heading.toLowerCase()),
          noRedFlags,
        ])
        expect(lines.filter((line) => !known.has(line))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

describe('the printable summary', () => {
  const print = (differs: Partial<Reported>) =>
    summaryText(printableSummary(summaryOf(differs), origin))

  it('fits on half a page after a long talk', () => {
    expect(print(LONG_TALK).split('\n').length).toBeLessThanOrEqual(30)
  })

  it('has lines to fill in by hand, the note, and where it came from', () => {
    const text = print({})
    for (const field of knowledge.summary.print.fields) expect(text).toContain(`${field}: ___`)
    expect(text.replace(/\s+/g, ' ')).toContain(note)
    expect(text).toContain(`Harriers, Kneewise, knowledge ${knowledge.version}`)
  })

  it('never has a line that does not fit on the paper', () => {
    for (const line of print(LONG_TALK).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(PRINT_COLUMNS)
    }
  })

  it('can be kept as a text file', () => {
    const file = summaryDownload(summaryOf(), origin)
    expect(file).toMatchObject({ kind: 'download', name: 'knee-summary.txt', type: 'text/plain' })
    if (file.kind !== 'download') throw new Error('no file')
    expect(file.content).toBe(print({}))
  })

  it('gives a page all it shows as plain data', () => {
    expect(printableSummary(summaryOf(), origin)).toEqual({
      title: knowledge.summary.title,
      fields: knowledge.summary.print.fields,
      sections: summaryOf().sections,
      note,
      madeBy: expect.stringContaining('Harriers'),
    })
  })
})

import type { Finding, FindingKind, Knowledge, Triage } from '../knowledge/index.ts'
import type { Block, SummarySection } from '../replies/index.ts'
import type { Assertion } from '../understanding/index.ts'

/** What a conversation holds that a clinician wants to know; a conversation's state fits as it is. */
export type Reported = {
  findings: readonly { id: string; assertion: Assertion; turn: number }[]
  /** In force, most serious first. */
  redFlags: readonly { id: string; level: Triage }[]
}

export type SummaryBlock = Extract<Block, { kind: 'summary' }>

type Words = Pick<Knowledge, 'findings' | 'redFlags' | 'summary'>
type Said = Reported['findings'][number] & { finding: Finding }

/** What a clinician asks first; where nothing was said of one of these, the summary says so. */
const BEFORE_SIGNS = ['who', 'where', 'since', 'onset', 'worse', 'better'] as const
const ASKED_FIRST = [...BEFORE_SIGNS, 'tried'] as const satisfies readonly FindingKind[]

/**
 * The summary to show a clinician, from findings and red flags alone, in the order in which they were said; nothing
 * while there is nothing to tell. What was imagined, or reported of somebody else, is left out.
 */
export function summarise(reported: Reported, words: Words): SummaryBlock | undefined {
  const { headings, title, note } = words.summary
  const said = reported.findings
    .flatMap((report): Said[] => {
      const finding = words.findings.get(report.id)
      return finding && finding.kind !== 'aside' ? [{ ...report, finding }] : []
    })
    .sort((a, b) => a.turn - b.turn)
  const having = (assertion: Assertion) => said.filter((report) => report.assertion === assertion)
  const present = having('present')
  const ofKind = (kind: FindingKind) =>
    linesOf(present.filter(({ finding }) => finding.kind === kind))
  // A sign that was denied rules a danger out, so it stands before the rest.
  const denied = having('absent').sort((a, b) => dangerOf(b) - dangerOf(a))
  const earlier = having('historical')
  if (reported.redFlags.length + present.length + denied.length + earlier.length === 0) {
    return undefined
  }

  const missing = ASKED_FIRST.filter((kind) => ofKind(kind).length === 0)
  const sections: SummarySection[] = [
    { title: headings.redFlags, lines: redFlagLines(reported.redFlags, words) },
    ...BEFORE_SIGNS.map((kind) => ({ title: headings[kind], lines: ofKind(kind) })),
    { title: headings.present, lines: ofKind('sign') },
    { title: headings.denied, lines: linesOf(denied) },
    { title: headings.earlier, lines: linesOf(earlier) },
    { title: headings.tried, lines: ofKind('tried') },
    {
      title: headings.notMentioned,
      lines: missing.map((kind) => headings[kind].toLowerCase()),
    },
  ]
  return {
    kind: 'summary',
    title,
    sections: sections.filter(({ lines }) => lines.length > 0),
    note,
  }
}

/** Each finding in its lay words, once: two findings may share them. */
function linesOf(said: readonly Said[]): string[] {
  return [...new Set(said.map(({ finding }) => finding.lay))]
}

function dangerOf({ finding }: Said): number {
  return finding.redFlag ? 1 : 0
}

function redFlagLines(
  flags: Reported['redFlags'],
  { redFlags, summary }: Pick<Words, 'redFlags' | 'summary'>,
): string[] {
  if (flags.length === 0) return [summary.noRedFlags]
  return flags.flatMap(({ id, level }) => {
    const entry = redFlags.get(id)
    if (!entry) return []
    const wanted = level === 'info' || level === 'self-care' ? entry.level : level
    return [`${entry.title} (${summary.levels[wanted]})`]
  })
}

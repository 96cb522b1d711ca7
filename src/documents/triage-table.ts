import {
  type Knowledge,
  type RedFlag,
  sourcesOf,
  type Told,
  type TriageRule,
} from '../knowledge/index.ts'

const SERIOUS_FIRST = ['emergency', 'urgent', 'soon'] as const

/** docs/triage-table.md: every warning sign with its level, what raises it, and its sources, for a clinician to review. */
export function triageTable({
  redFlags,
  triageRules,
  visits,
  findings,
  sources,
}: Knowledge): string {
  const flags = SERIOUS_FIRST.flatMap((level) =>
    [...redFlags.values()].filter((flag) => flag.level === level),
  )
  const lay = (id: string) => `*${findings.get(id)?.lay ?? id}*`
  const toldText = ({ all, any, none }: Told) => [
    all.map(lay).join(' and '),
    ...(any ? [`with one of: ${any.map(lay).join('; ')}`] : []),
    ...(none ? [`without: ${none.map(lay).join('; ')}`] : []),
  ]
  const ruleText = ({ level, ...told }: TriageRule) =>
    [...toldText(told), ...(level ? [`then **${level}**`] : [])].join(', ')
  const section = (flag: RedFlag) => {
    const rules = triageRules.filter(({ redFlag }) => redFlag === flag.id)
    const works = sourcesOf(flag).flatMap((id) => sources.get(id) ?? [])
    return [
      `### ${flag.title}`,
      '',
      `\`${flag.id}\`, **${flag.level}**, ${reviewText(flag)}. First words: "${flag.doNow[0]?.text ?? ''}" ${flag.whereToGo.text}`,
      '',
      'Raised by:',
      '',
      ...rules.map((rule) => `- ${ruleText(rule)}`),
      '- messages that resemble its example questions',
      '',
      'Lowered by "no" to:',
      '',
      // Where an entry has words of their own for some signs, each of these is denied by itself.
      ...[flag, ...(flag.variants ?? [])].map(({ confirm }) => `- "${confirm}"`),
      '',
      works.length === 0
        ? 'Sources: none verified; common practice.'
        : `Sources: ${works.map(({ authors, title, year }) => `${authors}: ${title} (${year})`).join('; ')}.`,
      '',
    ]
  }
  return [
    '# Triage table',
    '',
    'Written by `npm run transcripts` from the files under `knowledge/`; do not edit it here.',
    '',
    '| warning sign | level | sources |',
    '| ------------ | ----- | ------- |',
    ...flags.map(
      (flag) =>
        `| ${flag.title} | ${flag.level} | ${sourcesOf(flag).join(', ') || 'common practice'} |`,
    ),
    '',
    '## What raises each',
    '',
    ...flags.flatMap(section),
    '## To be looked at soon, where no warning sign is raised',
    '',
    ...[...visits.values()].map(
      (visit) =>
        `- ${visit.sign}: ${toldText(visit.when).join(', ')}. Sources: ${sourcesOf(visit).join(', ')}.`,
    ),
    '',
  ].join('\n')
}

function reviewText({ review }: RedFlag): string {
  return review.status === 'reviewed' ? `reviewed by ${review.by} on ${review.on}` : 'draft'
}

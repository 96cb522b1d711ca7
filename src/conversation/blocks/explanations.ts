import { type Assessment, rankExplanations } from '../../assessment/index.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { type Block, type Explanation, type Fit, joined } from '../../replies/index.ts'
import type { QuestionBlock } from '../answered.ts'
import { knownFrom } from '../known.ts'
import type { Turn } from '../turn.ts'
import { filled } from './fill.ts'

const EXPLANATIONS_SHOWN = 3
/** Points; one supporting sign alone names nothing. */
const WORTH_NAMING = 2
/** Findings after "because you mentioned". */
const REASONS_SHOWN = 2
/** Signs named as worth knowing. */
const SIGNS_SHOWN = 3

/** The explanations that may be named, best first; none while even the best is too unlikely. */
export function namedExplanations(
  { explanations }: Pick<Assessment, 'explanations'>,
  { dialogue: { explanations: limits } }: Pick<Knowledge, 'dialogue'>,
): Assessment['explanations'] {
  const [best] = explanations
  if (!best || best.points < WORTH_NAMING || best.share < limits.nameFrom) return []
  return explanations.filter(({ points }) => points >= WORTH_NAMING).slice(0, EXPLANATIONS_SHOWN)
}

/** What could explain a complaint, each with what was said for it; `answered` is explained anyway. */
export function explanationBlocks(
  assessment: Assessment,
  answered: string | null,
  knowledge: Knowledge,
): Block[] {
  const { topics, findings, phrases } = knowledge
  const named = namedExplanations(assessment, knowledge)
  const [best] = named
  const isOnlyRepeat =
    named.length === 1 && best?.topic === answered && fitOf(best.share, knowledge) !== 'fits well'
  if (!best || isOnlyRepeat) return []
  const items = named.flatMap(({ topic, share, because }): Explanation[] => {
    const entry = topics.get(topic)
    return entry
      ? [
          {
            topic,
            title: entry.title,
            fit: fitOf(share, knowledge),
            because: because.slice(0, REASONS_SHOWN).flatMap((id) => findings.get(id)?.said ?? []),
          },
        ]
      : []
  })
  return [
    { kind: 'explanations', title: phrases.titles.explanations, items },
    { kind: 'paragraph', text: phrases.explanationNote },
  ]
}

/** What the findings spoke for before this message. */
export function explanationsBefore({
  before,
  world,
}: Pick<Turn, 'before' | 'world'>): Pick<Assessment, 'explanations'> {
  const known = knownFrom(before.findings)
  return { explanations: rankExplanations(world.knowledge.differential, known) }
}

/** Whether the runner would read another list of explanations than before. */
export function hasNewExplanations(
  before: Pick<Assessment, 'explanations'>,
  now: Pick<Assessment, 'explanations'>,
  knowledge: Knowledge,
): boolean {
  const shown = (assessment: Pick<Assessment, 'explanations'>) =>
    namedExplanations(assessment, knowledge)
      .map(({ topic, share }) => `${topic} ${fitOf(share, knowledge)}`)
      .join()
  return shown(before) !== shown(now)
}

/** What would tell the explanations apart, while none is likely enough to be named; a question asks for that by itself. */
export function tooLittleBlocks(
  { telling }: Pick<Assessment, 'telling'>,
  { question }: { question?: QuestionBlock },
  { findings, phrases }: Pick<Knowledge, 'findings' | 'phrases'>,
): Block[] {
  if (question) return [{ kind: 'paragraph', text: phrases.tooLittle }]
  const what = telling.slice(0, SIGNS_SHOWN).flatMap((question) => {
    if (question.kind === 'where') return [phrases.where.says]
    return question.kind === 'finding' ? (findings.get(question.finding)?.said ?? []) : []
  })
  return [
    { kind: 'paragraph', text: phrases.tooLittle },
    ...(what.length > 0
      ? [{ kind: 'paragraph' as const, text: filled(phrases.tellApart, { what: joined(what) }) }]
      : []),
  ]
}

function fitOf(share: number, { dialogue: { explanations } }: Pick<Knowledge, 'dialogue'>): Fit {
  if (share >= explanations.fitsWellFrom) return 'fits well'
  return share >= explanations.couldBeFrom ? 'could be' : 'less likely'
}

import {
  type Knowledge,
  type Statement,
  type Step,
  sourcesOf,
  type Topic,
} from '../knowledge/index.ts'
import type { Block, Reference } from './reply.ts'

/** Steps shown at once; the rest is under "more". */
const STEPS_SHOWN = 4

const NOBODY: ReadonlySet<string> = new Set()

/**
 * The answer of an entry to somebody of whom these findings are known, or to anybody: short answer, what helps, when to get help, the rest folded
 * away, sources.
 */
export function topicBlocks(
  topic: Topic,
  { phrases, sources }: Pick<Knowledge, 'phrases' | 'sources'>,
  present: ReadonlySet<string> = NOBODY,
): Block[] {
  const rest = topic.helps.slice(STEPS_SHOWN).map(stepText)
  return [
    { kind: 'paragraph', text: shortAnswerFor(topic, present).text },
    {
      kind: 'list',
      title: phrases.titles.helps,
      ordered: true,
      items: topic.helps.slice(0, STEPS_SHOWN).map(stepText),
    },
    { kind: 'paragraph', text: topic.seeProfessional.text },
    {
      kind: 'more',
      title: phrases.titles.more,
      paragraphs: [
        ...(topic.signs ? [`${topic.signs.where} ${topic.signs.when} ${topic.signs.who}`] : []),
        ...topic.explanation.map(({ text }) => text),
        ...rest,
        ...(topic.avoid.length > 0
          ? [`${phrases.titles.avoid}: ${topic.avoid.map(({ text }) => text).join(' ')}`]
          : []),
        `${phrases.titles.howLong}: ${topic.howLong.text}`,
        ...(topic.bothSides ? [topic.bothSides.text] : []),
      ],
    },
    { kind: 'sources', items: referencesOf(topic, sources), evidence: topic.evidence.note },
  ]
}

/** The short answer, or the caution that takes its place for somebody with these findings. */
export function shortAnswerFor(
  { shortAnswer, cautions = [] }: Topic,
  present: ReadonlySet<string>,
): Statement {
  return cautions.find(({ when }) => when.some((id) => present.has(id))) ?? shortAnswer
}

/** A step with its dose, as one sentence: a dose of its own could be left out as heard before. */
export function stepText({ text, dose }: Step): string {
  if (!dose) return text
  const [end = ''] = /[.!?]?$/.exec(text) ?? []
  return `${text.slice(0, text.length - end.length)} (${dose.replace(/\.$/, '')})${end}`
}

/** The works an entry rests on, as a reader wants them. */
export function referencesOf(
  entry: Parameters<typeof sourcesOf>[0],
  sources: Knowledge['sources'],
): Reference[] {
  return sourcesOf(entry).flatMap((id) => {
    const source = sources.get(id)
    return source
      ? [{ id, text: `${source.authors}: ${source.title} (${source.year})`, link: source.link }]
      : []
  })
}

/** The sentences of statements, in order. */
export function texts(statements: readonly Statement[]): string[] {
  return statements.map(({ text }) => text)
}

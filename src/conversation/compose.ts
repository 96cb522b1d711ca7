import type { Assessment, Known, RaisedFlag } from '../assessment/index.ts'
import {
  isPressing,
  type Knowledge,
  type MetaKind,
  redFlagWordsFor,
  type Topic,
} from '../knowledge/index.ts'
import {
  type Block,
  type Choice,
  contactsFor,
  type Explanation,
  type Fit,
  joined,
  referencesOf,
  texts,
  topicBlocks,
} from '../replies/index.ts'
import type { Question, Scope, Scored } from '../understanding/index.ts'
import type { World } from './converse.ts'
import type { State } from './state.ts'

/** Points of the differential from which an explanation is named, and from which it fits well. */
const WORTH_NAMING = 3
const FITS_WELL = 6

type Flags = State['redFlags']
type Raised = { isNew?: boolean; raised: readonly RaisedFlag[]; present: ReadonlySet<string> }

/** An urgent or emergency reply: the action and the contact first, nothing about training or self-care. */
export function alertBlocks(
  flags: Flags,
  { isNew, raised, present }: Raised,
  { knowledge, club }: World,
): Block[] {
  const { phrases } = knowledge
  const first = flags.find(({ level }) => isPressing(level))
  const entry = first && knowledge.redFlags.get(first.id)
  if (!entry || !first || !isPressing(first.level)) return []
  const words = redFlagWordsFor(entry, present)
  const [action, ...steps] = words.doNow
  const others = flags.filter(({ id, level }) => id !== first.id && isPressing(level))
  const signs = [words, ...others.flatMap(({ id }) => knowledge.redFlags.get(id) ?? [])].map(
    ({ sign }) => sign,
  )
  const alert: Block = {
    kind: 'alert',
    level: first.level,
    text: action?.text ?? words.whereToGo.text,
    contacts: contactsFor(first.level, club, knowledge),
  }
  if (!isNew) {
    return [
      alert,
      { kind: 'paragraph', text: filled(phrases.stillFirst, { what: joined(signs) }) },
      { kind: 'paragraph', text: phrases.laterTopic },
    ]
  }
  return [
    alert,
    { kind: 'paragraph', text: filled(phrases.becauseYouSaid, { what: joined(signs) }) },
    {
      kind: 'list',
      title: phrases.titles.doNow,
      ordered: true,
      items: [...texts(steps), words.whereToGo.text],
    },
    { kind: 'list', title: phrases.titles.doNot, ordered: false, items: texts(words.doNot) },
    {
      kind: 'more',
      title: phrases.titles.more,
      paragraphs: [words.mayMean.text, ...unsaid(raised, knowledge)],
    },
    { kind: 'sources', items: referencesOf(entry, knowledge.sources), evidence: null },
  ]
}

function unsaid(raised: readonly RaisedFlag[], { redFlags }: Knowledge): string[] {
  return raised
    .filter(({ from }) => from === 'detector')
    .flatMap(({ id }) => redFlags.get(id)?.confirm ?? [])
}

/** Flags that want an appointment: who, and what not to do until then; the answer to the question follows. */
export function soonBlocks(flags: Flags, { knowledge }: World): Block[] {
  const { phrases } = knowledge
  const entries = flags.flatMap(({ id }) => knowledge.redFlags.get(id) ?? [])
  const [first] = entries
  if (!first) return []
  return [
    {
      kind: 'paragraph',
      text: [
        phrases.soonLead,
        filled(phrases.becauseYouSaid, { what: joined(entries.map(({ sign }) => sign)) }),
        first.doNow[0]?.text ?? '',
        first.whereToGo.text,
      ].join(' '),
    },
    { kind: 'list', title: phrases.titles.doNot, ordered: false, items: texts(first.doNot) },
  ]
}

/** The answer to a knee question: the best topic in full, further ones in short, and what could explain a complaint. */
export function kneeBlocks(
  {
    topics,
    asked,
    assessment,
    known,
    complaint,
  }: {
    topics: readonly Scored[]
    asked: readonly Question[]
    assessment: Assessment
    known: Known
    complaint: boolean
  },
  { knowledge }: World,
): Block[] {
  const { phrases } = knowledge
  const first = topics[0] && knowledge.topics.get(topics[0].id)
  if (!first) return []
  const [answer, ...rest] = topicBlocks(first, knowledge)
  const also = asked
    .filter(({ topic }) => topic !== first.id)
    .slice(0, 2)
    .flatMap(({ topic }) => knowledge.topics.get(topic) ?? [])
  const explanations = complaint ? explanationsFor(first, assessment, knowledge) : []
  const risk = [...knowledge.riskGroups.keys()].filter((id) => known.present.has(id))
  return [
    ...(answer ? [answer] : []),
    ...(explanations.length > 0
      ? [
          {
            kind: 'explanations' as const,
            title: phrases.titles.explanations,
            items: explanations,
          },
          { kind: 'paragraph' as const, text: phrases.explanationNote },
        ]
      : []),
    ...rest.slice(0, 2),
    ...(complaint && risk.length > 0
      ? [{ kind: 'paragraph' as const, text: riskText(risk, knowledge) }]
      : []),
    ...(also.length > 0
      ? [
          {
            kind: 'list' as const,
            title: phrases.titles.alsoAsked,
            ordered: false,
            items: also.map(inShort),
          },
        ]
      : []),
    ...rest.slice(2),
  ]
}

function riskText(risk: readonly string[], { findings, phrases }: Knowledge): string {
  const who = joined(risk.flatMap((id) => findings.get(id)?.said ?? []))
  return filled(phrases.riskNote, { who: who.slice(0, 1).toUpperCase() + who.slice(1) })
}

function inShort({ title, shortAnswer }: Topic): string {
  return `${title}: ${shortAnswer.text}`
}

function explanationsFor(
  first: Topic,
  { explanations }: Assessment,
  { topics, findings }: Knowledge,
): Explanation[] {
  const named = explanations.filter(({ points }) => points >= WORTH_NAMING).slice(0, 3)
  const [best] = named
  if (!best || (named.length === 1 && best.topic === first.id && best.points < FITS_WELL)) return []
  return named.flatMap(({ topic, points, because }) => {
    const entry = topics.get(topic)
    if (!entry) return []
    return [
      {
        topic,
        title: entry.title,
        fit: fitOf(points, best.points),
        because: because.slice(0, 3).flatMap((id) => findings.get(id)?.said ?? []),
      },
    ]
  })
}

function fitOf(points: number, best: number): Fit {
  if (points >= FITS_WELL && points === best) return 'fits well'
  return points >= best - 2 ? 'could be' : 'less likely'
}

/** The one question back, with options to tap. */
export function questionBlock(finding: string, { knowledge }: World): Block {
  const { yes, no, unsure } = knowledge.phrases.question.options
  return {
    kind: 'question',
    text: knowledge.findings.get(finding)?.ask ?? '',
    options: [yes, no, unsure].map((label) => ({ label, says: label })),
  }
}

/** Small talk and questions about Kneewise itself. */
export function metaBlocks(kind: MetaKind, { knowledge, club }: World): Block[] {
  const { phrases } = knowledge
  const own = club.professionals.map(
    ({ name, role, phone }) => `${name}, ${role}${phone ? `, ${phone}` : ''}`,
  )
  return [
    { kind: 'paragraph', text: phrases.meta[kind] },
    ...(kind === 'talk-to-a-human' && own.length > 0
      ? [
          {
            kind: 'list' as const,
            title: phrases.clubProfessionals.replace(/:$/, ''),
            ordered: false,
            items: own,
          },
        ]
      : []),
  ]
}

/** Other body parts, other subjects, and messages without words. */
export function outsideBlocks(scope: Scope, length: number, { knowledge }: World): Block[] {
  const { phrases } = knowledge
  if (length === 0) return [{ kind: 'paragraph', text: phrases.empty }]
  return [
    { kind: 'paragraph', text: scope === 'other-body' ? phrases.otherBody : phrases.offTopic },
  ]
}

/** What is said to a message in another language; an alert comes first, and begins in that language. */
export function foreignBlocks(
  code: string | null,
  alert: readonly Block[],
  { knowledge, club }: World,
): Block[] {
  const { languages, services, phrases } = knowledge
  const language = code ? languages.get(code) : undefined
  const service = club.country ? services.countries.get(club.country) : undefined
  const number = service?.emergency.dial ?? services.fallback.dial
  const said = (sentence: string): string => filled(sentence, { number })
  const reply: Block = { kind: 'paragraph', text: said(language?.reply ?? phrases.otherLanguage) }
  const [first, ...rest] = alert
  if (first?.kind !== 'alert') return [reply]
  const opening = language?.emergency
  const text = opening ? `${said(opening)} ${first.text}` : first.text
  return [{ ...first, text }, ...rest, reply]
}

/** Not sure: says so; the second time in a row it points to people instead. */
export function unsureBlocks(unsureTurns: number, { knowledge }: World): Block[] {
  const { lead, again } = knowledge.phrases.unsure
  return [{ kind: 'paragraph', text: unsureTurns === 0 ? lead : again }]
}

/** The confirming question before a flag is lowered, or a fresh start when none is in force. */
export function takeBackBlocks(flag: { id: string } | null, { knowledge }: World): Block[] {
  const { phrases } = knowledge
  const entry = flag && knowledge.redFlags.get(flag.id)
  if (!entry) return [{ kind: 'paragraph', text: phrases.nothingToTakeBack }]
  const { yes, no } = phrases.question.options
  return [
    {
      kind: 'question',
      text: `${phrases.takeBackCheck} ${entry.confirm}`,
      options: [yes, no].map((label) => ({ label, says: label })),
    },
  ]
}

/** Topics near what was written, to tap. */
export function nearestChoices(ids: readonly string[], { knowledge }: World): Choice[] {
  return ids
    .flatMap((id) => knowledge.topics.get(id) ?? [])
    .slice(0, 3)
    .map((topic) => choiceFor(topic, knowledge))
}

/** What one may want to know next: further topics of the message, then related entries. */
export function relatedChoices(
  answered: string | null,
  topics: readonly Scored[],
  { knowledge }: World,
): Choice[] {
  const entry = answered ? knowledge.topics.get(answered) : undefined
  const ids = [
    ...topics
      .slice(1, 3)
      .filter(({ confidence }) => confidence >= 0.1)
      .map(({ id }) => id),
    ...(entry?.related ?? []),
  ]
  return [...new Set(ids)]
    .filter((id) => id !== answered)
    .flatMap((id) => knowledge.topics.get(id) ?? [])
    .slice(0, 4)
    .map((topic) => choiceFor(topic, knowledge))
}

function choiceFor({ title }: Topic, { phrases }: Knowledge): Choice {
  return { label: title, says: filled(phrases.suggestions.more, { title }) }
}

function filled(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

import { assess, isTold, type RaisedFlag } from '../assessment/index.ts'
import type { Knowledge, Told } from '../knowledge/index.ts'
import type { Detection } from '../understanding/index.ts'
import { mergeFlags } from './flags.ts'
import type { State } from './state.ts'
import { triageOf } from './turn.ts'

/** What an answer rests on, without a word of the runner's. */
export type Reasoning = {
  /** The entry that answered. */
  topic: string | null
  present: readonly string[]
  absent: readonly string[]
  redFlags: readonly { id: string; isByExamples: boolean }[]
}

/**
 * A short code for a reasoning: the version of the knowledge base and the places of its parts in there, such as
 * `1a2b3c4d.t12.f3.n7.r2.e5`: topic, findings, findings denied, and red flags in force, from rules or from examples.
 */
export function reasonCode(
  { topic, present, absent, redFlags }: Reasoning,
  knowledge: Knowledge,
): string {
  const { topics, findings, flags } = placesOf(knowledge)
  const place = (letter: string, places: ReadonlyMap<string, number>) => (id: string) => {
    const at = places.get(id)
    return at === undefined ? [] : [`${letter}${at}`]
  }
  return [
    knowledge.version,
    ...(topic === null ? [] : place('t', topics)(topic)),
    ...present.flatMap(place('f', findings)),
    ...absent.flatMap(place('n', findings)),
    ...redFlags.flatMap(({ id, isByExamples }) => place(isByExamples ? 'e' : 'r', flags)(id)),
  ].join('.')
}

type Places = Record<'topics' | 'findings' | 'flags', ReadonlyMap<string, number>>
/** Each answer carries a code, and the places are the same for all of one knowledge base. */
const known = new WeakMap<Knowledge, Places>()

function placesOf(knowledge: Knowledge): Places {
  const before = known.get(knowledge)
  if (before) return before
  const { topics, findings, flags } = idsOf(knowledge)
  const numbered = (ids: readonly string[]) => new Map(ids.map((id, at) => [id, at]))
  const places = {
    topics: numbered(topics),
    findings: numbered(findings),
    flags: numbered(flags),
  }
  known.set(knowledge, places)
  return places
}

/** The ids in the order in which a code counts them. */
function idsOf({ topics, findings, redFlags }: Knowledge) {
  return {
    topics: [...topics.keys()].sort(),
    findings: [...findings.keys()],
    flags: [...redFlags.keys()].sort(),
  }
}

/** The reasoning behind a state and the entry that answered. */
export function reasoningOf(state: State, topic: string | null): Reasoning {
  const having = (assertion: string) =>
    state.findings.filter((finding) => finding.assertion === assertion).map(({ id }) => id)
  return {
    topic,
    present: having('present'),
    absent: having('absent'),
    redFlags: state.redFlags.map(({ id, from }) => ({ id, isByExamples: from.length === 0 })),
  }
}

/** A code that cannot be read; `message` says why and what to do. */
export class ReasonCodeError extends Error {
  override name = 'ReasonCodeError'
}

/** Reads a code. Throws a ReasonCodeError for another version of the knowledge base or for what is no code. */
export function readReasonCode(code: string, knowledge: Knowledge): Reasoning {
  const [version = '', ...parts] = code.trim().split('.')
  if (!/^[0-9a-f]{8}$/.test(version)) {
    throw new ReasonCodeError(
      'This is no code of an answer. Copy it whole; it begins with eight letters and digits and a point.',
    )
  }
  if (version !== knowledge.version) {
    throw new ReasonCodeError(
      `The code is from version ${version} of the knowledge base; this is ${knowledge.version}. Check out the version it came from.`,
    )
  }
  const { topics, findings, flags } = idsOf(knowledge)
  const named = (letter: string, ids: readonly string[]): string[] =>
    parts
      .filter((part) => part.startsWith(letter))
      .flatMap((part) => ids[Number(part.slice(1))] ?? [])
  if (parts.some((part) => !/^[tfnre]\d+$/.test(part))) {
    throw new ReasonCodeError('A part of the code is damaged. Copy it whole.')
  }
  return {
    topic: named('t', topics)[0] ?? null,
    present: named('f', findings),
    absent: named('n', findings),
    redFlags: [
      ...named('r', flags).map((id) => ({ id, isByExamples: false })),
      ...named('e', flags).map((id) => ({ id, isByExamples: true })),
    ],
  }
}

const EXPLANATIONS_SHOWN = 3

/** Reasons again from a code, without the text: the rules that fire, the level, and how the explanations rank. */
export function explainCode(code: string, knowledge: Knowledge): string {
  const reasoning = readReasonCode(code, knowledge)
  const { findings, topics, redFlags, differential, triageRules } = knowledge
  const present = new Set(reasoning.present)
  const known = { present, absent: new Set(reasoning.absent) }
  const nothing = new Map<string, Detection>()
  const {
    redFlags: ruled,
    visit: told,
    explanations,
  } = assess(known, nothing, new Set(), knowledge)
  const kept = reasoning.redFlags.flatMap(({ id }): RaisedFlag[] => {
    const level = redFlags.get(id)?.level
    return level ? [{ id, level, from: 'detector' }] : []
  })
  const inForce = mergeFlags([], [...ruled, ...kept], 1)
  const visit = inForce.length > 0 ? undefined : told
  const entry = reasoning.topic === null ? undefined : topics.get(reasoning.topic)
  const lay = (id: string) => findings.get(id)?.lay ?? id
  return [
    `knowledge   ${knowledge.version}`,
    `answered    ${entry ? `${entry.title} (${entry.id}), evidence ${entry.evidence.strength}` : 'no entry'}`,
    `reported    ${reasoning.present.map(lay).join('; ') || 'nothing'}`,
    `denied      ${reasoning.absent.map(lay).join('; ') || 'nothing'}`,
    `triage      ${triageOf(inForce, { visit, isComplaint: false })}`,
    ...(visit ? [`visit       ${visit.sign}, because of ${ruleText(visit.when, present)}`] : []),
    ...inForce.map(({ id, level }) => {
      const rules = triageRules.filter((rule) => rule.redFlag === id && isTold(rule, present))
      const why =
        rules.length > 0
          ? rules.map((rule) => ruleText(rule, present)).join(' or ')
          : 'the examples, an answer, or what was said earlier'
      return `red flag    ${id} (${level}), because of ${why}`
    }),
    ...explanations
      .filter(({ points }) => points > 0)
      .slice(0, EXPLANATIONS_SHOWN)
      .map(({ topic, points, because }) => {
        const reasons = because.map((id) => `${id} ${differential[topic]?.[id] ?? 0}`).join(', ')
        return `explanation ${topic}, ${points} points: ${reasons}`
      }),
  ].join('\n')
}

function ruleText({ all, any = [] }: Told, present: ReadonlySet<string>): string {
  return [...all, ...any.filter((id) => present.has(id))].join(' and ')
}

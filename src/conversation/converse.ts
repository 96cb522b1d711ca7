import { type Assessment, assess, type RaisedFlag } from '../assessment/index.ts'
import {
  isAtLeast,
  isPressing,
  type Knowledge,
  moreSerious,
  type Triage,
} from '../knowledge/index.ts'
import type { Block, Choice, Reply } from '../replies/index.ts'
import type { Foreign, Named, NameSearch, Reading, Scope, Scored } from '../understanding/index.ts'
import { rankTopics } from './choose-topics.ts'
import type { Club } from './club.ts'
import {
  alertBlocks,
  foreignBlocks,
  kneeBlocks,
  metaBlocks,
  nearestChoices,
  outsideBlocks,
  questionBlock,
  relatedChoices,
  soonBlocks,
  takeBackBlocks,
  unsureBlocks,
} from './compose.ts'
import { findingsIn, knownFrom, updateFindings } from './known.ts'
import { KEPT, type State } from './state.ts'

/** Below this confidence no topic is named; the nearest are offered. Measured in docs/measurements.md. */
const SURE_OF_TOPIC = 0.12
/** A scope other than knee must be this sure when knees were just spoken of. */
const SURE_OF_NEW_SCOPE = 0.8
/** From here on a message is read as reporting a complaint. */
const COMPLAINT = 0.5
/** Questions asked back in one conversation. */
const QUESTION_LIMIT = 5

/** What a turn depends on besides state and reading; all fixed while the program runs. */
export type World = { knowledge: Knowledge; club: Club; searchNames: NameSearch }

/** One turn: pure; the same state and reading give the same reply. `text` is searched for names, never kept. */
export function converse(
  state: State,
  reading: Reading,
  text: string,
  world: World,
): { state: State; reply: Reply } {
  const { knowledge } = world
  const turn = state.turns + 1
  if (reading.answer === 'takeBack') return takeBack({ ...state, turns: turn }, reading, world)
  if (state.pending?.kind === 'takeBack' && (reading.answer === 'no' || reading.answer === 'yes')) {
    return settleTakeBack({ ...state, turns: turn }, state.pending.redFlag, reading, world)
  }

  if (reading.language)
    return answerForeign({ ...state, turns: turn }, reading, reading.language, world)

  const said = findingsIn(reading.mentions)
  if (state.pending?.kind === 'finding' && (reading.answer === 'yes' || reading.answer === 'no')) {
    said.set(state.pending.finding, reading.answer === 'yes' ? 'present' : 'absent')
  }
  const isAnswer = state.pending?.kind === 'finding' && reading.answer !== null
  const findings = updateFindings(state.findings, said, turn)
  const known = knownFrom(findings)
  const assessment = assess(known, reading.detectors, new Set(state.asked), knowledge)
  const redFlags = mergeFlags(state.redFlags, assessment.redFlags, turn)
  const level = redFlags.reduce<Triage>((most, flag) => moreSerious(most, flag.level), 'info')
  const named = world.searchNames(text)
  const scope = scopeOf(reading, state, { isAnswer, level, named })
  const topics = rankTopics(reading, {
    focus: isAnswer || scope === 'knee' ? state.topic : null,
    explanations: assessment.explanations,
    wantsAppointment: level === 'soon',
    named: named[0],
  })
  const isWell = said.get('well-now') === 'present' && said.get('hurts') !== 'present'
  const complaint = scope === 'knee' && ((reading.complaint >= COMPLAINT && !isWell) || isAnswer)
  const triage = moreSerious(level, complaint ? 'self-care' : 'info')
  const next: State = {
    ...state,
    turns: turn,
    findings,
    redFlags,
    pending: null,
    introduced: true,
    complaint: state.complaint || complaint,
    topic:
      scope === 'knee' ? (isAnswer ? state.topic : (topics[0]?.id ?? state.topic)) : state.topic,
    unsureTurns: 0,
  }
  const reply = (blocks: Block[], suggestions: readonly Choice[]): Reply => ({
    triage,
    redFlags: redFlags.map(({ id }) => id),
    scope,
    meta: scope === 'meta' ? (reading.meta ?? 'help') : null,
    topics: topics.slice(0, 5),
    findings: [...said].map(([id, assertion]) => ({ id, assertion })),
    blocks,
    suggestions: suggestions.slice(0, 4),
  })

  if (isPressing(triage)) {
    const isNew = redFlags.some(({ id }) => !state.redFlags.some((old) => old.id === id))
    const blocks = alertBlocks(
      redFlags,
      { isNew, raised: assessment.redFlags, present: known.present },
      world,
    )
    return { state: next, reply: reply(blocks, [say(knowledge.phrases.suggestions.takeBack)]) }
  }
  const introduction: Block[] = state.introduced
    ? []
    : [{ kind: 'paragraph', text: knowledge.phrases.introduction }]
  if (scope === 'meta') {
    return {
      state: next,
      reply: reply(
        [...metaBlocks(reading.meta ?? 'help', world), ...introduction],
        starters(knowledge),
      ),
    }
  }
  if (scope !== 'knee') {
    return {
      state: next,
      reply: reply(outsideBlocks(scope, reading.length, world), starters(knowledge)),
    }
  }

  const soon = redFlags.filter(({ level: own }) => own === 'soon')
  const sure = (topics[0]?.confidence ?? 0) >= SURE_OF_TOPIC || isAnswer || soon.length > 0
  if (!sure) {
    const ids = [...new Set([...named, ...topics].map(({ id }) => id))]
    return {
      state: { ...next, topic: state.topic, unsureTurns: state.unsureTurns + 1 },
      reply: reply(
        [...unsureBlocks(state.unsureTurns, world), ...introduction],
        nearestChoices(ids, world),
      ),
    }
  }
  const answered =
    isAnswer && state.topic ? bestExplanation(assessment, state.topic) : (topics[0]?.id ?? null)
  const question = mayAsk(state, complaint) ? assessment.nextQuestion : undefined
  const blocks = [
    ...(soon.length > 0 ? soonBlocks(soon, world) : []),
    ...kneeBlocks(
      {
        topics: answered ? withFirst(topics, answered) : topics,
        asked: reading.questions,
        assessment,
        known,
        complaint,
      },
      world,
    ),
    ...introduction,
    ...(question ? [questionBlock(question, world)] : []),
  ]
  return {
    state: {
      ...next,
      topic: answered ?? next.topic,
      pending: question ? { kind: 'finding', finding: question } : null,
      asked: question ? [...state.asked, question].slice(-KEPT.asked) : state.asked,
      questions: state.questions + (question ? 1 : 0),
    },
    reply: reply(blocks, relatedChoices(answered, topics, world)),
  }
}

/** A message in another language: one fixed sentence in it, and the alert when its words tell of an emergency. */
function answerForeign(
  state: State,
  reading: Reading,
  language: Foreign,
  world: World,
): { state: State; reply: Reply } {
  const raised = language.redFlags.flatMap((id): RaisedFlag[] => {
    const level = world.knowledge.redFlags.get(id)?.level
    return level ? [{ id, level, from: 'detector' }] : []
  })
  const redFlags = mergeFlags(state.redFlags, raised, state.turns)
  const next = { ...state, redFlags, pending: null }
  const alert = alertBlocks(
    redFlags,
    { isNew: raised.length > 0, raised, present: knownFrom(state.findings).present },
    world,
  )
  const reply = plainReply(next, reading, foreignBlocks(language.code, alert, world))
  const isAboutKnee = language.aboutKnee || redFlags.length > 0
  return { state: next, reply: { ...reply, scope: isAboutKnee ? 'knee' : 'off-topic', topics: [] } }
}

/** The runner takes something back: the most serious flag is checked with its one question before it is lowered. */
function takeBack(state: State, reading: Reading, world: World): { state: State; reply: Reply } {
  const first = state.redFlags[0]
  const pending = first ? { kind: 'takeBack' as const, redFlag: first.id } : null
  const blocks = takeBackBlocks(first ?? null, world)
  return {
    state: { ...state, pending, findings: first ? state.findings : [] },
    reply: plainReply(state, reading, blocks),
  }
}

/** "No" to the confirming question lifts the flag and what raised it; "yes" leaves everything in force. */
function settleTakeBack(
  state: State,
  flag: string,
  reading: Reading,
  world: World,
): { state: State; reply: Reply } {
  const { phrases, triageRules } = world.knowledge
  if (reading.answer === 'yes') {
    const blocks = alertBlocks(state.redFlags, stillInForce(state), world)
    return {
      state: { ...state, pending: null },
      reply: plainReply(state, reading, [...blocks, { kind: 'paragraph', text: phrases.holds }]),
    }
  }
  const raising = new Set(
    triageRules.filter(({ redFlag }) => redFlag === flag).flatMap(({ all }) => all),
  )
  const lowered: State = {
    ...state,
    pending: null,
    redFlags: state.redFlags.filter(({ id }) => id !== flag),
    findings: state.findings.map((finding) =>
      raising.has(finding.id) ? { ...finding, assertion: 'absent', turn: state.turns } : finding,
    ),
  }
  const rest = lowered.redFlags.some(({ level }) => isPressing(level))
    ? alertBlocks(lowered.redFlags, stillInForce(lowered), world)
    : []
  return {
    state: lowered,
    reply: plainReply(lowered, reading, [...rest, { kind: 'paragraph', text: phrases.takenBack }]),
  }
}

function stillInForce({ findings }: State) {
  return { isNew: false, raised: [], present: knownFrom(findings).present }
}

function plainReply(state: State, reading: Reading, blocks: Block[]): Reply {
  const triage = state.redFlags.reduce<Triage>(
    (most, flag) => moreSerious(most, flag.level),
    state.complaint ? 'self-care' : 'info',
  )
  return {
    triage,
    redFlags: state.redFlags.map(({ id }) => id),
    scope: 'knee',
    meta: null,
    topics: reading.topics.slice(0, 5),
    findings: [],
    blocks,
    suggestions: [],
  }
}

/** Flags stay once raised; a higher level for one already known replaces the lower. Most serious first. */
function mergeFlags(
  before: State['redFlags'],
  redFlags: readonly RaisedFlag[],
  turn: number,
): State['redFlags'] {
  const merged = new Map(before.map((flag) => [flag.id, flag]))
  for (const { id, level, from } of redFlags) {
    const known = merged.get(id)
    if (known && isAtLeast(known.level, level)) continue
    const raisedBy = from === 'detector' ? [] : from.slice(0, KEPT.raisedBy)
    merged.set(id, { id, level, turn, from: raisedBy })
  }
  return [...merged.values()].sort(
    (a, b) => Number(isAtLeast(b.level, a.level)) - Number(isAtLeast(a.level, b.level)),
  )
}

/**
 * Small talk stays small talk, an alarm is always about this runner, a short follow-up to a knee question is about the
 * knee, and so is a message that is little more than the name of a knee complaint.
 */
function scopeOf(
  reading: Reading,
  state: State,
  { isAnswer, level, named }: { isAnswer: boolean; level: Triage; named: readonly Named[] },
): Scope {
  if (isAnswer || named[0]?.distance === 0) return 'knee'
  if (reading.scope === 'meta' || reading.scope === 'knee') return reading.scope
  const isFollowUp = state.topic !== null && reading.scopeConfidence < SURE_OF_NEW_SCOPE
  return level !== 'info' || isFollowUp || named.length > 0 ? 'knee' : reading.scope
}

function mayAsk(state: State, complaint: boolean): boolean {
  return complaint && state.questions < QUESTION_LIMIT
}

function bestExplanation({ explanations }: Assessment, fallback: string): string {
  const best = explanations[0]
  return best && best.points >= 4 ? best.topic : fallback
}

function withFirst(topics: readonly Scored[], id: string): Scored[] {
  const first = topics.find((topic) => topic.id === id)
  return first ? [first, ...topics.filter((topic) => topic !== first)] : [...topics]
}

function starters({ phrases }: Knowledge): Choice[] {
  const { why, firstSteps, redFlags, shoes } = phrases.suggestions
  return [why, firstSteps, redFlags, shoes].map(say)
}

function say(label: string): Choice {
  return { label, says: label }
}

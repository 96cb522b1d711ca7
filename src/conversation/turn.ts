import { type Assessment, assess, type Known } from '../assessment/index.ts'
import {
  type FollowUp,
  isPressing,
  type Knowledge,
  moreSerious,
  type Triage,
  type Visit,
} from '../knowledge/index.ts'
import type { Assertion, Named, Reading, Scope, Scored } from '../understanding/index.ts'
import { rankTopics } from './choose-topics.ts'
import type { Cues } from './cues.ts'
import { levelOf, mergeFlags } from './flags.ts'
import { type Heard, hear } from './hear.ts'
import { knownFrom, presentIn } from './known.ts'
import { liftDenied, liftTakenBack, returned } from './plain-take-back.ts'
import { liftSeen } from './seen.ts'
import { KEPT, type State } from './state.ts'
import type { World } from './world.ts'

/** A scope other than knee must be this sure when knees were just spoken of. */
const SURE_OF_NEW_SCOPE = 0.8
/** Small talk must be this sure when knees were just spoken of. */
const SURE_OF_SMALL_TALK = 0.5
/** Words; a message this short about the topic in focus goes on with the complaint behind it. */
const SHORT = 9
/** Words; a message this brief that points back at what was spoken of is about that, whatever it resembles. */
export const BRIEF = 6
/** From here on a message is read as reporting a complaint. */
const COMPLAINT = 0.5

/** Everything a turn is decided by: what was before, what was heard, and what follows from both. */
export type Turn = Heard & {
  before: State
  reading: Reading
  text: string
  cues: Cues
  world: World
  known: Known
  assessment: Assessment
  /** In force now; `isNewAlarm` when this message raised one of them. */
  redFlags: State['redFlags']
  isNewAlarm: boolean
  /** What wants to be looked at soon while no red flag is in force. */
  visit: Visit | undefined
  /** Whether this message took back a warning sign, outright. */
  isTakenBack: boolean
  /** Whether this message does no more than deny signs or say that all is well. */
  isDenying: boolean
  /** Whether it told that somebody has looked at what an alarm was about. */
  isSeen: boolean
  named: readonly Named[]
  scope: Scope
  topics: readonly Scored[]
  /** What a short message asks about the topic in focus. */
  followUp: FollowUp | undefined
  /** Whether a complaint is reported, or gone on with. */
  isComplaint: boolean
  triage: Triage
}

/** Hears a message and assesses it. Pure; `text` is searched for names, days and numbers, never kept. */
export function takeTurn(before: State, read: Reading, text: string, world: World): Turn {
  const { knowledge } = world
  const cues = world.readCues(text)
  const heard = hear(before, { reading: read, cues, text }, world)
  const reading = {
    ...read,
    answer: heard.answer,
    detectors: detectorsFor(heard, read, before, knowledge),
  }
  const { said, isAnswer, confirmed, changes } = heard
  const outright = liftTakenBack(heard.state, {
    before,
    said,
    cues,
    reading,
    knowledge,
  })
  const denied = liftDenied(outright.state, { said, detectors: reading.detectors }, knowledge)
  const { state: after, isSeen } = liftSeen(denied.state, said, knowledge)
  const state = cues.has.has('back') ? backToFirst(after) : after
  const known = {
    ...knownFrom(state.findings),
    heard: presentIn(reading.mentions),
    // Beside an alarm no appointment was spoken of: once that is taken back, all is weighed anew.
    ...(isPressing(levelOf(before.redFlags)) ? {} : { before: knownFrom(before.findings).present }),
  }
  const assessment = assess(known, reading.detectors, new Set(state.asked), knowledge)
  const level = confirmed ? knowledge.redFlags.get(confirmed)?.level : undefined
  const redFlags = mergeFlags(
    state.redFlags,
    [
      ...assessment.redFlags,
      ...(confirmed && level ? [{ id: confirmed, level, from: 'detector' as const }] : []),
      ...(outright.isTakenBack ? [] : returned(state, { cues, reading })),
    ],
    state.turns,
  )
  const visit = redFlags.length > 0 ? undefined : assessment.visit
  const isShort = reading.length <= SHORT
  const isDenying = onlyDenies(said, reading, knowledge)
  const lookLevel = triageOf(redFlags, { visit, isComplaint: false })
  const isNewAlarm = redFlags.some(({ id }) => !before.redFlags.some((old) => old.id === id))
  const named = world.searchNames(text)
  const goesOnAbout = isAnswer || hasChanged(changes)
  const scope = scopeOf(reading, state, {
    isAnswer: goesOnAbout,
    level: levelOf(redFlags),
    named,
    cues,
  })
  const isNewTopic = cues.has.has('newTopic')
  const isAboutFocus = !isNewTopic && (isAnswer || scope === 'knee')
  const followUp = isAboutFocus ? followUpIn(state, cues, knowledge) : undefined
  const topics = rankTopics(reading, {
    state,
    isAboutFocus,
    isBack: cues.has.has('back'),
    isReferring: cues.has.has('reference') || pointsBack(cues),
    isDenying,
    asked: followUp?.topic ?? (cues.words <= BRIEF && followUp?.part ? state.topic : null),
    explanations: assessment.explanations,
    sends:
      isPressing(lookLevel) && (leavesAlarm(heard, cues) || !(isNewAlarm || isShort))
        ? 'info'
        : lookLevel,
    named: named[0],
    kindOf: (topic) => knowledge.topics.get(topic)?.kind,
  })
  const isWell = said.get('well-now') === 'present' && said.get('hurts') !== 'present'
  const goesOn =
    state.complaint &&
    !isNewTopic &&
    (isAnswer ||
      hasChanged(changes) ||
      followUp !== undefined ||
      reading.answer !== null ||
      (isShort && topics[0]?.id === state.topic))
  const isComplaint =
    scope === 'knee' && ((reading.complaint >= COMPLAINT && !isWell) || isAnswer || goesOn)
  return {
    ...heard,
    state,
    before,
    reading,
    text,
    cues,
    world,
    known,
    assessment,
    redFlags,
    isNewAlarm,
    visit,
    isTakenBack: outright.isTakenBack || denied.isTakenBack,
    isDenying,
    isSeen,
    named,
    scope,
    topics,
    followUp,
    isComplaint,
    triage: triageOf(redFlags, { visit, isComplaint }),
  }
}

/** Words; a longer answer may tell more than where it hurts. */
const LONGEST_PLACE = 8
/** That it hurts is no more than where it hurts. */
const NO_MORE: ReadonlySet<string> = new Set(['hurts', 'knee-pain'])

/**
 * A bare score, side or length of time looks like pain that lasts or gets worse, and so does a bare place, where that was
 * asked; they tell nothing of it. Who is to be seen today is heard all the same.
 */
function detectorsFor(
  { shortReply, answerTo }: Heard,
  { detectors, mentions, length }: Reading,
  { pending }: State,
  { redFlags, findings }: Knowledge,
): Reading['detectors'] {
  const isPlace =
    pending?.kind === 'where' &&
    answerTo === 'given' &&
    length <= LONGEST_PLACE &&
    mentions.every(({ finding }) => NO_MORE.has(finding) || findings.get(finding)?.kind === 'where')
  const isBare = shortReply !== null && mentions.length === 0
  if (!isPlace && !isBare) return detectors
  return new Map([...detectors].filter(([id]) => isPressing(redFlags.get(id)?.level ?? 'info')))
}

/** Words; in a longer message the words of a follow-up say something of their own. */
const FOLLOW_UP_WORDS = 14

function followUpIn(state: State, cues: Cues, knowledge: Knowledge): FollowUp | undefined {
  if (cues.words > FOLLOW_UP_WORDS) return undefined
  const isSpokenOf = {
    complaint: state.complaint || conditionInFocus(state, knowledge) !== undefined,
    race: state.plan?.kind === 'race',
    plan: state.plan?.kind === 'return',
  }
  return cues.followUps.find(
    ({ of, focus, opens }) =>
      (opens || state.topic !== null) &&
      (of === undefined || isSpokenOf[of]) &&
      (focus === undefined || focus === state.topic),
  )
}

/** The condition that is spoken of: the topic in focus, or the last one before it that is a condition. */
export function conditionInFocus(
  { topic, trail }: Pick<State, 'topic' | 'trail'>,
  { topics }: Pick<Knowledge, 'topics'>,
): string | undefined {
  return [...trail, ...(topic ? [topic] : [])].findLast((id) => topics.get(id)?.kind === 'causes')
}

function backToFirst(state: State): State {
  const [first] = state.trail
  return first ? withFocus(state, first) : state
}

/** "Tell me more", "what about the other knee", "back to my first question". */
function pointsBack({ has }: Cues): boolean {
  return has.has('more') || has.has('otherKnee') || has.has('back')
}

/** "No swelling, no fever, walking is fine": tells more of what was spoken of, and asks nothing. */
function onlyDenies(
  said: Heard['said'],
  { asks }: Reading,
  { dialogue: { wellBy } }: Pick<Knowledge, 'dialogue'>,
): boolean {
  const well = new Set([wellBy.everywhere, wellBy.since, ...Object.values(wellBy.signs)].flat())
  const isGood = ([id, assertion]: [string, Assertion]) =>
    assertion === (well.has(id) ? 'present' : 'absent')
  return said.size > 0 && !asks && [...said].every(isGood)
}

/** Whether a message seems to take an alarm back. */
function leavesAlarm({ changes, answer, isCorrection }: Heard, cues: Cues): boolean {
  return (
    isCorrection ||
    answer === 'takeBack' ||
    answer === 'no' ||
    cues.has.has('misspoke') ||
    cues.has.has('longAgo') ||
    changes.before.length + changes.past.length > 0
  )
}

/** The level of a turn: that of its red flags, of a visit, or of a complaint. */
export function triageOf(
  redFlags: State['redFlags'],
  { visit, isComplaint }: Pick<Turn, 'visit' | 'isComplaint'>,
): Triage {
  const least = isComplaint ? 'self-care' : 'info'
  return moreSerious(levelOf(redFlags), visit ? 'soon' : least)
}

/** Whether something told wants to be looked at by a professional, today or soon. */
export function wantsLook({ redFlags, visit }: Pick<Turn, 'redFlags' | 'visit'>): boolean {
  return redFlags.length > 0 || visit !== undefined
}

/** Whether anything known before is different now. */
export function hasChanged({ now, before, past, side, person }: Heard['changes']): boolean {
  return now.length + before.length + past.length > 0 || side !== null || person !== undefined
}

/** The state after a turn, before what was answered is added: nothing asked, nothing unclear. */
export function stateAfter({ state, redFlags, isComplaint, topics }: Turn): State {
  return {
    ...state,
    redFlags,
    pending: null,
    complaint: state.complaint || isComplaint,
    candidates: topics
      .slice(0, KEPT.candidates)
      .map(({ id, confidence }) => ({ id, share: Math.min(1, Math.max(0, rounded(confidence))) })),
    unsureTurns: 0,
  }
}

/** Brings a topic into focus; the one before stays on the trail. */
export function withFocus(state: State, topic: string | null): State {
  if (topic === null || topic === state.topic) return state
  const trail = state.topic ? [...state.trail.filter((id) => id !== state.topic), state.topic] : []
  return { ...state, topic, trail: trail.slice(-KEPT.trail) }
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100
}

/**
 * Small talk stays small talk, an alarm or a check for warning signs is always about this runner, a short follow-up to a
 * knee question is about the knee, and so is a message that is little more than the name of a knee complaint.
 */
function scopeOf(
  reading: Reading,
  state: State,
  {
    isAnswer,
    level,
    named,
    cues,
  }: { isAnswer: boolean; level: Triage; named: readonly Named[]; cues: Cues },
): Scope {
  const isOpened = cues.words <= FOLLOW_UP_WORDS && cues.followUps.some(({ opens }) => opens)
  // The summary is always of what was told here.
  const isOfUs = cues.has.has('safetyCheck') || (cues.has.has('summary') && cues.words <= BRIEF)
  if (isAnswer || isOpened || named[0]?.distance === 0 || isOfUs) return 'knee'
  // "So what is it now?" asks for help, and not how to use the program; "make it shorter" is about the plan shown.
  const isOfPlan = state.plan !== null
  const isOfTalk = state.complaint || isOfPlan
  const isMeant = reading.meta === 'help' ? isOfTalk : reading.meta === 'feedback' && isOfPlan
  const goesOn = cues.followUps.length > 0
  if (isMeant && goesOn && cues.words <= SHORT) return 'knee'
  const isChat = reading.scope === 'meta' && reading.scopeConfidence < SURE_OF_SMALL_TALK
  if (isChat && state.topic !== null) return 'knee'
  if (reading.scope === 'meta' || reading.scope === 'knee') return reading.scope
  const isFollowUp =
    state.topic !== null &&
    (reading.scopeConfidence < SURE_OF_NEW_SCOPE ||
      (cues.words <= BRIEF && (goesOn || pointsBack(cues))))
  return level !== 'info' || isFollowUp || named.length > 0 ? 'knee' : reading.scope
}

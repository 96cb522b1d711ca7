import type { Ranked } from '../assessment/index.ts'
import { isPressing, type TopicKind, type Triage } from '../knowledge/index.ts'
import type { Named, Reading, Scored } from '../understanding/index.ts'
import type { State } from './state.ts'

/** Words; a message no longer than this may be about the topic in focus without naming it. */
const FOLLOW_UP_LENGTH = 9
/** Found on the development questions; docs/measurements.md. */
const FOCUS_SHARE = 0.35
const REFERRED_SHARE = 0.5
const STORY_SHARE = 0.15
/** What else the last message may have been about. */
const CANDIDATE_SHARE = 0.2
/** A phrase of dialogue.yaml names the topic outright. */
const FOLLOW_UP_SHARE = 0.6
/** A sign that wants an appointment makes "whom to see" part of the answer, behind what surely explains the sign. */
const APPOINTMENT_SHARE = 0.75
/** A sleeve or an exercise that was asked for comes behind it however sure the question is; behind an alarm everything does. */
const FIRST_APPOINTMENT_SHARE = 1
const REMEDIES: ReadonlySet<TopicKind | undefined> = new Set(['care', 'prevention'])
/** A name spelt by ear counts the more, the nearer it is. */
const NAME_SHARE = 1.2
const APPOINTMENT = 'seeing-a-professional'

/**
 * Ranks topics: what the classifier read in the message, with the topic in focus for short follow-ups, and for a
 * complaint the explanations that the findings speak for.
 */
export function rankTopics(
  reading: Reading,
  {
    state,
    isAboutFocus,
    isBack,
    isReferring,
    isDenying,
    asked,
    explanations,
    sends,
    named,
    kindOf,
  }: {
    state: State
    /** Whether a short message may be about what was spoken of before. */
    isAboutFocus: boolean
    /** Whether its words point at what was spoken of before. */
    isReferring: boolean
    /** Whether it does no more than deny signs, in however many words. */
    isDenying: boolean
    /** Whether it goes back to an earlier topic, in however many words. */
    isBack: boolean
    /** The topic that a short follow-up is about. */
    asked: string | null
    explanations: readonly Ranked[]
    /** The level of what wants to be looked at; info where nothing does. */
    sends: Triage
    /** The topic whose name is nearest to a short message. */
    named: Named | undefined
    kindOf: (topic: string) => TopicKind | undefined
  },
): Scored[] {
  const focus = isAboutFocus ? state.topic : null
  const isFollowUp = focus !== null && (isBack || isDenying || reading.length <= FOLLOW_UP_LENGTH)
  const best = Math.max(0, ...explanations.map(({ points }) => points))
  const told = new Map(
    explanations
      .filter(({ points }) => best >= 4 && points > 0)
      .map(({ topic, points }) => [topic, (points / best) ** 3]),
  )
  const total = [...told.values()].reduce((sum, share) => sum + share, 0)
  const storyShare = total > 0 ? STORY_SHARE * reading.complaint * Math.min(1, best / 8) : 0
  const focusShare = isFollowUp ? (isReferring || isDenying ? REFERRED_SHARE : FOCUS_SHARE) : 0
  const candidates = new Map(
    isFollowUp
      ? state.candidates.filter(({ id }) => id !== focus).map(({ id, share }) => [id, share])
      : [],
  )
  const isRemedyFirst = REMEDIES.has(kindOf(reading.topics[0]?.id ?? '')) && asked === null
  const appointmentShare =
    sends === 'info'
      ? 0
      : isPressing(sends) || isRemedyFirst
        ? FIRST_APPOINTMENT_SHARE
        : APPOINTMENT_SHARE
  return reading.topics
    .map(({ id, confidence }) => ({
      id,
      confidence:
        confidence * (1 - storyShare - focusShare) +
        (storyShare > 0 ? storyShare * ((told.get(id) ?? 0) / total) : 0) +
        (id === focus ? focusShare : 0) +
        CANDIDATE_SHARE * (candidates.get(id) ?? 0) +
        (id === asked ? FOLLOW_UP_SHARE : 0) +
        (id === named?.id ? NAME_SHARE * (1 - named.distance) : 0) +
        (id === APPOINTMENT ? appointmentShare : 0),
    }))
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
}

import type { Ranked } from '../assessment/index.ts'
import type { Named, Reading, Scored } from '../understanding/index.ts'

/** Words; a message no longer than this may be about the topic in focus without naming it. */
const FOLLOW_UP_LENGTH = 9
/** Found on the development questions; docs/measurements.md. */
const FOCUS_SHARE = 0.5
const STORY_SHARE = 0.15
/** A sign that wants an appointment makes "whom to see" part of the answer. */
const APPOINTMENT_SHARE = 0.6
/** A name spelt by ear counts the more, the nearer it is. */
const NAME_SHARE = 1
const APPOINTMENT = 'seeing-a-professional'

/**
 * Ranks topics: what the classifier read in the message, with the topic in focus for short follow-ups, and for a
 * complaint the explanations that the findings speak for.
 */
export function rankTopics(
  reading: Reading,
  {
    focus,
    explanations,
    wantsAppointment,
    named,
  }: {
    focus: string | null
    explanations: readonly Ranked[]
    wantsAppointment: boolean
    /** The topic whose name is nearest to a short message. */
    named: Named | undefined
  },
): Scored[] {
  const isFollowUp = focus !== null && reading.length <= FOLLOW_UP_LENGTH
  const best = Math.max(0, ...explanations.map(({ points }) => points))
  const told = new Map(
    explanations
      .filter(({ points }) => best >= 4 && points > 0)
      .map(({ topic, points }) => [topic, (points / best) ** 3]),
  )
  const total = [...told.values()].reduce((sum, share) => sum + share, 0)
  const storyShare = total > 0 ? STORY_SHARE * reading.complaint * Math.min(1, best / 8) : 0
  const focusShare = isFollowUp ? FOCUS_SHARE : 0
  return reading.topics
    .map(({ id, confidence }) => ({
      id,
      confidence:
        confidence * (1 - storyShare - focusShare) +
        (storyShare > 0 ? storyShare * ((told.get(id) ?? 0) / total) : 0) +
        (id === focus ? focusShare : 0) +
        (id === named?.id ? NAME_SHARE * (1 - named.distance) : 0) +
        (wantsAppointment && id === APPOINTMENT ? APPOINTMENT_SHARE : 0),
    }))
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
}

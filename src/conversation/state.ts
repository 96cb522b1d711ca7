import { z } from 'zod'
import { TRIAGE } from '../knowledge/index.ts'
import { ASSERTIONS } from '../understanding/index.ts'

/** How many of each are kept, so that a conversation of any length stays below 8 KB as JSON. */
export const KEPT = {
  findings: 40,
  raisedBy: 3,
  asked: 40,
  trail: 6,
  candidates: 3,
  heard: 60,
  offered: 12,
} as const
/** Characters of what an offered choice says. */
const OFFER_LIMIT = 100

const Score = z.number().min(0).max(10)

/** What a running plan needs to know; null where nobody said, `skipped` what the runner would rather not say. */
const PlanSlots = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('return'),
    daysOff: z.number().nullable(),
    pain: Score.nullable(),
    weeklyKm: z.number().nullable(),
    skipped: z.array(z.enum(['daysOff', 'pain', 'weeklyKm'])).max(3),
  }),
  z.strictObject({
    kind: z.literal('race'),
    distance: z.string().nullable(),
    /** YYYY-MM-DD, so that it stays right when days pass. */
    date: z.string().nullable(),
    pain: Score.nullable(),
    skipped: z.array(z.enum(['date', 'pain'])).max(2),
  }),
])

/** What a short answer would answer. */
const Pending = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('finding'), finding: z.string() }),
  /** Where it hurts: the place is in the answer. */
  z.strictObject({ kind: z.literal('where') }),
  /** Whether a red flag that is only suspected is really there. */
  z.strictObject({ kind: z.literal('confirm'), redFlag: z.string() }),
  z.strictObject({ kind: z.literal('takeBack'), redFlag: z.string() }),
  z.strictObject({ kind: z.literal('return'), slot: z.enum(['daysOff', 'pain', 'weeklyKm']) }),
  z.strictObject({ kind: z.literal('race'), slot: z.enum(['date', 'pain']) }),
  z.strictObject({ kind: z.literal('training') }),
  z.strictObject({ kind: z.literal('safetyCheck') }),
])

const RaisedBefore = z.strictObject({
  id: z.string(),
  level: z.enum(TRIAGE),
  /** The message that raised it. */
  turn: z.number().int(),
  /** The findings that raised it; none where only the examples said so. */
  from: z.array(z.string()).max(KEPT.raisedBy),
})

/** What is kept of a conversation: findings, never words. A small JSON value; `version` guards its shape. */
export const State = z.strictObject({
  version: z.literal(2),
  /** Messages read so far. */
  turns: z.number().int(),
  /** Whom it is about: null for who writes, otherwise a person of dialogue.yaml, such as `daughter`. */
  person: z.string().nullable(),
  side: z.enum(['left', 'right', 'both']).nullable(),
  findings: z
    .array(
      z.strictObject({ id: z.string(), assertion: z.enum(ASSERTIONS), turn: z.number().int() }),
    )
    .max(KEPT.findings),
  /** The topic that "how long does that take?" is about. */
  topic: z.string().nullable(),
  /** Topics that were in focus before, the latest last; for "back to my first question". */
  trail: z.array(z.string()).max(KEPT.trail),
  /** What else the last message may have been about, best first; a follow-up may pick it up. */
  candidates: z
    .array(z.strictObject({ id: z.string(), share: z.number().min(0).max(1) }))
    .max(KEPT.candidates),
  /** Whether a complaint was reported at any time. */
  complaint: z.boolean(),
  /** In force until the runner takes them back, most serious first. */
  redFlags: z.array(RaisedBefore),
  /** Taken back last, and in force again as soon as they are said to be there; a state from before there was this has none. */
  takenBack: z.array(RaisedBefore).default([]),
  /** A danger to life that was denied, by the findings that told of it: whom to call stands in front of replies `until`. */
  aftercare: z
    .strictObject({
      redFlag: z.string(),
      from: z.array(z.string()).max(KEPT.raisedBy),
      until: z.number().int(),
    })
    .nullable()
    // Conversations of before there was any are still kept.
    .default(null),
  /** Keys of the questions that were asked, so that none is asked twice. */
  asked: z.array(z.string()).max(KEPT.asked),
  /** How many questions were asked back. */
  questions: z.number().int(),
  pending: Pending.nullable(),
  plan: PlanSlots.nullable(),
  /** The score of pain that was told last, so that nobody has to tell it twice; a state from before there was this has none. */
  pain: Score.nullable().default(null),
  /** What the numbered choices of the last reply say; our own words, never the runner's. */
  offered: z.array(z.string().max(OFFER_LIMIT)).max(KEPT.offered),
  /** The other language that the last message was in; a state that was saved before there was this has none. */
  language: z.string().nullable().default(null),
  /** Whether it has said what it is. */
  introduced: z.boolean(),
  /** How often in a row it was not sure. */
  unsureTurns: z.number().int(),
  /** Marks of the sentences of the last two replies, the latest last: nothing is said twice in a row. */
  heard: z.array(z.array(z.string()).max(KEPT.heard)).max(2),
})
export type State = z.infer<typeof State>

/** The state before the first message. */
export const NEW_STATE: State = {
  version: 2,
  turns: 0,
  person: null,
  side: null,
  findings: [],
  topic: null,
  trail: [],
  candidates: [],
  complaint: false,
  redFlags: [],
  takenBack: [],
  aftercare: null,
  asked: [],
  questions: 0,
  pending: null,
  plan: null,
  pain: null,
  offered: [],
  language: null,
  introduced: false,
  unsureTurns: 0,
  heard: [],
}

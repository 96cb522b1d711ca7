import { z } from 'zod'
import { Id } from './entry.ts'

const Text = z.string().trim().min(1, 'write a few plain words')
const Words = z
  .string()
  .regex(/^[a-z0-9 ]+$/, 'write small letters without marks; short forms are written out')

/** `a|b`, `word?`, `*`, `@person`, `@year`, with `^` at the beginning and `$` at the end; knowledge/dialogue.yaml explains them. */
export const Phrase = z
  .string()
  .regex(
    /^\^?(?:\*|@person|@year|[a-z0-9]+(?:\|[a-z0-9]+)*\??)(?: (?:\*|@person|@year|[a-z0-9]+(?:\|[a-z0-9]+)*\??))*(?: \$)?$/,
    'write words in small letters; the head of the file explains the marks',
  )
const Phrases = z.array(Phrase).min(1, 'write at least one phrase')

/** The parts of an entry that a follow-up can ask for. */
export const PARTS = [
  'howLong',
  'helps',
  'avoid',
  'seeProfessional',
  'explanation',
  'signs',
] as const
export type Part = (typeof PARTS)[number]

const FollowUp = z.strictObject({
  id: Id,
  /** What it asks about; without one it stays with the topic in focus. */
  topic: Id.optional(),
  /** The part of the entry in focus that answers it. */
  part: z.enum(PARTS).optional(),
  /** Holds only while this is spoken of: a complaint or a condition, a race, or a plan that was shown. */
  of: z.enum(['complaint', 'race', 'plan']).optional(),
  /** Holds only while this topic is in focus. */
  focus: Id.optional(),
  /** Makes sense with nothing before it, and is about knees then. */
  opens: z.literal(true).optional(),
  /** The warning sign that is feared: whether it is there is asked in place of an answer. */
  redFlag: Id.optional(),
  phrases: Phrases,
})
export type FollowUp = z.infer<typeof FollowUp>

/** What people do in a conversation besides asking and telling. */
export const CUES = [
  'correction',
  'amends',
  'past',
  'misspoke',
  'longAgo',
  'recurs',
  'nowOrOther',
  'madeUp',
  'reference',
  'newTopic',
  'back',
  'more',
  'otherKnee',
  'exercisesShown',
  'returnPlan',
  'training',
  'summary',
  'whereToGo',
  'allowed',
  'wait',
  'safetyCheck',
  'someoneElse',
  'dose',
  'medicine',
  'secondOpinion',
  'abuse',
  'skip',
] as const
export type Cue = (typeof CUES)[number]

const Place = z.strictObject({
  finding: Id,
  label: Text,
  says: Text,
  /** A short answer that consists of little more than this. */
  words: Phrases,
  /** Mean the place in any short complaint. */
  names: Phrases.optional(),
})
export type Place = z.infer<typeof Place>

/** Words of a short message that tell when it hurts, and when it does not. */
const Circumstances = z.strictObject({
  list: z.array(z.strictObject({ finding: Id, words: Phrases })).min(1),
  /** It does not hurt then. */
  fine: Phrases,
  /** It does, whatever looks like `fine`. */
  notFine: Phrases,
  sore: Phrases,
  /** All that may stand beside the words where nothing says that it is sore. */
  beside: z.array(Words).min(1),
  /** Nothing that is told of the complaint as it is. */
  notNow: Phrases,
})

/** A short message that tells something of the complaint in focus, in words that say nothing by themselves. */
const ShortReplies = z.strictObject({
  /** What it tells; with `beside`, only where one of those is known. */
  findings: z.array(
    z.strictObject({ finding: Id, beside: z.array(Id).min(1).optional(), phrases: Phrases }),
  ),
  /** How strong the pain is, from 0 to 10. */
  pain: z.array(z.strictObject({ score: z.number().min(0).max(10), said: Text, phrases: Phrases })),
  /** A no where pain was asked for: "it is fine". */
  fine: Phrases,
  /** Words of a question, or of somebody who speaks of the answer and not of the knee. */
  notOfTheKnee: Phrases,
})

/** How a choice is picked by its number, in words. */
const Choices = z.strictObject({
  /** First, second and so on. */
  ordinals: Phrases,
  numbers: Phrases,
  /** May stand around the number. */
  before: Phrases,
  after: Phrases,
  /** All of the warning signs that are offered. */
  all: Phrases,
})

const Share = z.number().min(0).max(1)
const Options = z.array(z.strictObject({ label: Text, value: z.number().min(0) })).min(2)

/** How people carry a conversation on, and what is asked back: knowledge/dialogue.yaml. */
export const Dialogue = z.strictObject({
  followUps: z.array(FollowUp),
  cues: z.strictObject(
    // Named one by one, so that a missing one is reported by its name.
    Object.fromEntries(CUES.map((cue) => [cue, Phrases])) as Record<Cue, typeof Phrases>,
  ),
  people: z.record(Id, z.array(Words).min(1)),
  newRunner: Phrases,
  myself: Phrases,
  places: z.array(Place).min(2),
  /** Findings that tell where it hurts as well as a place does. */
  spots: z.array(Id),
  circumstances: Circumstances,
  shortReplies: ShortReplies,
  /** Lists of findings of which only one holds at a time. */
  exclusive: z.array(z.array(Id).min(2)),
  /** Findings that are not asked for where one of `by` is known. */
  settled: z.array(z.strictObject({ finding: Id, by: z.array(Id).min(1) })),
  /** Pairs that ask for the same: with no answer to one, the other is not asked. */
  sameQuestion: z.array(z.tuple([Id, Id])),
  /** Red flags that no words take back without a question. */
  askedAbout: z.array(Id),
  /** Findings that tell who has looked at a sign, by the level of the alarm that is over with that. */
  /** What tells that a sign is not there: being well all over, and of some red flags that very part. */
  wellBy: z.strictObject({
    everywhere: z.array(Id).min(1),
    /** That all has been well since a time that is long past. */
    since: z.array(Id).min(1),
    signs: z.record(Id, z.array(Id).min(1)),
  }),
  seenBy: z.strictObject({ urgent: z.array(Id).min(1), emergency: z.array(Id).min(1) }),
  explanations: z.strictObject({ nameFrom: Share, fitsWellFrom: Share, couldBeFrom: Share }),
  choices: Choices,
  safetyCheck: z.array(z.strictObject({ label: Text, says: Text })).min(2),
  questions: z.strictObject({
    daysOff: z.strictObject({ ask: Text, options: Options }),
    pain: z.strictObject({ ask: Text }),
    weeklyKm: z.strictObject({ ask: Text, options: Options }),
    date: z.strictObject({ ask: Text, options: Options }),
    skip: Text,
    painSays: Text,
  }),
})
export type Dialogue = z.infer<typeof Dialogue>

import { z } from 'zod'
import type { Visit } from './visit.ts'

/** An id as the taxonomy writes it: `it-band-syndrome`. */
export const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write an id in small letters, digits and hyphens')

export const Text = z.string().trim().min(1, 'write one plain sentence')

/**
 * Something an entry says to the runner, and where it comes from: sources of the bibliography, or an honest
 * "common practice" where the evidence dossier has no source that was verified.
 */
const statement = {
  text: Text,
  sources: z.array(Id).min(1, 'name at least one source').optional(),
  basis: z.literal('common-practice').optional(),
  /** Claims of the article that Kneewise grew from which this sentence carries, with their qualification. */
  claims: z.array(Id).optional(),
}
type Sourced = { sources?: readonly string[] | undefined; basis?: string | undefined }

const hasOneOrigin = (value: Sourced) =>
  (value.sources === undefined) !== (value.basis === undefined)
const ORIGIN = 'name its `sources`, or write `basis: common-practice` when there is no verified one'

export const Statement = z.strictObject(statement).refine(hasOneOrigin, ORIGIN)
export type Statement = z.infer<typeof Statement>

/** What answers one narrow question about an entry; `to` is the follow-up of dialogue.yaml that asks it. */
export const Particular = z.strictObject({ ...statement, to: Id }).refine(hasOneOrigin, ORIGIN)

/** What is said in place of the short answer to somebody with one of these findings. */
export const Caution = z
  .strictObject({ ...statement, when: z.array(Id).min(1, 'name a finding') })
  .refine(hasOneOrigin, ORIGIN)

/** A step that helps, with its dose (sets, repeats, minutes, percent) where it has one. */
export const Step = z
  .strictObject({ ...statement, dose: Text.optional() })
  .refine(hasOneOrigin, ORIGIN)
export type Step = z.infer<typeof Step>

/** Everything is a draft until a clinician signs it, with a name and a date. */
export const Review = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('draft'), by: z.null(), on: z.null() }),
  z.strictObject({
    status: z.literal('reviewed'),
    by: Text,
    on: z.iso.date('write the date as 2026-11-24'),
  }),
])

export type Review = z.infer<typeof Review>

export const EVIDENCE = ['strong', 'moderate', 'limited', 'mixed', 'opinion'] as const

/** The folders of knowledge/ that hold topics. */
export const TOPIC_KINDS = ['causes', 'prevention', 'care', 'info'] as const
export type TopicKind = (typeof TOPIC_KINDS)[number]

/** One entry about a cause, a way to prevent or treat, or a general question. */
export const TopicFile = z.strictObject({
  id: Id,
  title: Text,
  otherNames: z.array(Text),
  /** Two sentences. */
  shortAnswer: Statement,
  explanation: z.array(Statement).min(1, 'explain it in at least one statement'),
  /** For conditions: how it shows itself. */
  signs: z.strictObject({ where: Text, when: Text, who: Text }).optional(),
  helps: z.array(Step).min(1, 'say at least one thing that helps'),
  avoid: z.array(Statement),
  howLong: Statement,
  seeProfessional: Statement,
  /** Where sources disagree: both sides in one plain sentence. */
  bothSides: Statement.optional(),
  /** Said only where the narrow question is asked. */
  particulars: z.array(Particular).optional(),
  /** The first that holds is said. */
  cautions: z.array(Caution).optional(),
  related: z.array(Id).min(1, 'name at least one related topic'),
  evidence: z.strictObject({ strength: z.enum(EVIDENCE), note: Text }),
  review: Review,
})
export type Topic = z.infer<typeof TopicFile> & { kind: TopicKind }

/** A step of first aid, for the one who writes or for somebody else; without `to` for either. */
const FirstAid = z
  .strictObject({ ...statement, to: z.enum(['oneself', 'someoneElse']).optional() })
  .refine(hasOneOrigin, ORIGIN)
/** Said in turn, so that none stands in two of three replies. */
const Turns = z.array(Statement).min(3, 'write at least three, so that none comes twice in a row')

export const RED_FLAG_LEVELS = ['soon', 'urgent', 'emergency'] as const

/** What is said about a warning sign; what to do now comes first, in every channel. */
const redFlagWords = {
  /** The runner's own words for it, after "because you mentioned". */
  sign: Text,
  /** Ordered; the first is the action itself. `to` says of a step whether the one who writes is ill, or somebody else. */
  doNow: z.array(FirstAid).min(1, 'say what to do now'),
  whereToGo: Statement,
  doNot: z.array(Statement).min(1, 'say what not to do'),
  mayMean: Statement,
  /** The one question that confirms it. */
  confirm: Text,
  /** Whether a crisis line stands in front of the emergency number, or beside it. */
  crisisLine: z.enum(['first', 'beside']).optional(),
  /** Said in turn while it is in force, instead of all the steps: the action, and one line. */
  again: Turns.optional(),
  /** Said when the confirming question was answered with yes. */
  holds: Text.optional(),
  /** Said in turn in front of the next replies after a no: `{crisis}` and `{emergency}` are whom to call. */
  afterNo: Turns.optional(),
}

/** One warning sign. */
export const RedFlag = z.strictObject({
  id: Id,
  title: Text,
  level: z.enum(RED_FLAG_LEVELS),
  ...redFlagWords,
  /**
   * Other words where certain findings raised it, one of each list: distress is not met with first aid for the heart. The
   * first that holds is said.
   */
  variants: z
    .array(z.strictObject({ when: z.array(z.array(Id).min(1)).min(1), ...redFlagWords }))
    .optional(),
  review: Review,
})
export type RedFlag = z.infer<typeof RedFlag>
export type RedFlagWords = Pick<RedFlag, keyof typeof redFlagWords>

/** What a red flag says in the light of what was reported, and the findings that it speaks of. */
export function redFlagWordsFor(
  { variants = [], ...entry }: RedFlag,
  present: ReadonlySet<string>,
): { words: RedFlagWords; about: readonly string[] } {
  const words = variants.find(({ when }) =>
    when.every((list) => list.some((finding) => present.has(finding))),
  )
  const about = words?.when.flat().filter((finding) => present.has(finding)) ?? []
  return { words: words ?? entry, about }
}

/** Whether what was reported makes a red flag one of distress: its words begin with whom to talk to. An unknown flag is none. */
export function isOfDistress(entry: RedFlag | undefined, present: ReadonlySet<string>): boolean {
  return entry !== undefined && redFlagWordsFor(entry, present).words.crisisLine === 'first'
}

/** Every source id an entry names, each once. */
export function sourcesOf(entry: Topic | RedFlag | Visit): string[] {
  return [...new Set(statementsOf(entry).flatMap((statement) => statement.sources ?? []))]
}

/** Everything an entry says that carries an origin, in the order a reader meets it. */
export function statementsOf(entry: Topic | RedFlag | Visit): Statement[] {
  if ('when' in entry) return [...entry.doNow, entry.whereToGo, ...entry.doNot]
  if ('level' in entry) {
    return [entry, ...(entry.variants ?? [])].flatMap(
      ({ doNow, whereToGo, doNot, mayMean, again = [], afterNo = [] }) => [
        ...doNow,
        whereToGo,
        ...doNot,
        mayMean,
        ...again,
        ...afterNo,
      ],
    )
  }
  return [
    entry.shortAnswer,
    ...entry.explanation,
    ...entry.helps,
    ...entry.avoid,
    entry.howLong,
    entry.seeProfessional,
    ...(entry.bothSides ? [entry.bothSides] : []),
    ...(entry.particulars ?? []),
    ...(entry.cautions ?? []),
  ]
}

import { z } from 'zod'
import { Id } from './entry.ts'

/** Small talk and questions about Kneewise itself. */
export const META_KINDS = [
  'greeting',
  'thanks',
  'goodbye',
  'help',
  'privacy',
  'who-are-you',
  'feedback',
  'talk-to-a-human',
] as const
export type MetaKind = (typeof META_KINDS)[number]

const Text = z.string().trim().min(1, 'write the question')
/** An example, with other labels that hold just as much where there are any. */
const ExampleText = z.union([Text, z.strictObject({ text: Text, also: z.array(Id).min(1) })])

export const TopicIntents = z.strictObject({
  topic: Id,
  /** Somebody has a complaint now. */
  personal: z.array(ExampleText),
  /** Nobody does. */
  general: z.array(ExampleText),
})
export const RedFlagIntents = z.strictObject({ redFlag: Id, examples: z.array(ExampleText) })
/** Messages that tell of a finding in words that no pattern can foresee. */
export const FindingIntents = z.strictObject({ finding: Id, examples: z.array(Text) })
export const MetaIntents = z.strictObject({
  meta: z.enum(META_KINDS),
  examples: z.array(Text),
})
export const ScopeIntents = z.strictObject({
  scope: z.enum(['other-body', 'off-topic']),
  examples: z.array(Text),
})
export const LookAlikeIntents = z.strictObject({
  reason: z.enum(['negated', 'hypothetical', 'past', 'idiom', 'gear-and-races']),
  /** `complaint` where somebody has one all the same: alarming words beside a sore knee. */
  examples: z.array(
    z.strictObject({ text: Text, topic: Id, complaint: z.literal(true).optional() }),
  ),
})
/** Questions of all kinds that were written blind to measure a version, and folded in afterwards. */
export const RoundIntents = z.strictObject({
  round: Id,
  examples: z.array(
    z.strictObject({
      text: Text,
      scope: z.enum(['knee', 'other-body', 'off-topic', ...META_KINDS]).default('knee'),
      topics: z.array(Id).default([]),
      redFlags: z.array(Id).default([]),
      /** Left out where both can be said. */
      complaint: z.boolean().optional(),
    }),
  ),
})

/** One example question with everything that holds of it. */
export type Intent = {
  text: string
  scope: 'knee' | 'meta' | 'other-body' | 'off-topic'
  meta?: MetaKind
  topics: readonly string[]
  redFlags: readonly string[]
  /** The learnt findings it tells of; it then teaches nothing of scope, topic or complaint. */
  tells?: readonly string[]
  /** Whether a complaint is reported; undefined where the file does not say. */
  complaint?: boolean
}

import { z } from 'zod'
import { Id } from './entry.ts'

/**
 * What a finding tells, as a clinician asks for it: who the runner is, where it hurts, since when, how it started, what
 * makes it worse or better, a sign, what was tried. An `aside` only helps the reading and belongs in no summary.
 */
export const FINDING_KINDS = [
  'who',
  'where',
  'since',
  'onset',
  'worse',
  'better',
  'sign',
  'tried',
  'aside',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/**
 * Something a runner can report. `patterns` say how it is put in words, in the small language of
 * understanding/pattern.ts: `a b` in this order, `a_b` side by side, `a|b` either, `$group` any word of a group of the
 * lexicon, `@mark` a recognised number, `x & y` both in one sentence (the first is what a denial must touch).
 */
export const Finding = z.strictObject({
  lay: z.string(),
  /** The question to ask for it. */
  ask: z.string(),
  /** After "because you mentioned". */
  said: z.string(),
  kind: z.enum(FINDING_KINDS),
  /** The red flag to think of when the answer is yes. */
  redFlag: Id.optional(),
  /** What was so once is so still: a replaced knee, cancer before. Then the past counts as the present. */
  lasts: z.literal(true).optional(),
  /** It tells something only together with other signs of the same person: a fever beside a swollen knee. */
  together: z.literal(true).optional(),
  /**
   * It is told in so many ways that examples in intents/findings teach it, beside the patterns. `milder` are findings
   * whose own replies ask for it: beside them it must be likelier to count as told.
   */
  learnt: z.strictObject({ milder: z.array(Id) }).optional(),
  /** Whoever has this has these as well; whoever has not one of these has not this. */
  implies: z.array(Id).optional(),
  /** Whoever has this has none of these, and the other way round. */
  rulesOut: z.array(Id).optional(),
  patterns: z.array(z.string()),
  /** Where one of these covers the same words, the finding was not meant. */
  except: z.array(z.string()).optional(),
})
export type Finding = z.infer<typeof Finding>

export const FindingsFile = z.strictObject({ findings: z.record(Id, Finding) })

const told = {
  all: z.array(Id).min(1),
  any: z.array(Id).optional(),
  none: z.array(Id).optional(),
}
/** Findings that must be told, at least one that must, and those that must not. */
export const Told = z.strictObject(told)
export type Told = z.infer<typeof Told>

/** Which findings together raise a red flag, and at what level when not the flag's own. */
export const TriageRule = z.strictObject({
  redFlag: Id,
  ...told,
  level: z.enum(['soon', 'urgent', 'emergency']).optional(),
  /** Its words are seldom meant otherwise: it holds though no detector speaks for it. */
  plain: z.literal(true).optional(),
  because: z.string().optional(),
})
export type TriageRule = z.infer<typeof TriageRule>

/** Where a message tells this finding and nothing but those beside it, a red flag is asked about rather than raised. */
export const TooLittle = z.strictObject({ finding: Id, beside: z.array(Id) })
export type TooLittle = z.infer<typeof TooLittle>

export const TriageRulesFile = z.strictObject({
  rules: z.array(TriageRule),
  /** For people at higher risk: the share of a detector's usual threshold that is enough. */
  riskGroups: z.record(Id, z.number().gt(0).max(1)),
  /** For a red flag, what is too little for its detector alone. */
  tooLittle: z.record(Id, TooLittle),
  /** For a red flag, how sure its detector must be where no rule speaks for it; less, and it is asked about. */
  surerAlone: z.record(Id, z.number().gt(0).max(1)),
  /** For a red flag, the finding that says in the same message that it is over. */
  endedBy: z.record(Id, Id),
})

/** Ordinal judgements for ranking, never probabilities: 3 hallmark, 2 typical, 1 supports, below 0 counts against. */
export const Weights = z.record(Id, z.record(Id, z.number().int().min(-2).max(3)))
export type Weights = z.infer<typeof Weights>
export const DifferentialFile = z.strictObject({ differential: Weights, contributors: Weights })

import type { Finding, Knowledge } from '../knowledge/index.ts'
import { columnsOf, type LinearModel, probabilities } from './linear-model.ts'
import type { Mention, Reading } from './reading.ts'
import type { StretchMargins } from './score-message.ts'
import type { Parsed } from './understand.ts'

/**
 * Likelihood of a complaint below which a message asks in general. Of flags raised in such messages none of 18 was meant,
 * in all others 589 of 678, on questions that the model had not been trained on (docs/measurements.md).
 */
const COMPLAINT = 0.4
/** Words; a shorter message may answer a question of ours, or be a cry for help. */
const LONG_ENOUGH = 10
/** Kinds of findings that hold in a general question as well: who asks is who they are, and being well is being well. */
const AS_SAID: ReadonlySet<Finding['kind']> = new Set(['who', 'aside'])

/**
 * Whether a message asks about knees in general and no part of it tells of a complaint: a question after a sign does not
 * make the sign a question.
 */
export function asksInGeneral(
  { tokens, stretches }: Pick<Parsed, 'tokens' | 'stretches'>,
  { asks, complaint }: Pick<Reading, 'asks' | 'complaint'>,
  model: LinearModel,
  marginsAt: StretchMargins,
): boolean {
  if (complaint >= COMPLAINT || tokens.length < LONG_ENOUGH || !asks) return false
  const index = model.heads.findIndex(({ name }) => name === 'complaint')
  const head = model.heads[index]
  const calibration = model.calibrations[index]
  if (!head || !calibration) return false
  const columns = columnsOf(model.heads, head.name)
  const { told, sentences } = stretches
  return [...told, ...sentences].every((span) => {
    const margins = marginsAt(span, columns).subarray(columns.from, columns.to)
    return (probabilities(head.kind, calibration, margins)[0] ?? 1) < COMPLAINT
  })
}

/** The findings of a message that asks in general: only imagined, but what may be a danger to life is never waved away. */
export function imagined(
  mentions: readonly Mention[],
  { findings, dialogue }: Pick<Knowledge, 'findings' | 'dialogue'>,
): Mention[] {
  const isAsSaid = (finding: Finding | undefined) =>
    finding === undefined ||
    AS_SAID.has(finding.kind) ||
    (finding.redFlag !== undefined && dialogue.askedAbout.includes(finding.redFlag))
  return mentions.map((mention) =>
    isAsSaid(findings.get(mention.finding))
      ? mention
      : { ...mention, status: { ...mention.status, hypothetical: true } },
  )
}

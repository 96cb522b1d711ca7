import { z } from 'zod'
import { TRIAGE } from '../knowledge/index.ts'
import { ASSERTIONS } from '../understanding/index.ts'

/** What is kept of a conversation: findings, never words. A small JSON value; `version` guards its shape. */
export const State = z.strictObject({
  version: z.literal(1),
  /** Messages read so far. */
  turns: z.number().int(),
  findings: z.array(
    z.strictObject({ id: z.string(), assertion: z.enum(ASSERTIONS), turn: z.number().int() }),
  ),
  /** The topic that "how long does that take?" is about. */
  topic: z.string().nullable(),
  /** Whether a complaint was reported at any time. */
  complaint: z.boolean(),
  /** In force until the runner takes them back. */
  redFlags: z.array(z.strictObject({ id: z.string(), level: z.enum(TRIAGE) })),
  /** Findings that were asked for, so that none is asked twice. */
  asked: z.array(z.string()),
  /** What a bare yes or no would answer. */
  pending: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('finding'), finding: z.string() }),
      z.strictObject({ kind: z.literal('takeBack'), redFlag: z.string() }),
    ])
    .nullable(),
  /** Whether it has said what it is. */
  introduced: z.boolean(),
  /** How often in a row it was not sure. */
  unsureTurns: z.number().int(),
})
export type State = z.infer<typeof State>

/** The state before the first message. */
export const NEW_STATE: State = {
  version: 1,
  turns: 0,
  findings: [],
  topic: null,
  complaint: false,
  redFlags: [],
  asked: [],
  pending: null,
  introduced: false,
  unsureTurns: 0,
}

import { z } from 'zod'
import { TRIAGE } from '../knowledge/index.ts'
import { ASSERTIONS } from '../understanding/index.ts'
import { KEPT, NEW_STATE, State } from './state.ts'

/** The state as it was before findings named who they are about; conversations of that time may still be kept. */
const StateBefore = z.strictObject({
  version: z.literal(1),
  turns: z.number().int(),
  findings: z.array(
    z.strictObject({ id: z.string(), assertion: z.enum(ASSERTIONS), turn: z.number().int() }),
  ),
  topic: z.string().nullable(),
  complaint: z.boolean(),
  redFlags: z.array(z.strictObject({ id: z.string(), level: z.enum(TRIAGE) })),
  asked: z.array(z.string()),
  pending: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('finding'), finding: z.string() }),
      z.strictObject({ kind: z.literal('takeBack'), redFlag: z.string() }),
    ])
    .nullable(),
  introduced: z.boolean(),
  unsureTurns: z.number().int(),
})

/**
 * The state from what was saved: of this version, upgraded from the one before, or a new one where it fits neither,
 * since a conversation that begins anew is better than one that breaks.
 */
export function restoreState(saved: unknown): State {
  const current = State.safeParse(saved)
  if (current.success) return current.data
  const before = StateBefore.safeParse(saved)
  return before.success ? upgraded(before.data) : NEW_STATE
}

/** Red flags stay in force; what raised them was not kept then. */
function upgraded({
  version: _,
  findings,
  redFlags,
  asked,
  ...rest
}: z.infer<typeof StateBefore>): State {
  return {
    ...NEW_STATE,
    ...rest,
    findings: findings.slice(-KEPT.findings),
    redFlags: redFlags.map((flag) => ({ ...flag, turn: rest.turns, from: [] })),
    asked: asked.slice(-KEPT.asked),
    questions: asked.length,
  }
}

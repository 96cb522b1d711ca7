import { z } from 'zod'
import { Id, Statement, Text } from './entry.ts'
import { Told } from './finding.ts'

/** What wants to be looked at soon though it is no warning sign of the taxonomy: when, and what is said, as of a red flag. */
export const Visit = z.strictObject({
  when: Told,
  /** The runner's own words for it, after "because you mentioned". */
  sign: Text,
  doNow: z.array(Statement).min(1, 'say what to do'),
  whereToGo: Statement,
  doNot: z.array(Statement).min(1, 'say what not to do'),
})
export type Visit = z.infer<typeof Visit>

export const VisitsFile = z.strictObject({ visits: z.record(Id, Visit) })

import { loadKnowledge, readYaml } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'
import { type ComingBack, Plans, type WalkRunPlan, walkRunPlan } from '../../src/plans/index.ts'

const { parsed, problems } = readYaml(PATHS.knowledge, 'plans.yaml', Plans)
if (!parsed) throw new Error(problems.map(({ message }) => message).join('\n'))

/** The real file with its places, and the real words and numbers in it. */
export const file = parsed
export const rules = parsed.value
export const knowledge = loadKnowledge(PATHS.knowledge)

/** Someone who ran 30 km a week, was off for ten days and has no pain; say only what differs. */
export const comingBack = (differs: Partial<ComingBack> = {}): ComingBack => ({
  daysOff: 10,
  pain: 0,
  formerWeeklyKm: 30,
  ...differs,
})

/** The plan of somebody who gets one. */
export function planFor(differs: Partial<ComingBack> = {}): WalkRunPlan {
  const plan = walkRunPlan(comingBack(differs), rules)
  if (plan.kind !== 'plan') throw new Error('no plan with this pain')
  return plan
}

/** Every text of a value, at any depth. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

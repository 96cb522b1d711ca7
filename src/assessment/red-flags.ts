import type { Knowledge, Triage, TriageRule } from '../knowledge/index.ts'
import { isAtLeast, isPressing } from '../knowledge/index.ts'

/** A red flag that was raised, at the level that holds here, and what raised it. */
export type RaisedFlag = {
  id: string
  level: Triage
  /** The findings of the rule, or `detector` when only the examples said so. */
  from: readonly string[] | 'detector'
}

/**
 * The red flags that findings and detectors raise, most serious first. Rules and detectors either alone can raise;
 * of several levels for one flag the highest holds. `present` holds the findings asserted now, of the runner or of
 * someone the runner asks for. `detectorShares` are detector confidences as shares of their thresholds.
 */
export function raiseFlags(
  present: ReadonlySet<string>,
  detectorShares: ReadonlyMap<string, number>,
  knowledge: Knowledge,
): RaisedFlag[] {
  const flags = new Map<string, RaisedFlag>()
  const raise = (flag: RaisedFlag) => {
    const known = flags.get(flag.id)
    if (!known || (flag.level !== known.level && isAtLeast(flag.level, known.level)))
      flags.set(flag.id, flag)
  }
  for (const rule of knowledge.triageRules) {
    if (!isMet(rule, present)) continue
    const level = rule.level ?? knowledge.redFlags.get(rule.redFlag)?.level
    if (level)
      raise({
        id: rule.redFlag,
        level,
        from: [...rule.all, ...(rule.any ?? []).filter((id) => present.has(id))],
      })
  }
  const share = Math.min(
    1,
    ...[...knowledge.riskGroups].filter(([id]) => present.has(id)).map(([, value]) => value),
  )
  for (const [id, redFlag] of knowledge.redFlags) {
    if ((detectorShares.get(id) ?? 0) >= share && !flags.has(id)) {
      raise({ id, level: redFlag.level, from: 'detector' })
    }
  }
  return withoutLesser([...flags.values()]).sort(
    (a, b) =>
      Number(isAtLeast(b.level, a.level)) - Number(isAtLeast(a.level, b.level)) ||
      (a.id < b.id ? -1 : 1),
  )
}

/** Who is sent to be seen today is not told to book an appointment as well. */
function withoutLesser(flags: readonly RaisedFlag[]): RaisedFlag[] {
  const isAnyPressing = flags.some(({ level }) => isPressing(level))
  return flags.filter(({ level }) => !isAnyPressing || isPressing(level))
}

function isMet({ all, any, none }: TriageRule, present: ReadonlySet<string>): boolean {
  return (
    all.every((id) => present.has(id)) &&
    (!any || any.some((id) => present.has(id))) &&
    !none?.some((id) => present.has(id))
  )
}

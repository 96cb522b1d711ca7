import type { Knowledge, Triage, TriageRule } from '../knowledge/index.ts'
import { isAtLeast, isPressing } from '../knowledge/index.ts'
import type { Detection } from '../understanding/index.ts'
import type { Known } from './differential.ts'

/** A red flag that was raised, at the level that holds here, and what raised it. */
export type RaisedFlag = {
  id: string
  level: Triage
  /** The findings of the rule, or `detector` when only the examples said so. */
  from: readonly string[] | 'detector'
}

/**
 * Share of its detector's threshold below which a rule is not heard where it would only ask for an appointment, or name a
 * second sign beside one as serious: the words stood together by chance. Of such flags below 0.8, on a thousand
 * questions nobody had seen, one was right and thirty were wrong (docs/measurements.md). A rule that sends people to be seen today needs
 * no support: there a miss weighs more than an alarm.
 */
const SUPPORT = 0.5
/** Beside a flag that is at least as serious, a detector alone must be this sure: two flags are rarer than one. */
const SURE_BESIDE_ANOTHER = 0.5
/** Share of the surest detector's confidence from which a detector of a more serious flag is heard beside it. */
const WORTH_HEARING = 0.5

/**
 * The red flags that findings and detectors raise, most serious first. Rules and detectors either alone can raise;
 * of several levels for one flag the highest holds. `present` holds the findings asserted now, of the runner or of
 * someone the runner asks for; `heard` those of this message, which is all the detectors know of: a rule that rests on
 * earlier messages alone never silences them.
 */
export function raiseFlags(
  { present, heard = present }: Pick<Known, 'present' | 'heard'>,
  detectors: ReadonlyMap<string, Detection>,
  knowledge: Knowledge,
): RaisedFlag[] {
  const ruled = supported(flagsByRule(present, knowledge), { heard, detectors })
  const detected = flagsByDetector(present, detectors, knowledge).filter(
    ({ id }) => !ruled.some((flag) => flag.id === id),
  )
  const ruledNow = ruled.filter(
    ({ from }) => from !== 'detector' && from.some((id) => heard.has(id)),
  )
  const strongest = ruledNow.length > 0 ? undefined : detected[0]
  const first = [...ruledNow, ...(strongest ? [strongest] : [])]
  const highest = Math.max(...[...detectors.values()].map(({ confidence }) => confidence))
  const others = detected.filter((flag) => {
    const isFurther = !first.some(({ level }) => isAtLeast(level, flag.level))
    const confidence = detectors.get(flag.id)?.confidence ?? 0
    const enough = isFurther ? WORTH_HEARING * highest : SURE_BESIDE_ANOTHER
    return flag !== strongest && confidence >= enough
  })
  return withoutLesser([...ruled, ...(strongest ? [strongest] : []), ...others]).sort(
    (a, b) =>
      Number(isAtLeast(b.level, a.level)) - Number(isAtLeast(a.level, b.level)) ||
      (a.id < b.id ? -1 : 1),
  )
}

function flagsByRule(present: ReadonlySet<string>, knowledge: Knowledge): RaisedFlag[] {
  const flags = new Map<string, RaisedFlag>()
  for (const rule of knowledge.triageRules) {
    if (!isMet(rule, present)) continue
    const level = rule.level ?? knowledge.redFlags.get(rule.redFlag)?.level
    const known = flags.get(rule.redFlag)
    if (!level || (known && isAtLeast(known.level, level))) continue
    const from = [...rule.all, ...(rule.any ?? []).filter((id) => present.has(id))]
    flags.set(rule.redFlag, { id: rule.redFlag, level, from })
  }
  return [...flags.values()]
}

/** The flags of rules that stand, alone or with their detector's support. What rests on earlier messages no detector has read. */
function supported(
  flags: readonly RaisedFlag[],
  { heard, detectors }: { heard: ReadonlySet<string>; detectors: ReadonlyMap<string, Detection> },
): RaisedFlag[] {
  const isToldNow = ({ from }: RaisedFlag) =>
    from !== 'detector' && from.every((finding) => heard.has(finding))
  const isSupported = (flag: RaisedFlag) =>
    !isToldNow(flag) || (detectors.get(flag.id)?.share ?? 1) >= SUPPORT
  const likely = flags.filter((flag) => isPressing(flag.level) || isSupported(flag))
  return likely.filter(
    (flag) =>
      isSupported(flag) ||
      !likely.some(
        (other) => other !== flag && isToldNow(other) && isAtLeast(other.level, flag.level),
      ),
  )
}

/** Flags whose detector fires, the surest first; who belongs to a risk group is sent to a professional sooner. */
function flagsByDetector(
  present: ReadonlySet<string>,
  detectors: ReadonlyMap<string, Detection>,
  knowledge: Knowledge,
): RaisedFlag[] {
  const share = Math.min(
    1,
    ...[...knowledge.riskGroups].filter(([id]) => present.has(id)).map(([, value]) => value),
  )
  return [...detectors]
    .filter(([, detection]) => detection.shareAlone >= share)
    .sort(([, a], [, b]) => b.confidence - a.confidence)
    .flatMap(([id]): RaisedFlag[] => {
      const level = knowledge.redFlags.get(id)?.level
      return level ? [{ id, level, from: 'detector' }] : []
    })
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

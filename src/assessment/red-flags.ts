import type { Knowledge, Triage, TriageRule } from '../knowledge/index.ts'
import { isAtLeast, isOfDistress, isPressing } from '../knowledge/index.ts'
import type { Detection } from '../understanding/index.ts'
import type { Known } from './differential.ts'
import { isTold } from './told.ts'

/** A red flag that was raised, at the level that holds here, and what raised it. */
export type RaisedFlag = {
  id: string
  level: Triage
  /** The findings of the rule, or `detector` when only the examples said so. */
  from: readonly string[] | 'detector'
}
type RuledFlag = RaisedFlag & { from: readonly string[]; rule: TriageRule }

const NONE: ReadonlySet<string> = new Set()

/**
 * Share of its detector's threshold below which a rule that would only ask for an appointment is not heard: the words
 * stood together by chance.
 */
const SUPPORT = 0.5
/**
 * Confidence of its detector below which findings send nobody to be seen today, but are asked about: of 171 alarms that one
 * finding raised below this and 75 of several, in example questions that the detectors had not been trained on, one and two
 * were meant (docs/measurements.md).
 */
const FAINTEST = 0.1
/**
 * The same for what may be a danger to life: there a miss weighs more than many needless alarms; of 16 alarms below this
 * none was meant. A wish to be dead needs no support.
 */
const FAINTEST_DANGER = 0.05
/**
 * Two signs in one message are rarer than one sign that looks like two. Beside the surest a further one counts from this
 * share of its confidence on: from three quarters on most were meant, down to six tenths five of nine, on questions that the
 * detectors had not been trained on (docs/measurements.md).
 */
const BESIDE = 0.6

/**
 * The red flags that findings and detectors raise, most serious first. Rules and detectors either alone can raise;
 * of several levels for one flag the highest holds. `present` holds the findings asserted now, of the runner or of
 * someone the runner asks for; `heard` those of this message, which is all the detectors know of: what rests on earlier
 * messages is weighed against nothing and silences nothing. A rule that was met `before` this message was weighed then, and is
 * in force or was found to mean something else.
 */
export function raiseFlags(
  { present, heard = present, before = NONE }: Pick<Known, 'present' | 'heard' | 'before'>,
  detectors: ReadonlyMap<string, Detection>,
  knowledge: Knowledge,
): RaisedFlag[] {
  const met = flagsByRule(present, knowledge)
  const isOver = ({ id }: { id: string }) => isEnded({ redFlag: id, heard }, knowledge)
  const isToldNow = ({ from }: RuledFlag) => from.every((finding) => heard.has(finding))
  const wasWeighed = ({ rule, from }: RuledFlag) =>
    isTold(rule, before) && from.every((finding) => before.has(finding))
  const isPlain = ({ id }: RuledFlag) =>
    knowledge.triageRules.some((rule) => rule.plain && rule.redFlag === id && isTold(rule, present))
  const isSupported = (flag: RuledFlag) => {
    const detection = detectors.get(flag.id)
    if (!detection) return true
    if (isPlain(flag)) return true
    if (!isPressing(flag.level)) return detection.share >= SUPPORT
    const isDistress = isOfDistress(knowledge.redFlags.get(flag.id), new Set(flag.from))
    return isDistress || detection.confidence >= faintest(flag, knowledge)
  }
  const told = highest(met.filter(isToldNow))
  const joined = highest(met.filter((flag) => !isToldNow(flag) && !wasWeighed(flag)))
  const detected = flagsByDetector(present, detectors, knowledge).filter(
    ({ id }) =>
      ![...told, ...joined].some((flag) => flag.id === id) &&
      !isTooLittle({ redFlag: id, heard }, knowledge),
  )
  const heardNow = [...told.filter(isSupported), ...detected].filter((flag) => !isOver(flag))
  const now = clearest(heardNow, detectors, knowledge)
  return withoutLesser(highest<RaisedFlag>([...joined, ...now]))
    .map(({ id, level, from }) => ({ id, level, from }))
    .sort(
      (a, b) =>
        Number(isAtLeast(b.level, a.level)) - Number(isAtLeast(a.level, b.level)) ||
        (a.id < b.id ? -1 : 1),
    )
}

/**
 * Of the flags of one message the surest, those that findings make together, and those that are sure enough beside it;
 * those to be seen today beside the surest of their kind as well, so that a word more or less, which makes another flag
 * the surest, changes no level.
 */
function clearest(
  flags: readonly RaisedFlag[],
  detectors: ReadonlyMap<string, Detection>,
  knowledge: Knowledge,
): RaisedFlag[] {
  const sureness = ({ id }: RaisedFlag) => detectors.get(id)?.confidence ?? 0
  const bySureness = [...flags].sort((a, b) => sureness(b) - sureness(a))
  const surest = bySureness[0]
  const surestPressing = bySureness.find(({ level }) => isPressing(level))
  const standsBeside = (flag: RaisedFlag, other: RaisedFlag | undefined) => {
    if (!other) return true
    const isFurther = !isAtLeast(other.level, flag.level)
    if (isFurther && flag.from !== 'detector' && !isPressing(other.level)) return true
    return sureness(flag) >= BESIDE * sureness(other)
  }
  return flags.filter(
    (flag) =>
      isDangerTold(flag, knowledge) ||
      isTogether(flag) ||
      (standsBeside(flag, surest) &&
        (!isPressing(flag.level) || standsBeside(flag, surestPressing))),
  )
}

/** How sure its detector must be at least of a sign to be seen today that was told. */
function faintest(flag: RuledFlag, knowledge: Knowledge): number {
  return isDangerTold(flag, knowledge) ? FAINTEST_DANGER : FAINTEST
}

/** Whether findings together make the sign: that two stand in one message by chance is rare. */
function isTogether({ from }: RaisedFlag): boolean {
  return from !== 'detector' && from.length > 1
}

/** Whether a danger to life was told in so many words: nothing else in the message speaks against that. */
function isDangerTold({ id, from }: RaisedFlag, { dialogue }: Knowledge): boolean {
  return from !== 'detector' && dialogue.askedAbout.includes(id)
}

/** What every rule raises that is met, of one flag several. */
function flagsByRule(present: ReadonlySet<string>, knowledge: Knowledge): RuledFlag[] {
  return knowledge.triageRules.flatMap((rule) => {
    const level = rule.level ?? knowledge.redFlags.get(rule.redFlag)?.level
    if (!level || !isTold(rule, present)) return []
    const from = [...rule.all, ...(rule.any ?? []).filter((id) => present.has(id))]
    return { id: rule.redFlag, level, from, rule }
  })
}

/** Of every flag the highest level; of several at one level the first. */
function highest<Flag extends RaisedFlag>(flags: readonly Flag[]): Flag[] {
  const byId = new Map<string, Flag>()
  for (const flag of flags) {
    const known = byId.get(flag.id)
    if (!known || !isAtLeast(known.level, flag.level)) byId.set(flag.id, flag)
  }
  return [...byId.values()]
}

/** Whether a message tells of a red flag only by what is too little for it: unbearable pain, and not where or since when. */
export function isTooLittle(
  { redFlag, heard }: { redFlag: string; heard: ReadonlySet<string> },
  { tooLittle }: Pick<Knowledge, 'tooLittle'>,
): boolean {
  const few = tooLittle.get(redFlag)
  if (!few || !heard.has(few.finding)) return false
  return [...heard].every((id) => id === few.finding || few.beside.includes(id))
}

/** Whether a message says that what a red flag tells of is over, whatever else it tells of the time before. */
export function isEnded(
  { redFlag, heard }: { redFlag: string; heard: ReadonlySet<string> },
  { endedBy }: Pick<Knowledge, 'endedBy'>,
): boolean {
  const end = endedBy.get(redFlag)
  return end !== undefined && heard.has(end)
}

/** Whether a detector is sure enough of a red flag that no rule speaks for. */
export function isSureAlone(
  redFlag: string,
  { confidence }: Detection,
  { surerAlone }: Pick<Knowledge, 'surerAlone'>,
): boolean {
  return confidence >= (surerAlone.get(redFlag) ?? 0)
}

/** Flags whose detector fires; who belongs to a risk group is sent to a professional sooner. */
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
    .filter(
      ([id, detection]) => detection.shareAlone >= share && isSureAlone(id, detection, knowledge),
    )
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

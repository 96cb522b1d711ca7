import type { Knowledge } from '../knowledge/index.ts'
import type { Assertion, Reading } from '../understanding/index.ts'
import type { Cues, Side } from './cues.ts'
import { type PainTold, painIn } from './pain-told.ts'
import { readSince } from './since.ts'
import type { State } from './state.ts'

/** What a short reply tells of the complaint in focus. */
export type ShortReply = {
  /** Findings with their sense. */
  findings: ReadonlyMap<string, Assertion>
  pain: PainTold | null
  /** How many days it has been so. */
  days: number | null
  side: Side | null
}

/** Words; a longer message tells a story and is read as such. */
const LONGEST = 6
/** Words; "on the outside" says where it hurts, whether that was asked or not. */
const ONLY_PLACE = 3
/** What a short reply may do besides telling. */
const MAY_HAVE: ReadonlySet<string> = new Set([
  'correction',
  'amends',
  'past',
  'recurs',
  'nowOrOther',
  'reference',
  'skip',
])
/** "17", "17 years old", "he is 9". */
const BARE_AGE =
  /^(?:(?:i'?m|i am|s?he'?s|s?he is|aged?) )?(\d{1,2})(?: ?(?:y|yo|yrs?|years?)(?: old)?)?$/i
/** What a length of time tells by itself. */
export const SINCE = 'pain-over-six-weeks'

/**
 * Reads a short reply while a complaint is in focus: "4 out of 10" is about the pain then, "left one" about the knee, and
 * "im 17" is no other subject. Nothing, when it is no such reply. Pure; `text` is not kept.
 */
export function readShortReply(
  { complaint, plan, pending, findings: known }: State,
  {
    reading,
    cues,
    text,
    said,
  }: {
    reading: Reading
    cues: Cues
    text: string
    /** What it says in so many words. */
    said: ReadonlyMap<string, Assertion>
  },
  { knowledge, today }: { knowledge: Knowledge; today: string },
): ShortReply | null {
  const isInFocus = complaint && plan === null
  const isOfPlan = pending?.kind === 'training' || pending?.kind === 'safetyCheck'
  const doesMore = cues.followUps.length > 0 || [...cues.has].some((cue) => !MAY_HAVE.has(cue))
  if (!isInFocus || isOfPlan || doesMore) return null
  if (cues.words > LONGEST || cues.short.isOfSomethingElse) return null

  const { findings: entries, thresholds, dialogue } = knowledge
  const findings = new Map<string, Assertion>()
  for (const [id, sense] of said) {
    const entry = entries.get(id)
    // What is told of a knee in the words of a knee is understood without all this.
    const isOfOther = entry?.kind !== 'aside' && reading.scope !== 'knee'
    const isAbleTo = entry?.rulesOut !== undefined && sense === 'present'
    if (entry?.kind === 'who' || isOfOther || isAbleTo) findings.set(id, sense)
  }
  const isKnown = (id: string) =>
    known.some((finding) => finding.id === id && finding.assertion === 'present')
  const isPlaceTold = dialogue.places.some(({ finding }) => said.get(finding) === 'present')
  if (cues.place !== null && cues.words <= ONLY_PLACE && !isPlaceTold)
    findings.set(cues.place, 'present')
  for (const { finding, beside } of cues.short.findings)
    if (!beside || beside.some(isKnown)) findings.set(finding, 'present')
  const age = pending?.kind === 'finding' && ageIn(text, pending.finding, thresholds)
  if (age) findings.set(age, 'present')

  // "A little", where something else was asked, answers that.
  const isAnswer = pending?.kind === 'finding' && reading.answer !== null
  const pain = (isAnswer ? null : cues.short.pain) ?? painIn(text, knowledge)
  const days = age ? null : readSince(text, today)
  if (days !== null && !said.has(SINCE))
    findings.set(SINCE, days >= thresholds.persistentDays ? 'present' : 'absent')
  const isTold = findings.size > 0 || pain !== null || days !== null || cues.side !== null
  return isTold ? { findings, pain, days, side: cues.side } : null
}

const AGES: ReadonlySet<string> = new Set(['age-teen', 'age-20-40', 'age-over-50', 'child-patient'])

/** A number alone is an age where that was asked. */
function ageIn(
  text: string,
  asked: string,
  { childUnderYears, olderFromYears }: Knowledge['thresholds'],
): string | undefined {
  const years = BARE_AGE.exec(text.trim())?.[1]
  if (years === undefined || !AGES.has(asked)) return undefined
  if (Number(years) < childUnderYears) return 'child-patient'
  return Number(years) >= olderFromYears ? 'age-over-50' : 'age-20-40'
}

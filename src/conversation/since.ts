import { MONTH, monthOf, namesRace, readDaysOff } from '../plans/index.ts'

const SINCE_MONTH = new RegExp(
  String.raw`\bsince\s+(?:(?:the\s+)?\w+\s+(?:of\s+)?)?(${MONTH})(?![a-z])`,
)
const WEEKDAY =
  /\b(?:since|on)\s+(?:last\s+)?(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b/
const NAMED: readonly (readonly [pattern: RegExp, days: number])[] = [
  [/\bsince\s+(?:this\s+morning|today|tonight)\b|^(?:today|this\s+morning)$/, 0],
  [
    /\b(?:since|from|started|began|happened|came\s+on)\s+(?:yesterday|last\s+night)\b|^(?:yesterday|last\s+night)$/,
    1,
  ],
  [/\b(?:since\s+)?last\s+week(?:end)?\b/, 7],
  [/\bsince\s+last\s+month\b/, 30],
  [/\bsince\s+last\s+year\b/, 365],
]
/** "Better today" tells of today, and not since when. */
const NO_BEGINNING = /\b(?:today|yesterday)\b/
const DAY_MS = 86_400_000

/** How many days ago something began, of a short reply: "3 days", "since march", "since yesterday"; null where it does not say. */
export function readSince(text: string, today: string): number | null {
  const plain = text.trim().toLowerCase()
  // "My half is on Sunday": a race is ahead, and tells nothing of how long it hurts.
  if (namesRace(plain)) return null
  const named = NAMED.find(([pattern]) => pattern.test(plain))
  if (named) return named[1]
  const month = monthOf(SINCE_MONTH.exec(plain)?.[1] ?? '')
  if (month !== undefined) return daysSinceMonth(month - 1, today)
  // Of the last seven days none is longer ago.
  if (WEEKDAY.test(plain)) return 7
  if (NO_BEGINNING.test(plain)) return null
  return readDaysOff(plain, { isAnswer: true })
}

/** From the middle of the last such month (0 for January): nobody says which day. */
function daysSinceMonth(month: number, today: string): number {
  const now = new Date(`${today}T00:00:00Z`)
  const isThisYear = month <= now.getUTCMonth()
  const year = now.getUTCFullYear() - (isThisYear ? 0 : 1)
  return Math.max(0, Math.round((now.getTime() - Date.UTC(year, month, 15)) / DAY_MS))
}

import { plainOf } from './plain-text.ts'
import { KM_PER_MILE } from './training-log.ts'

const DAYS_IN: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  year: 365,
}
/** Nobody comes back from longer than this with a plan for weeks. */
const LONGEST_DAYS = 3_650
const LONGEST_WEEK_KM = 300

const UNIT = '(days?|weeks?|wks?|fortnights?|months?|years?)'
const COUNT = String.raw`(\d{1,3}(?:\.\d)?|a|an|a\s+couple\s+of|a\s+few|half\s+a)`
/** Not of the past: "in 5 weeks", "3 times a week", "every 2 days". */
const NOT_BEFORE = String.raw`(?<!\b(?:in|within|next|every|each)\s+(?:(?:about|around|only|just|maybe|like|another)\s+)?)(?<!(?:\d|\b(?:once|twice|times|x|days|runs|sessions|nights|km|kms|k|miles|mi|hours))\s*)`
const NOT_AHEAD = String.raw`(?!\s+(?:to\s+go|away|ahead|left|until|till|before|from\s+now|out\s+from)\b)(?!\s*(?:a|per|each|every|\/)\s*(?:week|wk|day|month|year)\b)`
/** "3 weeks", "about two months", "a couple of weeks". */
const DURATION = new RegExp(
  String.raw`${NOT_BEFORE}\b${COUNT}\s*(?:and\s+a\s+half\s+)?${UNIT}\b${NOT_AHEAD}`,
)
/** "off for 3 weeks", "3 weeks off", "have not run in 2 months", "after three weeks' rest". */
const BREAK = new RegExp(
  String.raw`\b(?:off|out|rest\w*|break|\w*(?:not|n't|nt)\s+(?:been\s+)?(?:run\w*|jog\w*|in)|no\s+running|without\s+running|stopped|since\s+(?:my\s+)?last\s+run|last\s+ran|last\s+run)\b(?:\s+\S+){0,4}?\s+${COUNT}\s*${UNIT}\b|\b${COUNT}\s*${UNIT}'?\s+(?:off|out|rest|break|ago|without|of\s+(?:rest|no)|layoff)\b`,
)

/** The days somebody did not run; of a bare answer any length of time. Nothing where the text does not say. */
export function readDaysOff(text: string, { isAnswer }: { isAnswer: boolean }): number | null {
  const plain = plainOf(text)
  if (isAnswer && /\b(?:yesterday|today)\b/.test(plain)) return 1
  const match = BREAK.exec(plain) ?? (isAnswer ? DURATION.exec(plain) : null)
  if (!match) return null
  const [count = '', unit = ''] = match.slice(1).filter((part) => part !== undefined)
  const days = countOf(count) * (DAYS_IN[unit.replace(/^wks?$/, 'week').replace(/s$/, '')] ?? 1)
  return Math.min(Math.round(days), LONGEST_DAYS)
}

/** What makes a number no distance: "3 times a week", "4 days", "5/10". */
const NO_DISTANCE = String.raw`(?!\s*(?:x\b|\/|%|times?\b|days?\b|weeks?\b|wks?\b|months?\b|years?\b|hours?\b|hrs?\b|minutes?\b|mins?\b|runs?\b|sessions?\b|out\s+of\b))`

/** Kilometres of a usual week: "30 km a week", "20 miles"; a bare number, in kilometres, as an answer. */
export function readWeeklyKm(text: string, { isAnswer }: { isAnswer: boolean }): number | null {
  const plain = plainOf(text)
  const unit = '(km|kms|k|kilomet(?:re|er)s?|mi|miles?)'
  const weekly = new RegExp(
    String.raw`(?<![\d.])(\d{1,3}(?:\.\d)?)(?:\s*(?:-|to)\s*\d{1,3})?\s*${unit}\s*(?:a|per|each|every|\/)\s*(?:week|wk)\b`,
  ).exec(plain)
  const any = isAnswer
    ? new RegExp(
        String.raw`(?<![\d./])(\d{1,3}(?:\.\d)?)(?:\s*(?:-|to)\s*\d{1,3})?\s*${unit}?(?![\d.])${NO_DISTANCE}`,
      ).exec(plain)
    : null
  const match = weekly ?? any
  if (!match) return null
  const km = Number(match[1]) * (match[2]?.startsWith('mi') ? KM_PER_MILE : 1)
  return km <= LONGEST_WEEK_KM ? km : null
}

function countOf(words: string): number {
  if (/couple/.test(words)) return 2
  if (/few/.test(words)) return 3
  if (/half/.test(words)) return 0.5
  return /^\d/.test(words) ? Number(words) : 1
}

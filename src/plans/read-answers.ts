import { withDigits } from './number-words.ts'
import { KM_PER_MILE } from './training-log.ts'

/** Characters of a message in which an answer is looked for. */
const TEXT_LIMIT = 2_000
const DAYS_IN: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  year: 365,
}
/** Nobody comes back from longer than this with a plan for weeks. */
const LONGEST_DAYS = 3_650
const WORST_PAIN = 10
const LONGEST_WEEK_KM = 300

const UNIT = '(days?|weeks?|wks?|fortnights?|months?|years?)'
const COUNT = String.raw`(\d{1,3}(?:\.\d)?|a|an|a\s+couple\s+of|a\s+few|half\s+a)`
/** "3 weeks", "about two months", "a couple of weeks". */
const DURATION = new RegExp(String.raw`\b${COUNT}\s*(?:and\s+a\s+half\s+)?${UNIT}\b`)
/** "off for 3 weeks", "3 weeks off", "have not run in 2 months", "after three weeks' rest". */
const BREAK = new RegExp(
  String.raw`\b(?:off|out|rest\w*|break|not\s+run\w*|no\s+running|without\s+running|stopped|since\s+(?:my\s+)?last\s+run|last\s+ran|last\s+run)\b(?:\s+\S+){0,4}?\s+${COUNT}\s*${UNIT}\b|\b${COUNT}\s*${UNIT}'?\s+(?:off|out|rest|break|ago|without|of\s+(?:rest|no)|layoff)\b`,
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

/** What makes a number no score of pain: "about 3 weeks", "10 km". */
const NO_UNIT = String.raw`(?!\d|\.\d|\s*(?:km|k|mi|miles?|weeks?|wks?|days?|months?|minutes?|mins?|years?|hours?)\b)`
const NAMED_PAIN = new RegExp(
  String.raw`\bpain\w*\s+(?:is|at|of|level|score|was)?\s*(?:now|about|around|maybe)?\s*(?:a\s+)?(\d{1,2}(?:\.\d)?)${NO_UNIT}`,
)
const PAIN_RANGE = new RegExp(String.raw`(?<![\d.])(\d{1,2})\s*(?:-|to|or)\s*(\d{1,2})${NO_UNIT}`)
const BARE_PAIN = new RegExp(String.raw`(?<![\d.])(\d{1,2}(?:\.\d)?)${NO_UNIT}`)

/** A score of pain from 0 to 10: "4 out of 10", "4/10", "pain is about 3", "no pain"; a bare number as an answer. */
export function readPain(text: string, { isAnswer }: { isAnswer: boolean }): number | null {
  const plain = plainOf(text)
  const outOf = /(?<![\d.])(\d{1,2}(?:\.\d)?)\s*(?:\/|out\s+of|outta|of|on)\s*(?:10|ten)\b/.exec(
    plain,
  )
  const named = NAMED_PAIN.exec(plain)
  const range = isAnswer ? PAIN_RANGE.exec(plain) : null
  const bare = isAnswer ? BARE_PAIN.exec(plain) : null
  // Of "3 to 4" the higher one, which is the careful one.
  const digits = outOf?.[1] ?? named?.[1] ?? range?.[2] ?? bare?.[1]
  if (digits !== undefined) return Number(digits) <= WORST_PAIN ? Number(digits) : null
  return isAnswer && /\b(?:none|nothing|no\s+pain|pain\s*free|zero|not\s+at\s+all)\b/.test(plain)
    ? 0
    : null
}

/** Kilometres of a usual week: "30 km a week", "20 miles"; a bare number, in kilometres, as an answer. */
export function readWeeklyKm(text: string, { isAnswer }: { isAnswer: boolean }): number | null {
  const plain = plainOf(text)
  const unit = '(km|kms|k|kilomet(?:re|er)s?|mi|miles?)'
  const weekly = new RegExp(
    String.raw`(?<![\d.])(\d{1,3}(?:\.\d)?)(?:\s*(?:-|to)\s*\d{1,3})?\s*${unit}\s*(?:a|per|each|every|\/)\s*(?:week|wk)\b`,
  ).exec(plain)
  const any = isAnswer
    ? new RegExp(
        String.raw`(?<![\d.])(\d{1,3}(?:\.\d)?)(?:\s*(?:-|to)\s*\d{1,3})?\s*${unit}?(?![\d.])`,
      ).exec(plain)
    : null
  const match = weekly ?? any
  if (!match) return null
  const km = Number(match[1]) * (match[2]?.startsWith('mi') ? KM_PER_MILE : 1)
  return km <= LONGEST_WEEK_KM ? km : null
}

function plainOf(text: string): string {
  return withDigits(
    text.slice(0, TEXT_LIMIT).toWellFormed().normalize('NFKC').replace(/[‘’]/g, "'").toLowerCase(),
  )
}

function countOf(words: string): number {
  if (/couple/.test(words)) return 2
  if (/few/.test(words)) return 3
  if (/half/.test(words)) return 0.5
  return /^\d/.test(words) ? Number(words) : 1
}

import { dayNumber, dayNumberOf, MONTH, monthOf, weekday } from './dates.ts'
import type { Found } from './race-distance.ts'

const DAYS_IN: Readonly<Record<string, number>> = { day: 1, week: 7, fortnight: 14, month: 30 }
const WEEK_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const SATURDAY = 5
/** Longer ahead nobody counts in days, and four digits were a year or a race number. */
const FARTHEST_DAYS = 730

/** "12", "2.5", "a couple of"; of "6 to 8" the sooner, which is the careful one. */
const COUNT = String.raw`(?<![\d.])(\d{1,3}(?:\.5)?|a|an|a\s+couple\s+of|a\s+couple|a\s+few|half\s+a)(?:\s*(?:to|or|-)\s*\d{1,3})?`
const UNIT = '(days?|weeks?|wks?|fortnights?|months?)'
const WEEK_DAY =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)'
const FULL_WEEK_DAY = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday)'
const ORDINAL = '(?:st|nd|rd|th)'
const YEAR = String.raw`(?:,?\s+(\d{4})(?!\d))?`
/** "14 km" is no 14th. */
const NO_UNIT = String.raw`(?!\s*(?:k|kms?|mi|miles?|milers?|kilomet(?:re|er)s?|weeks?|days?|months?|hours?|min(?:ute)?s?)\b|[\d.:/])`

type Rule = {
  pattern: RegExp
  /** Days from today; nothing where the words do not say when after all. */
  days: (groups: readonly string[], today: number) => number | null
}

/** The more telling form first: what is taken is not read again. Each has an example of what it catches. */
const RULES: readonly Rule[] = [
  // What is over is taken and means nothing: "3 weeks ago", "last Sunday", "since Sunday", "for 2 weeks".
  {
    pattern: rule(
      String.raw`\b${COUNT}\s*${UNIT}\s+(?:ago|back|earlier|before(?!\s+(?:my|the|a|our|race)\b))\b`,
    ),
    days: () => null,
  },
  {
    pattern: rule(
      String.raw`\b(?:last|since|past|previous|after\s+last)\s+(?:${WEEK_DAY}|weekend|week|month)\b`,
    ),
    days: () => null,
  },
  {
    pattern: rule(String.raw`\bfor\s+(?:the\s+(?:last|past)\s+)?${COUNT}\s*${UNIT}\b`),
    days: () => null,
  },
  // "race in 12 days", "within a couple of weeks", "in 2 and a half weeks"
  {
    pattern: rule(
      String.raw`\b(?:in|within)\s+(?:just\s+|only\s+|about\s+|around\s+|under\s+)?${COUNT}(\s+and\s+a\s+half)?\s*${UNIT}(?:'s?)?\b(?!\s+(?:and\s+a\s+half|ago)\b)`,
    ),
    days: ([count, half, unit]) => daysOf(count, { unit, half }),
  },
  // "in a week and a half"
  {
    pattern: rule(String.raw`\b(?:in|within)\s+${COUNT}\s*${UNIT}(\s+and\s+a\s+half)\b`),
    days: ([count, unit, half]) => daysOf(count, { unit, half }),
  },
  // "a week on Sunday", "Sunday week", "a week from Sunday"
  {
    pattern: rule(String.raw`\ba\s+week\s+(?:on|from)\s+${WEEK_DAY}\b`),
    days: ([name], today) => untilWeekDay(name, today) + 7,
  },
  {
    pattern: rule(String.raw`\b${FULL_WEEK_DAY}\s+week\b`),
    days: ([name], today) => untilWeekDay(name, today) + 7,
  },
  // "3 weeks away", "12 days to go", "2 and a half weeks until my race", "3 weeks today"
  {
    pattern: rule(
      String.raw`\b${COUNT}(\s+and\s+a\s+half)?\s*${UNIT}\s+(?:away|out|off|to\s+go|left|till?|until|from\s+(?:now|today)|today|time)\b`,
    ),
    days: ([count, half, unit]) => daysOf(count, { unit, half }),
  },
  // "2 weeks to my marathon", "10 days before the race"
  {
    pattern: rule(
      String.raw`\b${COUNT}\s*${UNIT}\s+(?:to|before|from)\s+(?:my|the|a|our|this|race)\b(?!\s+last\b)`,
    ),
    days: ([count, unit]) => daysOf(count, { unit }),
  },
  // "2026-12-14"
  {
    pattern: rule(String.raw`\b(\d{4})-(\d{2})-(\d{2})\b`),
    days: ([year, month, day], today) =>
      until(dayNumberOf(Number(year), Number(month), Number(day)), today),
  },
  // "14/12" and "12/14/2026": only where one number can be no month, since countries differ
  {
    pattern: rule(String.raw`(?<![\d/.])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/%]|\.\d)`),
    days: ([first, second, year], today) =>
      untilNumbers(Number(first), Number(second), { year, today }),
  },
  // "14 December", "14th of Dec 2026"
  {
    pattern: rule(String.raw`\b(\d{1,2})${ORDINAL}?\s+(?:of\s+)?(${MONTH})\b\.?${YEAR}`),
    days: ([day, month, year], today) => untilDate({ day, month, year }, today),
  },
  // "December 14th", "Dec 14, 2026"
  {
    pattern: rule(String.raw`\b(${MONTH})\.?\s+(?:the\s+)?(\d{1,2})${ORDINAL}?${NO_UNIT}${YEAR}`),
    days: ([month, day, year], today) => untilDate({ day, month, year }, today),
  },
  // "on the 14th"
  {
    pattern: rule(String.raw`\bon\s+the\s+(\d{1,2})${ORDINAL}\b`),
    days: ([day], today) => untilDayOfMonth(Number(day), today),
  },
  // "next weekend": the Saturday of next week, counted from Monday
  {
    pattern: rule(String.raw`\bnext\s+weekend\b`),
    days: (_, today) => SATURDAY - weekday(today) + 7,
  },
  // "this weekend", "at the weekend"; on a Sunday it is today
  {
    pattern: rule(String.raw`\b(?:this(?:\s+coming)?|the|coming|at|on)\s+(?:the\s+)?weekend\b`),
    days: (_, today) => Math.max(0, SATURDAY - weekday(today)),
  },
  // "next Sunday": in next week, counted from Monday
  {
    pattern: rule(String.raw`\bnext\s+${WEEK_DAY}\b`),
    days: ([name], today) => indexOf(name) - weekday(today) + 7,
  },
  // "on Sunday", "this Sat", "Sunday"
  {
    pattern: rule(
      String.raw`\b(?:on|this|coming|by)\s+(?:coming\s+)?${WEEK_DAY}\b(?!\s+(?:i|my|it|we|they|he|she)\b)`,
    ),
    days: ([name], today) => untilWeekDay(name, today),
  },
  {
    pattern: rule(String.raw`\b${FULL_WEEK_DAY}(?:'s)?\b(?!\s+(?:i|it|we|they|he|she)\b)`),
    days: ([name], today) => untilWeekDay(name, today),
  },
  { pattern: rule(String.raw`\b(?:the\s+)?day\s+after\s+tomorrow\b`), days: () => 2 },
  { pattern: rule(String.raw`\btomorrow\b`), days: () => 1 },
  { pattern: rule(String.raw`\bnext\s+week\b`), days: () => 7 },
  {
    pattern: rule(String.raw`\b(?:today|tonight|this\s+(?:morning|afternoon|evening))\b`),
    days: () => 0,
  },
]

function rule(source: string): RegExp {
  return new RegExp(source, 'g')
}

/** Every day ahead a text names, in its order, as days from today; the text in small letters, its number words as digits. */
export function findDays(text: string, today: string): Found<number>[] {
  const now = dayNumber(today)
  const found: Found<number>[] = []
  let rest = text
  for (const { pattern, days } of RULES) {
    for (const match of rest.matchAll(pattern)) {
      const [words, ...groups] = match
      const value = days(groups, now)
      const end = match.index + words.length
      if (value !== null && value >= 0 && value <= FARTHEST_DAYS) {
        found.push({ value, start: match.index, end })
      }
      rest = rest.slice(0, match.index) + ' '.repeat(words.length) + rest.slice(end)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function daysOf(
  count: string | undefined,
  { unit = 'day', half }: { unit?: string | undefined; half?: string | undefined },
): number {
  const name = unit.replace(/^wks?$/, 'week').replace(/s$/, '')
  return Math.floor((countOf(count ?? '') + (half === undefined ? 0 : 0.5)) * (DAYS_IN[name] ?? 1))
}

function countOf(words: string): number {
  if (/couple/.test(words)) return 2
  if (/few/.test(words)) return 3
  if (/half/.test(words)) return 0.5
  return /^\d/.test(words) ? Number(words) : 1
}

function indexOf(name = ''): number {
  return WEEK_DAYS.findIndex((day) => name.startsWith(day))
}

/** Days until the next such day of the week; named on that very day, the one in a week is meant. */
function untilWeekDay(name: string | undefined, today: number): number {
  return ((indexOf(name) - weekday(today) + 6) % 7) + 1
}

function until(day: number | undefined, today: number): number | null {
  return day === undefined ? null : day - today
}

function untilDate(
  {
    day,
    month = '',
    year,
  }: { day: string | undefined; month: string | undefined; year: string | undefined },
  today: number,
): number | null {
  const number = monthOf(month)
  return number === undefined
    ? null
    : untilMonthDay({ day: Number(day), month: number, year }, today)
}

/** Without a year it is the next such date, this year or next; a 29 February further off is nobody's plan yet. */
function untilMonthDay(
  { day, month, year }: { day: number; month: number; year: string | undefined },
  today: number,
): number | null {
  if (year !== undefined) return until(dayNumberOf(Number(year), month, day), today)
  const thisYear = new Date(today * 24 * 60 * 60 * 1_000).getUTCFullYear()
  for (const candidate of [thisYear, thisYear + 1]) {
    const number = dayNumberOf(candidate, month, day)
    if (number !== undefined && number >= today) return number - today
  }
  return null
}

function untilNumbers(
  first: number,
  second: number,
  { year, today }: { year: string | undefined; today: number },
): number | null {
  if (first > 12 && second <= 12) return untilMonthDay({ day: first, month: second, year }, today)
  if (second > 12 && first <= 12) return untilMonthDay({ day: second, month: first, year }, today)
  // "10/10" without a year is a score of pain.
  const isDate = first === second && year !== undefined
  return isDate ? untilMonthDay({ day: first, month: second, year }, today) : null
}

function untilDayOfMonth(day: number, today: number): number | null {
  const date = new Date(today * 24 * 60 * 60 * 1_000)
  for (const ahead of [0, 1, 2]) {
    const month = date.getUTCMonth() + ahead
    const number = dayNumberOf(
      date.getUTCFullYear() + Math.floor(month / 12),
      (month % 12) + 1,
      day,
    )
    if (number !== undefined && number >= today) return number - today
  }
  return null
}

const DAY_MS = 24 * 60 * 60 * 1_000

/** Days since 1 January 1970 of a date written YYYY-MM-DD. Throws a RangeError when there is no such day. */
export function dayNumber(date: string): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  const number = dayNumberOf(Number(year), Number(month), Number(day))
  if (number === undefined) throw new RangeError('write a date that exists as YYYY-MM-DD')
  return number
}

/** The same from numbers, the month from 1; nothing when there is no such day. */
export function dayNumberOf(year: number, month: number, day: number): number | undefined {
  // Counted in UTC: a day of 23 hours in spring must not lose a date.
  const time = new Date(0)
  time.setUTCFullYear(year, month - 1, day)
  const exists =
    time.getUTCFullYear() === year && time.getUTCMonth() === month - 1 && time.getUTCDate() === day
  return exists ? time.getTime() / DAY_MS : undefined
}

/** The date that is so many days later, as YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return new Date((dayNumber(date) + days) * DAY_MS).toISOString().slice(0, 10)
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(day: number): number {
  // 1 January 1970 was a Thursday.
  return (((day + 3) % 7) + 7) % 7
}

const MONTHS = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
] as const

/** Source of a regular expression for the name of a month in small letters: "december", "dec". */
export const MONTH = MONTHS.join('|')

/** 1 for a name of January to 12; nothing for another word. */
export function monthOf(name: string): number | undefined {
  const index = MONTHS.findIndex((month) => new RegExp(`^(?:${month})$`).test(name))
  return index < 0 ? undefined : index + 1
}

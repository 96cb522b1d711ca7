import { createHash } from 'node:crypto'
import { calendarText, escapeText } from './calendar-text.ts'
import { addDays } from './dates.ts'
import { fill } from './fill.ts'
import type { Plans } from './schema.ts'
import type { Session, WalkRunPlan } from './walk-run-plan.ts'

/** What a server or a link says the file is. */
export const CALENDAR_TYPE = 'text/calendar; charset=utf-8'

/**
 * The plan as a calendar file (RFC 5545): one all-day event a session, the first days from `start` (YYYY-MM-DD) on.
 * The same plan from the same day is the same file, so loading it twice gives every session once.
 * Throws a RangeError when there is no such day.
 */
export function calendarFile(
  plan: WalkRunPlan,
  { start, rules }: { start: string; rules: Pick<Plans, 'calendar'> },
): string {
  const { product, name } = rules.calendar
  return calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${escapeText(product)}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...plan.sessions.flatMap((session) => eventLines(session, { start, rules })),
    'END:VCALENDAR',
  ])
}

function eventLines(
  session: Session,
  { start, rules }: { start: string; rules: Pick<Plans, 'calendar'> },
): string[] {
  const { eventTitle, reminder } = rules.calendar
  const { stage, name, totalMinutes, text } = session
  const date = addDays(start, session.day - 1)
  const title = fill(eventTitle, { stage, name, total: totalMinutes })
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(session, date)}`,
    // The moment the file was made, by the only clock there is here.
    `DTSTAMP:${compact(start)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    // The end is the day after: RFC 5545 leaves it out of the event.
    `DTEND;VALUE=DATE:${compact(addDays(date, 1))}`,
    `SUMMARY:${escapeText(title)}`,
    `DESCRIPTION:${escapeText(`${text}\n${reminder}`)}`,
    // A sore knee is nobody else's business, and a run does not make a day busy.
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** Made from the day and the minutes, not from the wording, so that a better sentence does not double the event. */
function uidOf(session: Session, date: string): string {
  const { stage, runMinutes, walkMinutes, repeats } = session
  const content = [date, stage, runMinutes, walkMinutes, repeats].join('|')
  return `${createHash('sha256').update(content).digest('hex').slice(0, 32)}@kneewise`
}

function compact(date: string): string {
  return date.replaceAll('-', '')
}

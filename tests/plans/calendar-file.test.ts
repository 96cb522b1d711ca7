import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeText, foldLine } from '../../src/plans/calendar-text.ts'
import { calendarFile } from '../../src/plans/index.ts'
import { planFor, rules } from './plans.ts'

const START = '2026-12-28'
const fileFor = (start = START, plan = planFor()) => calendarFile(plan, { start, rules })
const anyText = fc.string({ unit: 'binary', maxLength: 400 })

/** What a calendar does with a file before it reads it (RFC 5545, 3.1). */
const unfold = (text: string) => text.replace(/\r\n[ \t]/g, '')
/** The values of one property, in order. */
const values = (text: string, name: string) =>
  unfold(text)
    .split('\r\n')
    .filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    .map((line) => line.slice(line.indexOf(':') + 1))
/** What a calendar does with a text value (RFC 5545, 3.3.11). */
const readValue = (text: string) =>
  text.replace(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark))

describe('the calendar file', () => {
  it('begins with a calendar and an all-day event on the first day', () => {
    expect(unfold(fileFor()).split('\r\n').slice(0, 17).join('\n')).toMatchInlineSnapshot(`
      "BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//Kneewise//Walk-run plan//EN
      CALSCALE:GREGORIAN
      METHOD:PUBLISH
      X-WR-CALNAME:Walk-run plan
      BEGIN:VEVENT
      UID:fa8f345bc5615c472cd5f95494e48af1@kneewise
      DTSTAMP:20261228T000000Z
      DTSTART;VALUE=DATE:20261228
      DTEND;VALUE=DATE:20261229
      SUMMARY:Stage 3: Three and two (35 min)
      DESCRIPTION:Walk 5 minutes. Then 5 times: run 3 minutes\\, walk 2 minutes. Walk 5 minutes.\\nMove this on if the last run was not a good one. Stop if you limp\\, if the pain is sharp or passes 5\\, or if the knee swells.
      CLASS:PRIVATE
      TRANSP:TRANSPARENT
      END:VEVENT
      BEGIN:VEVENT"
    `)
  })

  it('has one event a session, on the days of the plan, over the end of the year', () => {
    const plan = planFor()
    const starts = values(fileFor(START, plan), 'DTSTART')
    expect(starts).toHaveLength(plan.sessions.length)
    expect(starts.slice(0, 4)).toEqual(['20261228', '20261230', '20270101', '20270104'])
  })

  it('ends every event on the day after, which a calendar leaves out', () => {
    expect(values(fileFor('2028-02-29'), 'DTEND')[0]).toBe('20280301')
  })

  it('gives each event its own name, the same each time, and another on another day', () => {
    const ids = values(fileFor(), 'UID')
    expect(new Set(ids).size).toBe(ids.length)
    expect(values(fileFor(), 'UID')).toEqual(ids)
    const later = values(fileFor('2027-06-07'), 'UID')
    expect(later.some((id) => ids.includes(id))).toBe(false)
  })

  it('is the same file for the same plan from the same day: no clock, no chance', () => {
    expect(fileFor()).toBe(fileFor())
    expect(new Set(values(fileFor(), 'DTSTAMP'))).toEqual(new Set(['20261228T000000Z']))
  })

  it('ends every line with CRLF and opens and closes what it opens', () => {
    const text = fileFor()
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(values(text, 'BEGIN')).toHaveLength(values(text, 'END').length)
  })

  it('refuses a day that does not exist', () => {
    for (const start of ['2026-02-30', '28-12-2026', 'soon', '']) {
      expect(() => fileFor(start)).toThrow(RangeError)
    }
  })
})

describe('folding', () => {
  it('keeps every line within 75 octets and loses nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = text.toWellFormed().replace(/[\r\n]/g, '')
        const folded = foldLine(line)
        for (const part of folded.split('\r\n')) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
        }
        expect(folded.replaceAll('\r\n ', '')).toBe(line)
      }),
    )
  })

  it('breaks no character in two', () => {
    const line = `SUMMARY:${'🏃é'.repeat(60)}`
    for (const part of foldLine(line).split('\r\n')) expect(part).not.toContain('\uFFFD')
  })
})

describe('escaping', () => {
  it('marks backslashes, semicolons, commas and line breaks', () => {
    expect(escapeText('a\\b; c, d\r\ne')).toBe('a\\\\b\\; c\\, d\\ne')
  })

  it('is undone by a calendar, and leaves no control character that could end a line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeText(text)
        expect(escaped).not.toMatch(/[^\P{Cc}\t]/u)
        const kept = text
          .toWellFormed()
          .replace(/\r\n?/g, '\n')
          .replace(/[^\P{Cc}\n\t]/gu, '')
        expect(readValue(escaped)).toBe(kept)
      }),
    )
  })
})

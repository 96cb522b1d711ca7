import { MONTH } from './dates.ts'
import type { LogKind } from './schema.ts'

/** Kilometres of an international mile, by definition. */
export const KM_PER_MILE = 1.609344
/** Characters of a list that are read; a year of weeks has some hundreds. */
export const LOG_TEXT_LIMIT = 2_000
/** Numbers of a list that are kept, from the first on: a year of weeks. */
export const LOG_ENTRY_LIMIT = 53
/** Kilometres a week or a run can have; what is beyond it was something else, such as a year or metres. */
export const LONGEST_KM = 400

export type LogEntry = {
  /** As the runner numbered it ("wk3"), or else its place in the list, from 1. */
  number: number
  km: number
}

export type TrainingLog = {
  kind: LogKind
  unit: 'km'
  /** Whether no unit was given at all, so that kilometres are a guess. */
  isUnitAssumed: boolean
  entries: readonly LogEntry[]
}

type Unit = 'km' | 'mile'
type Token =
  | { kind: 'number'; value: number; unit: Unit | undefined }
  | { kind: 'label'; number: number }

/**
 * What in a list carries a number that is no distance: "2026-01-04", "5:30/km", "3/10", "4 runs", "14 Jan", "2nd",
 * "30%", "45 min", "zone2". Metres are too short to be a run, and "13m" may be miles: both are left out.
 */
const NO_DISTANCE = new RegExp(
  [
    String.raw`\d{4}-\d{1,2}-\d{1,2}(?!\d)`,
    String.raw`\d+(?:[:/]\d+)+(?:\s*\/\s*(?:km|mi|mile)\b)?`,
    String.raw`\d+(?:\.\d+)?\s*(?:%|percent\b|x\b|times\b|(?:long\s+)?runs?\b|weeks?\b|wks?\b|days?\b|months?\b|years?\b|yrs?\b)`,
    String.raw`\d+(?:\.\d+)?\s*(?:hours?\b|hrs?\b|h\b|minutes?\b|mins?\b|seconds?\b|secs?\b|s\b|m\b|met(?:re|er)s?\b|bpm\b|spm\b)`,
    String.raw`\d+(?:st|nd|rd|th)\b(?:\s+(?:of\s+)?(?:${MONTH}))?`,
    String.raw`\d+\s+(?:of\s+)?(?:${MONTH})\b`,
    String.raw`\b(?:${MONTH})\s+\d+(?!\d)`,
    String.raw`(?<![a-z\d])[a-z]+\d+(?:\.\d+)?`,
  ].join('|'),
  'g',
)
/** "wk1", "week 2:", "w3 -", "week #4", but not the distance in "last week 30" or "40 km per week 45 km". */
const WEEK_LABEL =
  /(?<!\b(?:last|this|next|per|a|each|every|that|first|second|third|one)\s+|\/\s*|[a-z])(?:weeks?|wks?|w)\s*#?(\d{1,2})(?![\d.]|\s*(?:km|kms|k|kilomet|mi|mile|miles)\b)/g
/** "34", "12.5 km", "20k", "13 miles". */
const DISTANCE = /(\d+(?:\.\d+)?)\s*(kilomet(?:re|er)s?|kms?|k|miles?|mi)?(?![a-z\d]|\.\d)/g

/**
 * The distances of a free text in kilometres, in its order: "20, 22, 25 then 34 km", "12 miles 14 miles 20",
 * "wk1 30 wk2 45". A number without a unit has the unit of the next one that has one, or else of the last.
 * Never throws; what it can not read it leaves out, at worst all of it. A comma parts numbers, it is no decimal mark.
 */
export function readTrainingLog(text: string): TrainingLog {
  const plain = text.slice(0, LOG_TEXT_LIMIT).toWellFormed().normalize('NFKC').toLowerCase()
  const tokens = tokensOf(plain)
  const units = tokens.map((token) => (token.kind === 'number' ? token.unit : undefined))
  const entries: LogEntry[] = []
  let label: number | undefined
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'label') {
      label = token.number
      continue
    }
    const unit =
      units.slice(index).find((unit) => unit !== undefined) ??
      units.slice(0, index).findLast((unit) => unit !== undefined) ??
      'km'
    const km = unit === 'mile' ? token.value * KM_PER_MILE : token.value
    if (km > LONGEST_KM) continue
    entries.push({ number: label ?? entries.length + 1, km })
    label = undefined
  }
  return {
    kind: kindOf(plain),
    unit: 'km',
    isUnitAssumed: units.every((unit) => unit === undefined),
    entries: entries.slice(0, LOG_ENTRY_LIMIT),
  }
}

function kindOf(plain: string): LogKind {
  // "my long run each week" is about long runs, so they are looked for first.
  if (/\blong(?:est)?[\s-]*runs?\b|\blsrs?\b/.test(plain)) return 'long-runs'
  return /\b(?:weeks?|weekly|wks?|mileage)\b|\b(?:wk|w)\s*#?\d/.test(plain) ? 'weeks' : 'unknown'
}

function tokensOf(plain: string): Token[] {
  const found: { start: number; token: Token }[] = []
  // Read from left to right: what is taken is blanked, at the same length, so that nothing is read twice.
  let rest = plain.replace(WEEK_LABEL, (words, number: string, start: number) => {
    found.push({ start, token: { kind: 'label', number: Number(number) } })
    return ' '.repeat(words.length)
  })
  rest = rest.replace(NO_DISTANCE, (words) => ' '.repeat(words.length))
  for (const { 1: digits = '', 2: unit, index } of rest.matchAll(DISTANCE)) {
    const token: Token = { kind: 'number', value: Number(digits), unit: unitOf(unit) }
    found.push({ start: index, token })
  }
  const tokens = found.sort((a, b) => a.start - b.start).map(({ token }) => token)
  const isLabelled = tokens.some(
    (token, index) => token.kind === 'label' && tokens[index + 1]?.kind === 'number',
  )
  if (isLabelled) return tokens
  // "week 30 week 45": labels of nothing were the distances.
  return tokens.map((token) =>
    token.kind === 'label' ? { kind: 'number', value: token.number, unit: undefined } : token,
  )
}

function unitOf(word: string | undefined): Unit | undefined {
  if (word === undefined) return undefined
  return word.startsWith('m') ? 'mile' : 'km'
}

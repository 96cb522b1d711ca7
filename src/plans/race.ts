import type { Statement } from '../knowledge/index.ts'
import { withDigits } from './number-words.ts'
import { painLight } from './pain.ts'
import { findDays } from './race-days.ts'
import { type Found, findDistances, RACE_DISTANCES, type RaceDistance } from './race-distance.ts'
import type { Plans, Race, RaceOptionKind } from './schema.ts'

/** Characters of a message that are read; a race is named in the first few sentences. */
export const RACE_TEXT_LIMIT = 2_000

/** What a message says of a race; null for what it does not say. */
export type NamedRace = { distance: RaceDistance | null; days: number | null }

/** Words for a race that name no distance. */
const RACE_WORD = /\b(?:races?|racing|events?|start\s*line|duathlon|triathlon|relay|fun\s+run)\b/g
/** What stands before a distance that is no race ahead: "I ran a 10k on Sunday", "sore after 5 km", "at 10k". */
const NO_RACE_AHEAD =
  /\b(?:ran|(?:have|had|ve)\s+run|finished|completed|raced|managed|after|at|past|beyond|every|over|did)\s+(?:(?:a|an|my|the|this|that|another|about|first|last|hard|easy|long)\s+){0,3}$/
/** Characters before a distance in which the words above can stand. */
const BEFORE = 60
/** Characters that a full stop between two words counts for: what is in one sentence belongs together. */
const SENTENCE_GAP = 60
/** Words of the longest message that can be a bare answer to "When is the race?": "in about 3 weeks or so". */
const ANSWER_WORDS = 6

/**
 * The race a message speaks of: "I have a half in twelve days", "10k next weekend", "race is 14 December".
 * `today` is YYYY-MM-DD; throws a RangeError when there is no such day. Of several days it takes the one nearest to a race
 * or a distance; where the message names neither, a day counts only in a bare answer such as "in 3 weeks".
 * A day of the week is the next one, "next Sunday" the one in next week, a weekend its Saturday; a date without a year is
 * the next such date; "3/4" says nothing, since countries differ. Misspellings are left alone.
 */
export function readRace(text: string, today: string): NamedRace {
  const plain = withDigits(
    text
      .slice(0, RACE_TEXT_LIMIT)
      .toWellFormed()
      .normalize('NFKC')
      .replace(/[‘’]/g, "'")
      .toLowerCase(),
  )
  const isAhead = ({ start }: { start: number }) =>
    !NO_RACE_AHEAD.test(plain.slice(Math.max(0, start - BEFORE), start))
  const isAnswer = plain.trim().split(/\s+/).length <= ANSWER_WORDS
  const distances = findDistances(plain)
  const anchors = [
    ...distances,
    ...[...plain.matchAll(RACE_WORD)].map(({ 0: words, index }) => ({
      value: null,
      start: index,
      end: index + words.length,
    })),
  ]
  const days = findDays(plain, today)
    .map((day) => ({ day, anchor: nearest(day, { among: anchors, plain }) }))
    .filter(({ anchor }) => (anchor ? isAhead(anchor) : isAnswer))
  let best: (typeof days)[number] | undefined
  for (const pair of days) {
    if (!best || gapOf(pair, plain) < gapOf(best, plain)) best = pair
  }
  return {
    distance: distanceOf(distances.filter(isAhead), { near: best?.anchor ?? best?.day, plain }),
    days: best?.day.value ?? null,
  }
}

/** Whether a message names a race, or a distance that people race over; a day alone names none. */
export function namesRace(text: string): boolean {
  const plain = withDigits(text.slice(0, RACE_TEXT_LIMIT).normalize('NFKC').toLowerCase())
  return findDistances(plain).length > 0 || plain.search(RACE_WORD) >= 0
}

type Place = { start: number; end: number }

function distanceOf(
  distances: readonly Found<RaceDistance>[],
  { near, plain }: { near: Place | undefined; plain: string },
): RaceDistance | null {
  if (near) return nearest(near, { among: distances, plain })?.value ?? null
  // With no day to go by, the longest asks most of the knee.
  return RACE_DISTANCES.findLast((name) => distances.some(({ value }) => value === name)) ?? null
}

function nearest<Item extends Place>(
  place: Place,
  { among, plain }: { among: readonly Item[]; plain: string },
): Item | undefined {
  let best: Item | undefined
  for (const item of among) {
    if (!best || gap(place, item, plain) < gap(place, best, plain)) best = item
  }
  return best
}

function gapOf({ day, anchor }: { day: Place; anchor: Place | undefined }, plain: string): number {
  return anchor ? gap(day, anchor, plain) : Number.POSITIVE_INFINITY
}

function gap(a: Place, b: Place, plain: string): number {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a]
  const between = plain.slice(first.end, second.start)
  return between.length + (/[.!?;\n]/.test(between) ? SENTENCE_GAP : 0)
}

/** What the options depend on. */
export type BeforeRace = {
  /** Days until the race; null where nobody knows, which counts as soon. */
  days: number | null
  /** Score of pain, 0 to 10; null where nobody said. */
  pain: number | null
  /** Whether any warning sign is in force. */
  hasWarningSign: boolean
}

/** One way to deal with the race: a heading, and one or two sentences. */
export type RaceOption = { kind: RaceOptionKind; title: string; sentences: readonly Statement[] }

/**
 * What can be done about a race, best first; never a promise.
 * With a warning sign or red pain nobody is offered to run. Throws a RangeError for a score below 0 or no number.
 */
export function raceOptions(
  { days, pain, hasWarningSign }: BeforeRace,
  { race, painScale }: Pick<Plans, 'race' | 'painScale'>,
): RaceOption[] {
  const light = pain === null ? 'unknown' : painLight(pain, painScale).light
  const isFar = days !== null && days > race.nearUpToDays
  const ranked = isFar ? race.ranking.far[light] : race.ranking.near[light]
  return (hasWarningSign ? race.ranking.warningSign : ranked).flatMap((id) => optionOf(id, race))
}

function optionOf(id: string, { says, titles }: Race): RaceOption[] {
  const words = says[id]
  // The schema has seen to it that every ranked id is there.
  return words ? [{ kind: words.kind, title: titles[words.kind], sentences: words.sentences }] : []
}

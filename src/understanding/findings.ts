import type { Finding, Lexicon } from '../knowledge/index.ts'
import type { Context } from './assertion.ts'
import {
  compilePattern,
  indexTokens,
  type Match,
  matchPattern,
  type Pattern,
  type Span,
  type TokenIndex,
} from './pattern.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Mention } from './reading.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/**
 * Of each term of a pattern the words by number of which a message must hold one to meet it: of every choice its rarest.
 * The term whose words stand in the fewest patterns comes first; each is ended by `END`. One flat list, for a message asks
 * it of a hundred patterns that lie anywhere in memory.
 */
type Needs = readonly number[]
const END = -1
type Source = { pattern: Pattern; needs: Needs }
/** The stems and marks of a message by number, and for every number whether it is among them. */
type Held = { numbers: readonly number[]; flags: Uint8Array }
type Compiled = { id: string; lasts: boolean; patterns: Source[]; except: Source[] }
/** A finding's place in the list, and those of its patterns that a message may meet, in their order. */
type Opened = ReadonlyMap<number, readonly Source[]>

/** Finds what a message reports, each with its sense; one mention for each place a finding is named. */
export type FindMentions = (
  tokens: readonly Token[],
  context: Context,
  message: string,
) => Mention[]

/** Compiles the findings' patterns; throws a PatternError naming one that cannot be read. */
export function createFindings(
  findings: ReadonlyMap<string, Finding>,
  stem: Stemmer,
  { groups, idioms }: Pick<Lexicon, 'groups' | 'idioms'>,
): FindMentions {
  const known = new Set(Object.keys(groups))
  const findIdioms = createPhraseSearch(
    idioms.map((text): [string, 'idiom'] => [text, 'idiom']),
    stem,
  )
  const compile = (sources: readonly string[] = []) =>
    sources.map((source) => compilePattern(source, stem, known))
  const read = [...findings].map(([id, finding]) => ({
    id,
    lasts: finding.lasts === true,
    patterns: compile(finding.patterns),
    except: compile(finding.except),
  }))

  // Of thousands of patterns a message holds the words of a few; each is looked up by the rarest words of its rarest
  // term, for "knee" and "not" are in every message and in hundreds of patterns.
  const uses = usesOf(read.flatMap(({ patterns, except }) => [...patterns, ...except]))
  const numbers = new Map([...uses.keys()].map((key, number) => [key, number]))
  const sourceOf = (pattern: Pattern): Source => ({
    pattern,
    needs: rarestWords(pattern, uses).flatMap((keys) => [
      ...keys.map((key) => numbers.get(key) ?? END),
      END,
    ]),
  })
  const compiled: Compiled[] = read.map(({ id, lasts, patterns, except }) => ({
    id,
    lasts,
    patterns: patterns.map(sourceOf),
    except: except.map(sourceOf),
  }))
  const all = compiled.flatMap(({ patterns }, finding) =>
    patterns.map((source) => ({ finding, source })),
  )
  const openings = Array.from(numbers, (): number[] => [])
  const needsAt = all.map(({ source }) => source.needs)
  needsAt.forEach((needs, place) => {
    for (const key of needs.slice(0, needs.indexOf(END))) openings[key]?.push(place)
  })
  const openedBy = (held: Held): Opened => {
    const places: number[] = []
    for (const key of held.numbers)
      for (const place of openings[key] as number[])
        if (mayMeet(needsAt[place] as Needs, held)) places.push(place)
    const opened = new Map<number, Source[]>()
    for (const place of new Set(places.sort((a, b) => a - b))) {
      const { finding, source } = all[place] as (typeof all)[number]
      const sources = opened.get(finding)
      if (sources) sources.push(source)
      else opened.set(finding, [source])
    }
    return opened
  }
  const heldIn = (index: TokenIndex): Held => {
    const own: number[] = []
    const flags = new Uint8Array(numbers.size)
    for (const key of index.keys()) {
      const number = numbers.get(key)
      if (number === undefined) continue
      own.push(number)
      flags[number] = 1
    }
    return { numbers: own, flags }
  }

  return (tokens, context, message) => {
    const index = indexTokens(tokens)
    const figures = new Set(findIdioms(tokens).flatMap(range))
    const held = heldIn(index)
    const mentions: Mention[] = []
    for (const [finding, tried] of openedBy(held)) {
      const { id, lasts, except } = compiled[finding] as Compiled
      const matches = tried
        .flatMap(({ pattern }) => matchPattern(pattern, tokens, index))
        .filter((match) => !match.tokens.some((at) => figures.has(at)))
      if (matches.length === 0) continue
      const exceptions = except
        .filter(({ needs }) => mayMeet(needs, held))
        .flatMap(({ pattern }) => matchPattern(pattern, tokens, index))
      const meant = matches.filter(
        (match) => !exceptions.some(({ all }) => match.tokens.some((at) => isWithin(at, all))),
      )
      for (const match of withoutRepeats(meant)) {
        const first = tokens[match.all.start]
        const last = tokens[match.all.end - 1]
        const status = context(match.all, match.tokens)
        mentions.push({
          finding: id,
          status: lasts ? { ...status, historical: false } : status,
          start: match.all.start,
          words: message.slice(first?.start ?? 0, last?.end ?? 0),
        })
      }
    }
    return mentions
  }
}

function mayMeet(needs: Needs, { flags }: Held): boolean {
  let isHeld = false
  for (const key of needs) {
    if (key !== END) isHeld ||= flags[key] === 1
    else if (isHeld) isHeld = false
    else return false
  }
  return true
}

/** For every stem and mark how often it stands in patterns. */
function usesOf(patterns: readonly Pattern[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { choices } of patterns.flat(2))
    for (const { key } of choices.flat()) uses.set(key, (uses.get(key) ?? 0) + 1)
  return uses
}

/** Of every choice of a term its rarest word; the term whose words stand in the fewest patterns first. */
function rarestWords(pattern: Pattern, uses: ReadonlyMap<string, number>): string[][] {
  const countOf = (key: string) => uses.get(key) ?? 0
  const total = (keys: readonly string[]) => keys.reduce((sum, key) => sum + countOf(key), 0)
  const rarest = (keys: readonly string[]) =>
    keys.reduce((best, key) => (countOf(key) < countOf(best) ? key : best))
  return pattern
    .flat()
    .map(({ choices }) => [...new Set(choices.map((words) => rarest(words.map(({ key }) => key))))])
    .sort((a, b) => total(a) - total(b))
}

function isWithin(at: number, { start, end }: Span): boolean {
  return at >= start && at < end
}

function range({ start, end }: Span): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset)
}

/** Several patterns of one finding often meet the same words; the first of them is enough. */
function withoutRepeats(matches: readonly Match[]): Match[] {
  if (matches.length < 2) return [...matches]
  const met = new Set<number>()
  return matches.filter(({ head }) => {
    const places = range(head)
    if (places.some((at) => met.has(at))) return false
    for (const at of places) met.add(at)
    return true
  })
}

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

/** What a message must hold to meet a pattern: of every term one choice, and of that all stems and marks, by number. */
type Needs = readonly (readonly (readonly number[])[])[]
/** The stems and marks of a message by number, and for every number whether it is among them. */
type Held = { numbers: readonly number[]; flags: Uint8Array }
type Source = { pattern: Pattern; needs: Needs }
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
  const numbers = new Map<string, number>()
  const numberOf = (key: string) => {
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  }
  const compile = (sources: readonly string[]) =>
    sources.map((source): Source => {
      const pattern = compilePattern(source, stem, known)
      const needs = pattern
        .flat()
        .map(({ choices }) => choices.map((words) => words.map(({ key }) => numberOf(key))))
      return { pattern, needs }
    })
  const compiled: Compiled[] = [...findings].map(([id, finding]) => ({
    id,
    lasts: finding.lasts === true,
    patterns: compile(finding.patterns),
    except: compile(finding.except ?? []),
  }))

  // Of thousands of patterns a message holds the words of a few; each is looked up by the rarest words of its rarest
  // term, for "knee" and "not" are in every message and in hundreds of patterns.
  const all = compiled.flatMap(({ patterns }, finding) =>
    patterns.map((source) => ({ finding, source })),
  )
  const uses = new Uint32Array(numbers.size)
  for (const { source } of all)
    for (const key of source.needs.flat(2)) uses[key] = (uses[key] as number) + 1
  const openings = Array.from(numbers, (): number[] => [])
  all.forEach(({ source }, place) => {
    for (const key of rarestOf(source.needs, uses)) openings[key]?.push(place)
  })
  const openedBy = (held: Held): Opened => {
    const places: number[] = []
    for (const key of held.numbers)
      for (const place of openings[key] as number[])
        if (mayMeet((all[place] as (typeof all)[number]).source, held)) places.push(place)
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
        .filter((source) => mayMeet(source, held))
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

function mayMeet({ needs }: Source, { flags }: Held): boolean {
  for (const choices of needs) if (!holdsOneOf(choices, flags)) return false
  return true
}

function holdsOneOf(choices: Needs[number], flags: Uint8Array): boolean {
  for (const keys of choices) if (holdsAll(keys, flags)) return true
  return false
}

function holdsAll(keys: readonly number[], flags: Uint8Array): boolean {
  for (const key of keys) if (flags[key] === 0) return false
  return true
}

/** Of every choice its rarest word, for the term whose words stand in the fewest patterns; every match holds one of them. */
function rarestOf(needs: Needs, uses: Uint32Array): ReadonlySet<number> {
  let rarest: { keys: ReadonlySet<number>; count: number } | undefined
  const countOf = (key: number) => uses[key] as number
  for (const choices of needs) {
    const keys = new Set(
      choices.map((words) => words.reduce((a, b) => (countOf(b) < countOf(a) ? b : a))),
    )
    const count = [...keys].reduce((sum, key) => sum + countOf(key), 0)
    if (!rarest || count < rarest.count) rarest = { keys, count }
  }
  return rarest?.keys ?? new Set()
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

import type { Finding, Lexicon } from '../knowledge/index.ts'
import type { Context } from './assertion.ts'
import {
  compilePattern,
  indexTokens,
  type Match,
  matchPattern,
  needsOf,
  type Pattern,
  type Span,
  type TokenIndex,
} from './pattern.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Mention } from './reading.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** A pattern with what a message must hold to meet it. */
type Source = { pattern: Pattern; needs: readonly (readonly string[])[] }
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
  const compile = (sources: readonly string[]) =>
    sources.map((source): Source => {
      const pattern = compilePattern(source, stem, known)
      return { pattern, needs: needsOf(pattern) }
    })
  const compiled: Compiled[] = [...findings].map(([id, finding]) => ({
    id,
    lasts: finding.lasts === true,
    patterns: compile(finding.patterns),
    except: compile(finding.except ?? []),
  }))

  // Of thousands of patterns a message holds the words of a few; each is looked up by its rarest term, for "knee" and
  // "not" are in every message and in hundreds of patterns.
  const openings = new Map<string, number[]>()
  const all = compiled.flatMap(({ patterns }, finding) =>
    patterns.map((source) => ({ finding, source })),
  )
  const uses = new Map<string, number>()
  for (const { source } of all)
    for (const key of source.needs.flat()) uses.set(key, (uses.get(key) ?? 0) + 1)
  all.forEach(({ source }, place) => {
    for (const key of rarestOf(source.needs, uses)) {
      const places = openings.get(key)
      if (places) places.push(place)
      else openings.set(key, [place])
    }
  })
  const openedBy = (index: TokenIndex): Opened => {
    const places = new Set<number>()
    for (const key of index.keys())
      for (const place of openings.get(key) ?? [])
        if (mayMeet(all[place]?.source, index)) places.add(place)
    const opened = new Map<number, Source[]>()
    for (const place of Int32Array.from(places).sort()) {
      const one = all[place]
      if (!one) continue
      const sources = opened.get(one.finding)
      if (sources) sources.push(one.source)
      else opened.set(one.finding, [one.source])
    }
    return opened
  }

  return (tokens, context, message) => {
    const index = indexTokens(tokens)
    const figures = new Set(findIdioms(tokens).flatMap(range))
    const mentions: Mention[] = []
    for (const [finding, tried] of openedBy(index)) {
      const { id, lasts, except } = compiled[finding] as Compiled
      const matches = tried
        .flatMap(({ pattern }) => matchPattern(pattern, tokens, index))
        .filter((match) => !match.tokens.some((at) => figures.has(at)))
      if (matches.length === 0) continue
      const exceptions = except
        .filter((source) => mayMeet(source, index))
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

function mayMeet(source: Source | undefined, index: TokenIndex): boolean {
  if (!source) return false
  for (const keys of source.needs) if (!holdsOneOf(keys, index)) return false
  return true
}

function holdsOneOf(keys: readonly string[], index: TokenIndex): boolean {
  for (const key of keys) if (index.has(key)) return true
  return false
}

/** The term whose stems and marks stand in the fewest patterns; every match holds one of each term. */
function rarestOf(needs: Source['needs'], uses: ReadonlyMap<string, number>): readonly string[] {
  let rarest: { keys: readonly string[]; count: number } | undefined
  for (const keys of needs) {
    const count = keys.reduce((sum, key) => sum + (uses.get(key) ?? 0), 0)
    if (!rarest || count < rarest.count) rarest = { keys, count }
  }
  return rarest?.keys ?? []
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

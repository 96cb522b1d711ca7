import type { Finding, Lexicon } from '../knowledge/index.ts'
import type { Context } from './assertion.ts'
import {
  compilePattern,
  indexTokens,
  type Match,
  matchPattern,
  openingsOf,
  type Pattern,
  type Span,
} from './pattern.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Mention } from './reading.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

type Compiled = { id: string; lasts: boolean; patterns: Pattern[]; except: Pattern[] }
/** A finding's place in the list, and those of its patterns that a message opens, in their order. */
type Opened = Map<number, Set<number>>

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
    sources.map((source) => compilePattern(source, stem, known))
  const compiled: Compiled[] = [...findings].map(([id, finding]) => ({
    id,
    lasts: finding.lasts === true,
    patterns: compile(finding.patterns),
    except: compile(finding.except ?? []),
  }))

  // Of thousands of patterns a message opens a few dozen; only those are tried.
  const openings = new Map<string, { finding: number; pattern: number }[]>()
  compiled.forEach(({ patterns }, finding) => {
    patterns.forEach((source, pattern) => {
      for (const key of openingsOf(source))
        openings.set(key, [...(openings.get(key) ?? []), { finding, pattern }])
    })
  })
  const openedBy = (keys: Iterable<string>): Opened => {
    const opened: Opened = new Map()
    for (const key of keys)
      for (const { finding, pattern } of openings.get(key) ?? [])
        opened.set(finding, (opened.get(finding) ?? new Set()).add(pattern))
    return opened
  }

  return (tokens, context, message) => {
    const index = indexTokens(tokens)
    const figures = new Set(findIdioms(tokens).flatMap(range))
    const opened = openedBy(index.keys())
    return compiled.flatMap(({ id, lasts, patterns, except }, finding) => {
      const tried = opened.get(finding)
      if (!tried) return []
      const matches = patterns
        .filter((_, pattern) => tried.has(pattern))
        .flatMap((pattern) => matchPattern(pattern, tokens, index))
        .filter((match) => !match.tokens.some((at) => figures.has(at)))
      if (matches.length === 0) return []
      const exceptions = except.flatMap((pattern) => matchPattern(pattern, tokens, index))
      const meant = matches.filter(
        (match) => !exceptions.some(({ all }) => match.tokens.some((at) => isWithin(at, all))),
      )
      return withoutRepeats(meant).map((match): Mention => {
        const first = tokens[match.all.start]
        const last = tokens[match.all.end - 1]
        const status = context(match.all, match.tokens)
        return {
          finding: id,
          status: lasts ? { ...status, historical: false } : status,
          start: match.all.start,
          words: message.slice(first?.start ?? 0, last?.end ?? 0),
        }
      })
    })
  }
}

function isWithin(at: number, { start, end }: Span): boolean {
  return at >= start && at < end
}

function range({ start, end }: Span): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset)
}

/** Several patterns of one finding often meet the same words; the first of them is enough. */
function withoutRepeats(matches: readonly Match[]): Match[] {
  const kept: Match[] = []
  for (const match of matches) {
    const isRepeat = kept.some(
      ({ head }) => match.head.start < head.end && head.start < match.head.end,
    )
    if (!isRepeat) kept.push(match)
  }
  return kept
}

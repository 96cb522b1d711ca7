import type { AssertionWords, Finding, Lexicon } from '../knowledge/index.ts'
import type { Context } from './assertion.ts'
import { createOwners, type Placed } from './owners.ts'
import {
  compilePattern,
  indexTokens,
  type Match,
  matchPattern,
  type Pattern,
  type Span,
  type TokenIndex,
} from './pattern.ts'
import { createPatternIndex } from './pattern-index.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Mention } from './reading.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** A finding with those of its patterns that a message may meet. */
type Opened = { id: string; lasts: boolean; patterns: Pattern[]; except: Pattern[] }

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
  { groups, idioms, selves }: Pick<Lexicon, 'groups' | 'idioms'> & Pick<AssertionWords, 'selves'>,
): FindMentions {
  const known = new Set(Object.keys(groups))
  const withOwners = createOwners(findings, { selves })
  const findIdioms = createPhraseSearch(
    idioms.map((text): [string, 'idiom'] => [text, 'idiom']),
    stem,
  )
  const sources = [...findings].flatMap(([id, { lasts = false, patterns = [], except = [] }]) => {
    const compile = (kind: 'patterns' | 'except') => (source: string) => ({
      ...{ id, lasts, kind },
      pattern: compilePattern(source, stem, known),
    })
    return [...patterns.map(compile('patterns')), ...except.map(compile('except'))]
  })
  const patternsFor = createPatternIndex(sources.map(({ pattern }) => pattern))
  /** The patterns of one finding stand side by side. */
  const openedBy = (tokens: readonly Token[]): Opened[] => {
    const opened: Opened[] = []
    for (const place of patternsFor(tokens)) {
      const { id, lasts, kind, pattern } = sources[place] as (typeof sources)[number]
      let finding = opened.at(-1)
      if (finding?.id !== id) {
        finding = { id, lasts, patterns: [], except: [] }
        opened.push(finding)
      }
      finding[kind].push(pattern)
    }
    return opened
  }

  return (tokens, context, message) => {
    const opened = openedBy(tokens)
    if (opened.length === 0) return []
    const index = indexTokens(tokens)
    const figures = new Set(findIdioms(tokens).flatMap(range))
    const mentions: Placed[] = []
    for (const { id, lasts, patterns, except } of opened) {
      const matches = matchesOf(patterns, tokens, index).filter(
        (match) => !match.tokens.some((at) => figures.has(at)),
      )
      if (matches.length === 0) continue
      const exceptions = matchesOf(except, tokens, index)
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
          end: match.all.end,
          words: message.slice(first?.start ?? 0, last?.end ?? 0),
        })
      }
    }
    return withOwners(mentions, tokens).map(({ end: _, ...mention }) => mention)
  }
}

function matchesOf(
  patterns: readonly Pattern[],
  tokens: readonly Token[],
  index: TokenIndex,
): Match[] {
  return patterns.flatMap((pattern) => matchPattern(pattern, tokens, index))
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

import type { Finding, Lexicon } from '../knowledge/index.ts'
import type { Context } from './assertion.ts'
import {
  compilePattern,
  indexTokens,
  type Match,
  matchPattern,
  type Pattern,
  type Span,
} from './pattern.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Mention } from './reading.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

type Compiled = { id: string; lasts: boolean; patterns: Pattern[]; except: Pattern[] }

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

  return (tokens, context, message) => {
    const index = indexTokens(tokens)
    const figures = new Set(findIdioms(tokens).flatMap(range))
    return compiled.flatMap(({ id, lasts, patterns, except }) => {
      const matches = patterns
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

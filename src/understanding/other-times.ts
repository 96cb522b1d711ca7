import type { Lexicon } from '../knowledge/index.ts'
import { compilePattern, indexTokens, matchPattern } from './pattern.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** The marks of a length of time, which stand for how long it hurts. */
const MARKS = ['@weeks6', '@weeks2', '@weeks6-alone']

/**
 * Prepares to take the mark from a length of time that is not the pain's: the weeks to a race, the months of a brace. What
 * is no mark is no feature either, so that no example teaches a long complaint from a training plan.
 */
export function createOtherTimes(
  { otherTimes, groups }: Pick<Lexicon, 'otherTimes' | 'groups'>,
  stem: Stemmer,
): (tokens: readonly Token[]) => void {
  const known = new Set(Object.keys(groups))
  const compile = (source: string) => compilePattern(source, stem, known)
  const patterns = otherTimes.patterns.map(compile)
  const except = otherTimes.except.map(compile)

  return (tokens) => {
    const marked = tokens.filter(({ marks }) => MARKS.some((mark) => marks.has(mark)))
    if (marked.length === 0) return
    const index = indexTokens(tokens)
    const met = (sources: typeof patterns) =>
      new Set(
        sources.flatMap((pattern) =>
          matchPattern(pattern, tokens, index).flatMap((match) =>
            match.tokens.flatMap((at) => tokens[at] ?? []),
          ),
        ),
      )
    const others = met(patterns)
    const ofThePain = met(except)
    for (const token of marked)
      if (others.has(token) && !ofThePain.has(token))
        for (const mark of MARKS) token.marks.delete(mark)
  }
}

import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** Words that may stand between two words of an ordered pattern, none after a comma; wider, and chance meetings begin. */
const GAP = 3
/** Words that may lie between the parts of an `&` pattern; about one clause. */
const REACH = 12

/** A stretch of tokens: from the first to the one before `end`. */
export type Span = { start: number; end: number }
/** Where a pattern was met: all of it, and the part that a denial must touch. */
export type Match = { head: Span; all: Span; tokens: readonly number[] }

type Word = { kind: 'stem' | 'mark' | 'exact'; value: string; key: string }
type Term = { choices: readonly (readonly Word[])[] }
type Part = readonly Term[]
/** A compiled pattern; the parts are found in any order within one sentence, the first is its head. */
export type Pattern = readonly Part[]

/** A pattern that cannot be read; `message` says which part and why. */
export class PatternError extends Error {
  override name = 'PatternError'
}

/**
 * Compiles the small language of findings: `a b` in this order with up to three words between, `a_b` side by side,
 * `a|b` either, `=a` only in this very form, `$group` and `@mark`, `x & y` both in one sentence.
 */
export function compilePattern(
  source: string,
  stem: Stemmer,
  groups: ReadonlySet<string>,
): Pattern {
  const parts = source.split('&').map((part) => part.trim())
  return parts.map((part) => {
    if (part === '') throw new PatternError(`"${source}" has nothing on one side of an &`)
    return part.split(/\s+/).map((term) => ({
      choices: term.split('|').map((choice) =>
        choice.split('_').map((word): Word => {
          if (word === '') throw new PatternError(`"${source}" has an empty choice in "${term}"`)
          if (word.startsWith('$') && !groups.has(word.slice(1))) {
            throw new PatternError(`"${word}" in "${source}" is not a group of the lexicon`)
          }
          if (/^[$@]/.test(word)) return { kind: 'mark', value: word, key: word }
          if (word.startsWith('='))
            return { kind: 'exact', value: word.slice(1), key: stem(word.slice(1)) }
          return { kind: 'stem', value: stem(word), key: stem(word) }
        }),
      ),
    }))
  })
}

/** Which tokens begin with a stem or carry a mark, so that a pattern need not walk the whole message. */
export type TokenIndex = ReadonlyMap<string, readonly number[]>

/** Lists for every stem and mark the tokens where it stands. */
export function indexTokens(tokens: readonly Token[]): TokenIndex {
  const index = new Map<string, number[]>()
  const add = (key: string, at: number) => {
    const places = index.get(key)
    if (places) places.push(at)
    else index.set(key, [at])
  }
  tokens.forEach((token, at) => {
    add(token.stem, at)
    for (const mark of token.marks.keys()) add(mark, at)
  })
  return index
}

/** Every place where a pattern is met; at most one for each place its head begins. */
export function matchPattern(
  pattern: Pattern,
  tokens: readonly Token[],
  index: TokenIndex,
): Match[] {
  const heads = matchPart(pattern[0] ?? [], tokens, index)
  if (heads.length === 0) return []
  const found: Match[] = []
  const matchesOfOthers = pattern.slice(1).map((part) => ({
    matches: matchPart(part, tokens, index),
    /** Those before stand too far ahead of this head and all that follow. */
    from: 0,
  }))
  for (const headMatch of heads) {
    const all = { ...headMatch.span }
    const used = [...headMatch.tokens]
    let complete = true
    for (const part of matchesOfOthers) {
      while (
        headMatch.span.start - (part.matches[part.from]?.span.end ?? Number.POSITIVE_INFINITY) >
        REACH
      )
        part.from += 1
      const near = nearest(part, headMatch.span, tokens)
      if (!near) {
        complete = false
        break
      }
      all.start = Math.min(all.start, near.span.start)
      all.end = Math.max(all.end, near.span.end)
      used.push(...near.tokens)
    }
    if (complete) found.push({ head: headMatch.span, all, tokens: used })
  }
  return found
}

type PartMatch = { span: Span; tokens: readonly number[] }

function matchPart(part: Part, tokens: readonly Token[], index: TokenIndex): PartMatch[] {
  const first = part[0]
  if (!first) return []
  const found: PartMatch[] = []
  for (const start of startsOf(first, index)) {
    let end = endOfTerm(first, start, tokens)
    if (end === undefined) continue
    const used: number[] = []
    addRange(used, start, end)
    for (let place = 1; place < part.length; place += 1) {
      const next = findTerm(part[place] as Term, end, tokens)
      if (!next) {
        end = undefined
        break
      }
      addRange(used, next.start, next.end)
      end = next.end
    }
    if (end !== undefined) found.push({ span: { start, end }, tokens: used })
  }
  return found
}

/** Tokens at which a term may begin, in the order of the message. */
function startsOf({ choices }: Term, index: TokenIndex): readonly number[] {
  let starts: readonly number[] = []
  let isJoined = false
  for (const choice of choices) {
    const places = index.get(choice[0]?.key ?? '')
    if (!places || places === starts) continue
    isJoined = starts.length > 0
    starts = isJoined ? [...starts, ...places] : places
  }
  return isJoined ? [...new Set(starts)].sort((a, b) => a - b) : starts
}

function findTerm(term: Term, from: number, tokens: readonly Token[]): Span | undefined {
  const sentence = tokens[from - 1]?.sentence
  for (let at = from; at <= from + GAP && tokens[at]?.sentence === sentence; at += 1) {
    // A comma begins another thought: "it is not locked, my knee bends".
    if (at > from && tokens[at]?.afterComma) break
    const end = endOfTerm(term, at, tokens)
    if (end !== undefined) return { start: at, end }
  }
  return undefined
}

function endOfTerm(term: Term, start: number, tokens: readonly Token[]): number | undefined {
  let best: number | undefined
  for (const choice of term.choices) {
    let end: number | undefined = start
    for (const word of choice) {
      const token: Token | undefined = end === undefined ? undefined : tokens[end]
      if (!token || token.sentence !== tokens[start]?.sentence) end = undefined
      else if (word.kind === 'mark') end = token.marks.get(word.value)
      else {
        const said = word.kind === 'exact' ? token.word : token.stem
        end = said === word.value && end !== undefined ? end + 1 : undefined
      }
      if (end === undefined) break
    }
    if (end !== undefined && (best === undefined || end > best)) best = end
  }
  return best
}

function nearest(
  { matches, from }: { matches: readonly PartMatch[]; from: number },
  span: Span,
  tokens: readonly Token[],
): PartMatch | undefined {
  const sentence = tokens[span.start]?.sentence
  let best: { match: PartMatch; distance: number } | undefined
  for (let place = from; place < matches.length; place += 1) {
    const match = matches[place] as PartMatch
    // They stand in the order of their starts: from here on all are too far behind.
    if (match.span.start - span.end > REACH) break
    if (tokens[match.span.start]?.sentence !== sentence) continue
    const overlaps = match.tokens.some((at) => at >= span.start && at < span.end)
    if (overlaps) continue
    const distance = Math.max(match.span.start - span.end, span.start - match.span.end, 0)
    if (distance <= REACH && (!best || distance < best.distance)) best = { match, distance }
  }
  return best?.match
}

function addRange(places: number[], start: number, end: number): void {
  for (let at = start; at < end; at += 1) places.push(at)
}

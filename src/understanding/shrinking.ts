import type { Lexicon } from '../knowledge/index.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Stemmer } from './stem.ts'
import { addMark, type Token } from './tokens.ts'

/** How far into a run something comes: metres or minutes, both 0 at its very start. */
type Distance = {
  at: number
  end: number
  amount: number
  /** Metres or minutes that one of its unit is. */
  each: number
  kind: 'metres' | 'minutes' | 'start'
}

/** Stands on the last distance of a row that grows shorter. */
const MARK = '@shrinking'
/** Tokens from one distance to the next of the same row. */
const WITHIN = 30
/** Share of the distance before; what is nearer to it is as good as the same. */
const SHORTER = 0.85

/**
 * Prepares to mark that something comes on sooner from run to run: "at mile 9, then by 4, now at the front door". No
 * pattern of words can compare two numbers.
 */
export function createShrinking(
  { shrinking, numbers }: Pick<Lexicon, 'shrinking' | 'numbers'>,
  stem: Stemmer,
): (tokens: readonly Token[]) => void {
  const metres = new Map(Object.entries(shrinking.metres))
  const minutes = new Set(shrinking.minutes)
  const before = new Set(shrinking.before)
  const progress = new Set(shrinking.progress)
  const findStarts = createPhraseSearch(
    shrinking.starts.map((text): [string, 'start'] => [text, 'start']),
    stem,
  )

  const isUnit = ({ word }: Token) => metres.has(word) || minutes.has(word)
  return (tokens) => {
    if (!tokens.some(isUnit)) return
    let last: Distance | undefined
    const starts = new Map(findStarts(tokens).map((found) => [found.start, found.end]))
    for (let at = 0; at < tokens.length; at += 1) {
      const distance = distanceAt(tokens, at, { last, starts })
      if (!distance) continue
      const isSooner = last && goesOn(last, distance, tokens)
      if (isSooner) addMark(tokens[at] as Token, MARK, distance.end)
      last = distance.kind === 'start' ? undefined : distance
      at = distance.end - 1
    }
  }

  function distanceAt(
    tokens: readonly Token[],
    at: number,
    { last, starts }: { last: Distance | undefined; starts: ReadonlyMap<number, number> },
  ): Distance | undefined {
    const startsUntil = starts.get(at)
    if (startsUntil !== undefined)
      return { at, end: startsUntil, amount: 0, each: 0, kind: 'start' }
    const word = tokens[at]?.word ?? ''
    const amount = /^\d/.test(word) ? Number(word) : numbers[word]
    if (amount === undefined || Number.isNaN(amount)) return undefined
    const first = metres.has(tokens[at - 1]?.word ?? '') ? at - 1 : at
    if (!before.has(tokens[first - 1]?.word ?? '')) return undefined
    const unitAt = tokens[at + 1]?.word === 'a' ? at + 2 : at + 1
    for (const beside of [unitAt, at - 1]) {
      const unit = tokens[beside]?.word ?? ''
      const end = Math.max(at, beside) + 1
      const each = metres.get(unit)
      if (each !== undefined) return { at, end, amount: amount * each, each, kind: 'metres' }
      if (minutes.has(unit)) return { at, end, amount, each: 1, kind: 'minutes' }
    }
    // "At mile 9, then by 4": of what was named before.
    if (!last) return undefined
    const { each, kind } = last
    return { at, end: at + 1, amount: amount * each, each, kind }
  }

  function goesOn(last: Distance, next: Distance, tokens: readonly Token[]): boolean {
    if (next.at - last.end > WITHIN) return false
    if (next.kind !== 'start' && next.kind !== last.kind) return false
    if (next.amount > SHORTER * last.amount) return false
    return tokens.slice(last.end, next.at).some(({ word }) => progress.has(word))
  }
}

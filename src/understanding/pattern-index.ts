import type { Pattern } from './pattern.ts'
import type { Token } from './tokens.ts'

/** The places of the patterns that a message may meet, in their order. */
export type PatternIndex = (tokens: readonly Token[]) => number[]

/** Ends the words of a term. */
const END = -1

/**
 * Prepares the choice of patterns. Of thousands a message holds the words of a few; each is looked up by the rarest
 * words of its rarest term, for "knee" and "not" are in every message and in hundreds of patterns. No pattern is met over
 * the end of a sentence, so all its words must be in one.
 */
export function createPatternIndex(patterns: readonly Pattern[]): PatternIndex {
  const uses = usesOf(patterns)
  const numbers = new Map([...uses.keys()].map((key, number) => [key, number]))
  const needed = patterns.map((pattern) =>
    rarestWords(pattern, uses).map((keys) => keys.map((key) => numbers.get(key) ?? END)),
  )
  // Of each term the words of which a sentence must hold one. One flat list, for a message asks it of a hundred patterns
  // that lie anywhere in memory.
  const needs = Int32Array.from(needed.flat().flatMap((keys) => [...keys, END]))
  const starts = [0]
  const openings = Array.from(numbers, (): number[] => [])
  needed.forEach((terms, place) => {
    starts.push((starts[place] as number) + terms.flat().length + terms.length)
    for (const key of terms[0] ?? []) openings[key]?.push(place)
  })
  /** For every stem and mark by number whether the sentence holds it; all 0 between sentences. */
  const isHeld = new Uint8Array(numbers.size)

  const mayMeet = (place: number): boolean => {
    const end = starts[place + 1] as number
    let holdsOne = false
    for (let at = starts[place] as number; at < end; at += 1) {
      const key = needs[at] as number
      if (key !== END) holdsOne ||= isHeld[key] === 1
      else if (holdsOne) holdsOne = false
      else return false
    }
    return true
  }

  let held: number[] = []
  const hold = (key: string): void => {
    const number = numbers.get(key)
    if (number === undefined || isHeld[number] === 1) return
    held.push(number)
    isHeld[number] = 1
  }
  /** For every pattern whether it is among those met; all 0 between messages. */
  const isMet = new Uint8Array(patterns.length)

  return (tokens) => {
    const met: number[] = []
    const endSentence = () => {
      for (const key of held)
        for (const place of openings[key] as number[])
          if (isMet[place] === 0 && mayMeet(place)) {
            met.push(place)
            isMet[place] = 1
          }
      for (const key of held) isHeld[key] = 0
      held = []
    }
    for (let at = 0; at < tokens.length; at += 1) {
      const { stem, marks, sentence } = tokens[at] as Token
      hold(stem)
      if (marks.size > 0) for (const mark of marks.keys()) hold(mark)
      if (tokens[at + 1]?.sentence !== sentence) endSentence()
    }
    for (const place of met) isMet[place] = 0
    return met.sort((a, b) => a - b)
  }
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

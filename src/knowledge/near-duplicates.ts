import { normalisedForComparison } from './load-intents.ts'

/** Two examples that say nearly the same; `likeness` is the share of word triples they have in common, from 0 to 1. */
export type NearDuplicate = { one: string; other: string; likeness: number }
/** A sentence with one word left open (written as …), and how many examples fill it. */
export type Template = { frame: string; count: number }

const LIKE = 0.6
/** Words; shorter examples share their few words by chance. */
const SHORTEST = 6
/** From so many fillings on, a frame looks generated rather than written. */
const FILLINGS = 4

const wordsOf = (text: string) => normalisedForComparison(text).split(' ')

/** Examples that differ in little, the most alike first. */
export function nearDuplicates(texts: readonly string[]): NearDuplicate[] {
  const triples = texts.map((text) => {
    const words = wordsOf(text)
    return words.length < SHORTEST
      ? new Set<string>()
      : new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(' ')))
  })
  const holders = new Map<string, number[]>()
  triples.forEach((own, index) => {
    for (const triple of own) holders.set(triple, [...(holders.get(triple) ?? []), index])
  })
  return triples
    .flatMap((own, index) => {
      const shared = new Map<number, number>()
      for (const triple of own) {
        for (const other of holders.get(triple) ?? [])
          if (other < index) shared.set(other, (shared.get(other) ?? 0) + 1)
      }
      return [...shared].flatMap(([other, count]): NearDuplicate[] => {
        const likeness = count / (own.size + (triples[other]?.size ?? 0) - count)
        return likeness >= LIKE
          ? [{ one: texts[other] ?? '', other: texts[index] ?? '', likeness }]
          : []
      })
    })
    .sort((a, b) => b.likeness - a.likeness)
}

/** Frames that are filled again and again with one other word, the most used first. */
export function repeatedTemplates(texts: readonly string[]): Template[] {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const words = wordsOf(text)
    if (words.length < SHORTEST) continue
    words.forEach((_, at) => {
      const frame = words.map((word, index) => (index === at ? '…' : word)).join(' ')
      counts.set(frame, (counts.get(frame) ?? 0) + 1)
    })
  }
  return [...counts]
    .filter(([, count]) => count >= FILLINGS)
    .map(([frame, count]) => ({ frame, count }))
    .sort((a, b) => b.count - a.count || (a.frame < b.frame ? -1 : 1))
}

import { alignmentDistance } from '../knowledge/index.ts'
import type { Repair } from './tokens.ts'

/** Letters; a shorter word has too many neighbours to be repaired. */
const SHORTEST = 4
/** A word spelt by ear, or with one letter for two, is the commonest error of all, and half a one. */
const BY_EAR = 0.5
/** Letters; from here on two errors are forgiven. */
const LONG = 8

/**
 * Repairs typing errors against the words of the field. A word of the dictionary is never turned into another.
 * `vocabulary` gives each word its weight: of two equally near words the heavier is taken.
 * A swap of two neighbouring letters is one error (optimal string alignment).
 */
export function createRepair(
  vocabulary: ReadonlyMap<string, number>,
  isEnglish: (word: string) => boolean,
): Repair {
  const words = [...vocabulary.keys()].filter((word) => word.length >= SHORTEST)
  const byDeletion = new Map<string, string[]>()
  for (const word of words)
    for (const key of deletions(word, word.length >= LONG ? 2 : 1)) {
      const alike = byDeletion.get(key)
      if (alike) alike.push(word)
      else byDeletion.set(key, [word])
    }
  const bySound = Map.groupBy(words, asHeard)
  const known = new Map<string, string>()

  return (word) => {
    if (word.length < SHORTEST || word.length > 20) return word
    if (vocabulary.has(word) || isEnglish(word) || !/^\p{L}+$/u.test(word)) return word
    const cached = known.get(word)
    if (cached !== undefined) return cached
    const repaired = closest(word) ?? withoutRepeatedLetters(word) ?? word
    if (known.size > 20_000) known.clear()
    known.set(word, repaired)
    return repaired
  }

  function closest(word: string): string | undefined {
    const most = word.length >= LONG ? 2 : 1
    let best: { word: string; distance: number; weight: number } | undefined
    const consider = (candidate: string, distance: number): void => {
      // Most people hit the first letter right.
      const weight = (vocabulary.get(candidate) ?? 0) * (candidate[0] === word[0] ? 4 : 1)
      const isBetter =
        !best || distance < best.distance || (distance === best.distance && weight > best.weight)
      if (isBetter) best = { word: candidate, distance, weight }
    }
    for (const candidate of bySound.get(asHeard(word)) ?? []) consider(candidate, BY_EAR)
    for (const key of deletions(word, most))
      for (const candidate of byDeletion.get(key) ?? []) {
        if (Math.abs(candidate.length - word.length) > most) continue
        const errors = alignmentDistance(word, candidate)
        if (errors > most || (errors === 2 && candidate.length < LONG)) continue
        consider(candidate, errors)
      }
    return best?.word
  }

  /** "soooo", "painnnn": a letter held down. */
  function withoutRepeatedLetters(word: string): string | undefined {
    const once = word.replace(/(\p{L})\1{2,}/gu, '$1')
    const twice = word.replace(/(\p{L})\1{2,}/gu, '$1$1')
    return [twice, once].find(
      (shorter) => shorter !== word && (vocabulary.has(shorter) || isEnglish(shorter)),
    )
  }
}

/** Letters that stand for a sound which others stand for as well, the longest first. */
const SOUNDS: readonly [spelt: RegExp, heard: string][] = [
  [/ight/g, 'ite'],
  [/ach(?=[eiy])/g, 'ak'],
  [/ph/g, 'f'],
  [/qu/g, 'kw'],
  [/c(?=[eiy])/g, 's'],
  [/ck|[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/y/g, 'i'],
  [/(\p{L})\1+/gu, '$1'],
]

/** A word as it is heard: one letter for two, and the same letters for the same sound. */
function asHeard(word: string): string {
  return SOUNDS.reduce((heard, [spelt, sound]) => heard.replace(spelt, sound), word)
}

/** The word itself and every form of it with up to `most` letters left out. */
function deletions(word: string, most: number): Set<string> {
  const all = new Set([word])
  let edge = [word]
  for (let round = 0; round < most; round += 1) {
    const next: string[] = []
    for (const form of edge) {
      for (let at = 0; at < form.length; at += 1) {
        const shorter = form.slice(0, at) + form.slice(at + 1)
        if (!all.has(shorter)) {
          all.add(shorter)
          next.push(shorter)
        }
      }
    }
    edge = next
  }
  return all
}

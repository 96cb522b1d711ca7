import { stemmer } from 'stemmer'

/** Gives the common root of a word's endings; `irregular` knows the ones that share no letters. */
export type Stemmer = (word: string) => string

/** A stemmer (Porter) that remembers what it was asked; words come back again and again. */
export function createStemmer(irregular: Readonly<Record<string, string>>): Stemmer {
  const known = new Map<string, string>()
  /** Each root once: to compare two is then to compare where they lie. */
  const roots = new Map<string, string>()
  return (word) => {
    const cached = known.get(word)
    if (cached !== undefined) return cached
    // Messages bring endless new words; a full memory is emptied rather than grown.
    if (known.size > 50_000) {
      known.clear()
      roots.clear()
    }
    const root = stemmer(irregular[word] ?? word)
    const stem = roots.get(root) ?? root
    roots.set(stem, stem)
    known.set(word, stem)
    return stem
  }
}

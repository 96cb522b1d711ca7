import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const words = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * The US school grade a reader needs for a text, by Flesch and Kincaid (0.39 words a sentence + 11.8 syllables
 * a word - 15.59); 0 for a text without words.
 * `terms` are unavoidable words of the field, in small letters, counted as words of one syllable.
 */
export function readingGrade(text: string, terms: ReadonlySet<string> = new Set()): number {
  const spoken = [...words.segment(text)]
    .filter((part) => part.isWordLike)
    .map((part) => part.segment)
  if (spoken.length === 0) return 0
  const syllables = spoken.map((word) =>
    terms.has(word.toLowerCase()) ? 1 : Math.max(1, syllable(word)),
  )
  const grade = fleschKincaid({
    sentence: countSentences(text),
    word: spoken.length,
    syllable: syllables.reduce((sum, count) => sum + count, 0),
  })
  return Math.max(0, grade)
}

/** How many sentences a text has. */
export function countSentences(text: string): number {
  return [...sentences.segment(text)].filter((part) => /\p{L}/u.test(part.segment)).length
}

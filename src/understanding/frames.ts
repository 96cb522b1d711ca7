import type { AssertionWords } from '../knowledge/index.ts'
import type { Span } from './pattern.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

const NOTHING = { hypothetical: false, historical: false }
/** Tokens before a finding in which "my", "he" or "I" make it somebody's own. */
const OWNER_REACH = 4

/**
 * Says of a finding what the rest of the message makes of it; made once for a message. `isOfSomebody`: it belongs to
 * somebody else than the one who writes.
 */
export type Frame = (
  span: Span,
  isOfSomebody: boolean,
) => { hypothetical: boolean; historical: boolean }

/** The source of a regular expression for a year in digits. */
export const YEAR = String.raw`(?:19|20)\d\d`
const ONLY_YEAR = new RegExp(`^${YEAR}$`)

/** "In 2019": a year that is named is past; of the present one people say "now". */
export function isYear(word: string): boolean {
  return word.length === 4 && ONLY_YEAR.test(word)
}

/**
 * Prepares what turns a finding from outside its own sentence. A frame ("mine doesn't", "for a quiz", "in the novel")
 * makes general what belongs to nobody; a closing ("all healed", "signed off") makes past what was told before it with
 * a mark of the past. What is said of now, or of somebody under a frame, is turned by neither. What somebody else has is
 * a story where the one who writes then asks how likely that is for runners like them.
 */
export function createFrames(words: AssertionWords, stem: Stemmer) {
  const findFrames = createPhraseSearch(pairs(words.frames, 'frame'), stem)
  const findClosings = createPhraseSearch(pairs(words.closings, 'closing'), stem)
  const findStories = createPhraseSearch(pairs(words.stories, 'story'), stem)
  const findPast = createPhraseSearch(pairs(words.pastMarks, 'past'), stem)
  const owners = new Set(words.owners)
  const presentWords = new Set(words.presentWords.map(stem))

  return (tokens: readonly Token[]): Frame => {
    const frames = findFrames(tokens)
    const closings = findClosings(tokens)
    const stories = findStories(tokens)
    if (frames.length + closings.length + stories.length === 0) return () => NOTHING

    const past = [...findPast(tokens).map(({ start }) => start), ...yearsIn(tokens)]
    const sentenceOf = (at: number) => tokens[at]?.sentence
    // The day of "match of the day" is not today.
    const isInFrame = (at: number) => frames.some(({ start, end }) => at >= start && at < end)
    const ofNow = new Set(
      tokens
        .filter(({ stem }, at) => presentWords.has(stem) && !isInFrame(at))
        .map((token) => token.sentence),
    )
    return (span, isOfSomebody) => {
      const sentence = sentenceOf(span.start)
      if (sentence === undefined || ofNow.has(sentence)) return NOTHING
      if (isOfSomebody && stories.some(({ start }) => start >= span.end))
        return { hypothetical: true, historical: false }
      const isClosed =
        closings.some(({ start }) => start >= span.end) &&
        past.some((start) => sentenceOf(start) === sentence)
      // That nothing is wrong with me is not turned by those very words.
      const isFramed = frames.some(({ start, end }) => end <= span.start || start >= span.end)
      return { hypothetical: isFramed && !isOwned(span), historical: isClosed }
    }

    function isOwned(span: Span): boolean {
      let from = span.start
      while (from > 0 && from > span.start - OWNER_REACH) {
        if (sentenceOf(from - 1) !== sentenceOf(span.start)) break
        from -= 1
      }
      return tokens.slice(from, span.end).some(({ word }) => owners.has(word))
    }
  }
}

function yearsIn(tokens: readonly Token[]): number[] {
  return tokens.flatMap(({ word }, at) => (isYear(word) ? [at] : []))
}

function pairs<Role>(texts: readonly string[], role: Role): [string, Role][] {
  return texts.map((text) => [text, role])
}

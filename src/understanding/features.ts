import type { Context } from './assertion.ts'
import type { Span } from './pattern.ts'
import { assertionOf, type Mention } from './reading.ts'
import type { Token } from './tokens.ts'

/** A message as the classifier sees it: named features with their weights, of unit length. */
export type Features = ReadonlyMap<string, number>

/** Letters; runs of this length are features. Runs of three as well cost a fifth of the training and told nothing more. */
const CHARACTER_RUN = 4
/** Letters; shorter words tell little over the head of another, and are most of all words. */
const TELLING = 4
/** Words whose runs of letters are remembered at most; a full memory is emptied rather than grown. */
const REMEMBERED_WORDS = 50_000
const runsOf = new Map<string, readonly string[]>()

/**
 * Words, word pairs, runs of letters, groups of the lexicon and findings, each with its sense: what is denied,
 * imagined or past is another feature than what is present. Concepts of one sentence count in pairs, too.
 */
export function extractFeatures(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  context: Context,
  { start, end }: Span,
): Features {
  const words = new Map<string, number>()
  const letters = new Map<string, number>()
  const concepts = new Map<string, number>()
  const add = (bag: Map<string, number>, name: string) => bag.set(name, (bag.get(name) ?? 0) + 1)

  let before = '^'
  let beforeThat = ''
  for (let index = start; index < end; index += 1) {
    const token = tokens[index]
    if (!token) break
    const status = context({ start: index, end: index + 1 })
    const sense = status.negated ? '!' : status.hypothetical ? '?' : status.historical ? '<' : ''
    const word = /^\d+(\.\d+)?$/.test(token.word) ? '0' : token.stem
    add(words, `w:${sense}${word}`)
    if (sense) add(words, `w:${word}`)
    add(words, `b:${before} ${word}`)
    if (beforeThat.length >= TELLING && word.length >= TELLING)
      add(words, `s:${beforeThat} ${word}`)
    beforeThat = before
    before = word
    for (const mark of token.marks.keys()) add(concepts, `g:${sense}${mark}`)
    for (const run of letterRuns(token.word)) add(letters, run)
  }
  add(words, `b:${before} $`)
  for (const mention of mentions) {
    if (mention.start < start || mention.start >= end) continue
    add(concepts, `f:${mention.finding}:${assertionOf(mention.status)}`)
  }

  const pairs = conceptPairs(tokens, mentions, { start, end })

  const features = new Map<string, number>()
  for (const [bag, share] of [
    [words, 1],
    [concepts, 0.7],
    [letters, 0.6],
    [pairs, 0.5],
  ] as const) {
    let square = 0
    for (const count of bag.values()) square += (1 + Math.log(count)) ** 2
    const scale = square > 0 ? share / Math.sqrt(square) : 0
    for (const [name, count] of bag) features.set(name, (1 + Math.log(count)) * scale)
  }
  return features
}

/** The feature names of a word's runs of letters, its edges among them; remembered, for words come back. */
function letterRuns(word: string): readonly string[] {
  const known = runsOf.get(word)
  if (known) return known
  const padded = ` ${word} `
  const runs: string[] = []
  for (let at = 0; at + CHARACTER_RUN <= padded.length; at += 1)
    runs.push(`c:${padded.slice(at, at + CHARACTER_RUN)}`)
  if (runsOf.size > REMEMBERED_WORDS) runsOf.clear()
  runsOf.set(word, runs)
  return runs
}

/** Concepts of one sentence that are paired at most; more are a list, in which pairs say nothing. */
const PAIRED_AT_MOST = 14

/** What stands together in a sentence: "calf" beside "swollen" tells more than both do anywhere. */
function conceptPairs(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  { start, end }: Span,
): Map<string, number> {
  const bySentence = new Map<number, Set<string>>()
  const addTo = (sentence: number | undefined, concept: string) => {
    if (sentence === undefined) return
    bySentence.set(sentence, (bySentence.get(sentence) ?? new Set()).add(concept))
  }
  for (const { marks, sentence } of tokens.slice(start, end))
    for (const mark of marks.keys()) addTo(sentence, mark)
  for (const { finding, status, start: at } of mentions)
    if (at >= start && at < end) addTo(tokens[at]?.sentence, `${finding}:${assertionOf(status)}`)

  const pairs = new Map<string, number>()
  for (const concepts of bySentence.values()) {
    const sorted = [...concepts].sort().slice(0, PAIRED_AT_MOST)
    sorted.forEach((one, index) => {
      for (const other of sorted.slice(index + 1)) {
        const name = `p:${one} ${other}`
        pairs.set(name, (pairs.get(name) ?? 0) + 1)
      }
    })
  }
  return pairs
}

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

/** Features by number, in the order in which they are met, with their weights. */
export type Bag = { numbers: readonly number[]; weights: readonly number[] }

/**
 * The features of any stretch of one message. A number is a place in `names`, which grows with the stretches that are
 * asked for.
 */
export type FeatureReader = { names: readonly string[]; bagOf: (span: Span) => Bag }

/**
 * Words, word pairs, runs of letters, groups of the lexicon and findings, each with its sense: what is denied,
 * imagined or past is another feature than what is present. Concepts of one sentence count in pairs, too. The whole
 * message, its sentences and its questions share nearly all of them, so each is named once a message.
 */
export function createFeatureReader(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  context: Context,
): FeatureReader {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const counts: number[] = []
  const numberOf = (name: string): number => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    const number = names.length
    names.push(name)
    counts.push(0)
    numbers.set(name, number)
    return number
  }
  const words = wordsOf(tokens)
  const named = tokens.map((token, at): TokenFeatures => {
    const status = context({ start: at, end: at + 1 })
    const sense = status.negated ? '!' : status.hypothetical ? '?' : status.historical ? '<' : ''
    const word = words[at] ?? ''
    const before = words[at - 1]
    const beforeThat = words[at - 2]
    const tells = beforeThat !== undefined && beforeThat.length >= TELLING && word.length >= TELLING
    return {
      alone: numberOf(`w:${sense}${word}`),
      plain: sense === '' ? undefined : numberOf(`w:${word}`),
      joined: before === undefined ? undefined : numberOf(`b:${before} ${word}`),
      apart: tells ? numberOf(`s:${beforeThat} ${word}`) : undefined,
      groups: [...token.marks.keys()].map((mark) => numberOf(`g:${sense}${mark}`)),
      runs: letterRuns(token.word).map(numberOf),
    }
  })

  return {
    names,
    bagOf(span) {
      const { start, end } = span
      const met: number[] = []
      const weights: number[] = []
      const add = (number: number | undefined) => {
        if (number === undefined) return
        if (counts[number] === 0) met.push(number)
        counts[number] = (counts[number] as number) + 1
      }
      /** Weighs what was added since the last kind, and empties its counts for the next. */
      const endKind = (share: number) => {
        let square = 0
        for (let at = weights.length; at < met.length; at += 1)
          square += (1 + Math.log(counts[met[at] as number] as number)) ** 2
        const scale = square > 0 ? share / Math.sqrt(square) : 0
        for (let at = weights.length; at < met.length; at += 1) {
          const number = met[at] as number
          weights.push((1 + Math.log(counts[number] as number)) * scale)
          counts[number] = 0
        }
      }

      for (let at = start; at < end; at += 1) {
        const token = named[at]
        if (!token) break
        add(token.alone)
        add(token.plain)
        add(at === start ? numberOf(`b:^ ${words[at]}`) : token.joined)
        if (at >= start + 2) add(token.apart)
      }
      add(numberOf(`b:${end > start ? words[end - 1] : '^'} $`))
      endKind(1)
      for (let at = start; at < end; at += 1)
        for (const group of named[at]?.groups ?? []) add(group)
      for (const { start: at, finding, status } of mentions)
        if (at >= start && at < end) add(numberOf(`f:${finding}:${assertionOf(status)}`))
      endKind(0.7)
      for (let at = start; at < end; at += 1) for (const run of named[at]?.runs ?? []) add(run)
      endKind(0.6)
      for (const pair of conceptPairs(tokens, mentions, span)) add(numberOf(pair))
      endKind(0.5)
      return { numbers: met, weights }
    },
  }
}

/** The numbers of what one token is by itself and beside those before it. */
type TokenFeatures = {
  /** The word in its sense, and without where that is another. */
  alone: number
  plain: number | undefined
  /** With the word before, and with the one before that. */
  joined: number | undefined
  apart: number | undefined
  groups: readonly number[]
  runs: readonly number[]
}

/** A number in digits; as a feature each is like any other. */
const NUMBER = /^\d+(\.\d+)?$/

/** Marks of a time, the longest first: how long ago or since when it is, not in which words, is what tells. */
const TIMES = ['@weeks6', '@weeks2', '$season']

/** Each token as a word of the features: its stem, or for what begins a time which kind of time that is. */
function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ word, stem, marks }) => {
    const time = TIMES.find((mark) => marks.has(mark))
    return time ?? (NUMBER.test(word) ? '0' : stem)
  })
}

/** The features of a stretch by name. */
export function namedFeatures(reader: FeatureReader, span: Span): Features {
  const { numbers, weights } = reader.bagOf(span)
  return new Map(numbers.map((number, at) => [reader.names[number] ?? '', weights[at] ?? 0]))
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
): string[] {
  const bySentence = new Map<number, Set<string>>()
  const addTo = (sentence: number | undefined, concept: string) => {
    if (sentence === undefined) return
    const concepts = bySentence.get(sentence)
    if (concepts) concepts.add(concept)
    else bySentence.set(sentence, new Set([concept]))
  }
  for (let at = start; at < end; at += 1) {
    const token = tokens[at]
    if (token) for (const mark of token.marks.keys()) addTo(token.sentence, mark)
  }
  for (const { finding, status, start: at } of mentions)
    if (at >= start && at < end) addTo(tokens[at]?.sentence, `${finding}:${assertionOf(status)}`)

  const pairs: string[] = []
  for (const concepts of bySentence.values()) {
    const sorted = [...concepts].sort().slice(0, PAIRED_AT_MOST)
    for (let one = 0; one < sorted.length; one += 1)
      for (let other = one + 1; other < sorted.length; other += 1)
        pairs.push(`p:${sorted[one]} ${sorted[other]}`)
  }
  return pairs
}

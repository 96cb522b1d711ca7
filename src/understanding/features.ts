import type { Context } from './assertion.ts'
import type { KnownFeatures, NamePart } from './known-features.ts'
import type { Span } from './pattern.ts'
import { assertionOf, type Mention } from './reading.ts'
import type { Token } from './tokens.ts'

/** A message as the classifier sees it: named features with their weights, of unit length. */
export type Features = ReadonlyMap<string, number>

/** Letters; runs of this length are features. Runs of three as well cost a fifth of the training and told nothing more. */
const CHARACTER_RUN = 4
/** Letters; shorter words tell little over the head of another, and are most of all words. */
const TELLING = 4
/** Words whose features are remembered at most; a full memory is emptied rather than grown. */
const REMEMBERED_WORDS = 50_000

/** Features by number, in the order in which they are met, with their weights. */
export type Bag = { numbers: readonly number[]; weights: readonly number[] }

/** The features of any stretch of one message. Those that are known have their rows as numbers, the others higher ones. */
export type FeatureReader = {
  bagOf: (span: Span) => Bag
  nameOf: (number: number) => string
}

/** Makes the feature reader of one message. */
export type ReadFeatures = (
  tokens: readonly Token[],
  mentions: readonly Mention[],
  context: Context,
) => FeatureReader

/** A word, or a group or finding, as the tail of its features, and as the head of pairs with what follows it. */
type Word = {
  tail: NamePart
  joined: NamePart
  apart: NamePart
  isTelling: boolean
  /** Its runs of letters that are known by their rows, the others by name. */
  knownRuns: readonly number[]
  otherRuns: readonly string[]
}
type Concept = { tail: NamePart; paired: NamePart }

/**
 * Prepares the reading of features: words, word pairs, runs of letters, groups of the lexicon and findings, each with
 * its sense: what is denied, imagined or past is another feature than what is present. Concepts of one sentence count
 * in pairs, too. What a word or concept is in features is remembered, for they come back.
 */
export function createFeatures(known: KnownFeatures): ReadFeatures {
  const heads = (kind: string) => ({
    present: known.part(`${kind}:`),
    negated: known.part(`${kind}:!`),
    hypothetical: known.part(`${kind}:?`),
    historical: known.part(`${kind}:<`),
  })
  const [wordHeads, groupHeads, findingHead] = [heads('w'), heads('g'), known.part('f:')]
  const [beforeFirst, afterLast] = [known.part('b:^ '), known.part('$')]
  const words = new Map<string, Word>()
  const concepts = new Map<string, Concept>()
  /** How often each feature was met; all 0 but while a bag is filled. */
  const counts: number[] = new Array(known.count).fill(0)

  const wordOf = ({ word, stem, marks }: Token): Word => {
    const time = marks.size > 0 ? TIMES.find((mark) => marks.has(mark)) : undefined
    const key = time ? `${time} ${word}` : word
    const before = words.get(key)
    if (before) return before
    const text = time ?? (NUMBER.test(word) ? '0' : stem)
    const runs = letterRuns(word).map((name) => ({ name, row: known.rowNamed(name) }))
    const read: Word = {
      tail: known.part(text),
      joined: known.part(`b:${text} `),
      apart: known.part(`s:${text} `),
      isTelling: text.length >= TELLING,
      knownRuns: runs.filter(({ row }) => row >= 0).map(({ row }) => row),
      otherRuns: runs.filter(({ row }) => row < 0).map(({ name }) => name),
    }
    if (words.size > REMEMBERED_WORDS) words.clear()
    words.set(key, read)
    return read
  }
  const conceptOf = (text: string): Concept => {
    const before = concepts.get(text)
    if (before) return before
    const read = { tail: known.part(text), paired: known.part(`p:${text} `) }
    concepts.set(text, read)
    return read
  }

  return (tokens, mentions, context) => {
    const names: string[] = []
    const numbers = new Map<string, number>()
    const numberNamed = (name: string): number => {
      const met = numbers.get(name)
      if (met !== undefined) return met
      const number = known.count + names.length
      if (number === counts.length) counts.push(0)
      names.push(name)
      numbers.set(name, number)
      return number
    }
    const numberOf = (head: NamePart, tail: NamePart): number => {
      const row = known.rowOf(head, tail)
      return row >= 0 ? row : numberNamed(head.text + tail.text)
    }
    const said = tokens.map(wordOf)
    const named = tokens.map((token, at): TokenFeatures => {
      const { negated, hypothetical, historical } = context({ start: at, end: at + 1 })
      const sense = negated
        ? 'negated'
        : hypothetical
          ? 'hypothetical'
          : historical
            ? 'historical'
            : 'present'
      const { tail, isTelling, knownRuns, otherRuns } = said[at] as Word
      const before = said[at - 1]
      const beforeThat = said[at - 2]
      const concepts = token.marks.size > 0 ? [...token.marks.keys()].map(conceptOf) : NO_CONCEPTS
      return {
        alone: numberOf(wordHeads[sense], tail),
        plain: sense === 'present' ? undefined : numberOf(wordHeads.present, tail),
        joined: before && numberOf(before.joined, tail),
        apart: beforeThat?.isTelling && isTelling ? numberOf(beforeThat.apart, tail) : undefined,
        concepts,
        groups: concepts.map(({ tail }) => numberOf(groupHeads[sense], tail)),
        runs: otherRuns.length === 0 ? knownRuns : [...knownRuns, ...otherRuns.map(numberNamed)],
      }
    })
    const findings = mentions.map(({ finding, status, start }) => {
      const concept = conceptOf(`${finding}:${assertionOf(status)}`)
      return { at: start, concept, number: numberOf(findingHead, concept.tail) }
    })

    /** What stands together in a sentence: "calf" beside "swollen" tells more than both do anywhere. */
    const pairsIn = ({ start, end }: Span): number[] => {
      const bySentence = new Map<number, Set<Concept>>()
      const addTo = (at: number, concept: Concept) => {
        const token = tokens[at]
        if (!token) return
        const met = bySentence.get(token.sentence)
        if (met) met.add(concept)
        else bySentence.set(token.sentence, new Set([concept]))
      }
      for (let at = start; at < end; at += 1)
        for (const concept of named[at]?.concepts ?? NO_CONCEPTS) addTo(at, concept)
      for (const { at, concept } of findings) if (at >= start && at < end) addTo(at, concept)

      const pairs: number[] = []
      for (const met of bySentence.values()) {
        const sorted = [...met].sort(byText).slice(0, PAIRED_AT_MOST)
        sorted.forEach(({ paired }, one) => {
          for (let other = one + 1; other < sorted.length; other += 1)
            pairs.push(numberOf(paired, (sorted[other] as Concept).tail))
        })
      }
      return pairs
    }

    return {
      nameOf: (number) => names[number - known.count] ?? known.nameAt(number),
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
            square += dampened(counts[met[at] as number] as number) ** 2
          const scale = square > 0 ? share / Math.sqrt(square) : 0
          for (let at = weights.length; at < met.length; at += 1) {
            const number = met[at] as number
            weights.push(dampened(counts[number] as number) * scale)
            counts[number] = 0
          }
        }

        for (let at = start; at < end; at += 1) {
          const token = named[at]
          if (!token) break
          add(token.alone)
          add(token.plain)
          add(at === start ? numberOf(beforeFirst, (said[at] as Word).tail) : token.joined)
          if (at >= start + 2) add(token.apart)
        }
        add(numberOf(end > start ? (said[end - 1] as Word).joined : beforeFirst, afterLast))
        endKind(1)
        for (let at = start; at < end; at += 1)
          for (const group of named[at]?.groups ?? []) add(group)
        for (const { at, number } of findings) if (at >= start && at < end) add(number)
        endKind(0.7)
        for (let at = start; at < end; at += 1) for (const run of named[at]?.runs ?? []) add(run)
        endKind(0.6)
        for (const pair of pairsIn(span)) add(pair)
        endKind(0.5)
        return { numbers: met, weights }
      },
    }
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
  /** What is marked here, and that in the word's sense. */
  concepts: readonly Concept[]
  groups: readonly number[]
  runs: readonly number[]
}

const NO_CONCEPTS: readonly Concept[] = []
/** A number in digits; as a feature each is like any other. */
const NUMBER = /^\d+(\.\d+)?$/
/** Marks of a time, the longest first: how long ago or since when it is, not in which words, is what tells. */
const TIMES = ['@weeks6', '@weeks2', '$season']
/** Concepts of one sentence that are paired at most; more are a list, in which pairs say nothing. */
const PAIRED_AT_MOST = 14

function byText({ tail: one }: Concept, { tail: other }: Concept): number {
  return one.text < other.text ? -1 : 1
}

/** What is met again adds less each time. Most is met once, and a logarithm takes longer than all else that is done with it. */
function dampened(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count)
}

/** The features of a stretch by name. */
export function namedFeatures(reader: FeatureReader, span: Span): Features {
  const { numbers, weights } = reader.bagOf(span)
  return new Map(numbers.map((number, at) => [reader.nameOf(number), weights[at] ?? 0]))
}

/** The feature names of a word's runs of letters, its edges among them. */
function letterRuns(word: string): string[] {
  const padded = ` ${word} `
  const runs: string[] = []
  for (let at = 0; at + CHARACTER_RUN <= padded.length; at += 1)
    runs.push(`c:${padded.slice(at, at + CHARACTER_RUN)}`)
  return runs
}

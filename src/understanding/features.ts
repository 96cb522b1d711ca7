import type { Context, Status } from './assertion.ts'
import { type Bag, createBagFiller } from './bag.ts'
import type { KnownFeatures, NamePart } from './known-features.ts'
import type { Span } from './pattern.ts'
import { assertionOf, type Mention } from './reading.ts'
import type { Token } from './tokens.ts'

/** A message as the classifier sees it: named features with their weights, of unit length. */
export type Features = ReadonlyMap<string, number>

/** Letters; shorter words tell little over the head of another, and are most of all words. */
const TELLING = 4
/** Words whose features are remembered at most; a full memory is emptied rather than grown. */
const REMEMBERED_WORDS = 50_000

/** The features of any stretch of one message. Those that are known have their rows as numbers, the others higher ones. */
export type FeatureReader = {
  /** Good until the next bag is asked for, of this message or another. */
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
  /** The row of the word as what is present. */
  row: number
  /** Its runs of letters that are known by their rows, the others by name. */
  knownRuns: readonly number[]
  otherRuns: readonly string[]
}
type Concept = { tail: NamePart; paired: NamePart; row: number }
/** The concepts of one sentence where they stand, and the numbers of their pairs once somebody asked for them. */
type Company = { places: number[]; concepts: Concept[]; pairs: readonly number[] | undefined }

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
  const filler = createBagFiller(known.count)

  const wordOf = ({ word, stem, marks }: Token): Word => {
    const time = marks.size > 0 ? TIMES.find((mark) => marks.has(mark)) : undefined
    const key = time ? `${time} ${word}` : word
    const before = words.get(key)
    if (before) return before
    const text = time ?? (NUMBER.test(word) ? '0' : stem)
    const tail = known.part(text)
    const { rows, others } = known.runsOf(word)
    const read: Word = {
      tail,
      joined: known.part(`b:${text} `),
      apart: known.part(`s:${text} `),
      isTelling: text.length >= TELLING,
      row: known.rowOf(wordHeads.present, tail),
      knownRuns: rows,
      otherRuns: others,
    }
    if (words.size > REMEMBERED_WORDS) words.clear()
    words.set(key, read)
    return read
  }
  const conceptOf = (text: string): Concept => {
    const before = concepts.get(text)
    if (before) return before
    const tail = known.part(text)
    const row = known.rowOf(groupHeads.present, tail)
    const read = { tail, paired: known.part(`p:${text} `), row }
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
      names.push(name)
      numbers.set(name, number)
      return number
    }
    const numberOf = (head: NamePart, tail: NamePart): number => {
      const row = known.rowOf(head, tail)
      return row >= 0 ? row : numberNamed(head.text + tail.text)
    }
    const companies = new Map<number, Company>()
    const keepCompany = (at: number, concept: Concept) => {
      const token = tokens[at]
      if (!token) return
      const company = companies.get(token.sentence)
      if (company) {
        company.places.push(at)
        company.concepts.push(concept)
      } else companies.set(token.sentence, { places: [at], concepts: [concept], pairs: undefined })
    }
    const said = tokens.map(wordOf)
    const named = tokens.map(({ marks }, at): TokenFeatures => {
      const sense = senseOf(context({ start: at, end: at + 1 }))
      const isPresent = sense === 'present'
      const { tail, isTelling, row, knownRuns, otherRuns } = said[at] as Word
      const present = row >= 0 ? row : numberOf(wordHeads.present, tail)
      const before = said[at - 1]
      const beforeThat = said[at - 2]
      const groups: number[] = []
      if (marks.size > 0)
        for (const mark of marks.keys()) {
          const concept = conceptOf(mark)
          keepCompany(at, concept)
          groups.push(
            isPresent && concept.row >= 0 ? concept.row : numberOf(groupHeads[sense], concept.tail),
          )
        }
      return {
        alone: isPresent ? present : numberOf(wordHeads[sense], tail),
        plain: isPresent ? undefined : present,
        joined: before && numberOf(before.joined, tail),
        apart: beforeThat?.isTelling && isTelling ? numberOf(beforeThat.apart, tail) : undefined,
        groups,
        runs: otherRuns.length === 0 ? knownRuns : [...knownRuns, ...otherRuns.map(numberNamed)],
      }
    })
    const findings = mentions.map(({ finding, status, start }) => {
      const concept = conceptOf(`${finding}:${assertionOf(status)}`)
      keepCompany(start, concept)
      return { at: start, number: numberOf(findingHead, concept.tail) }
    })

    const pairsOf = (met: Iterable<Concept>): number[] => {
      const sorted = sortedByText(met).slice(0, PAIRED_AT_MOST)
      const pairs: number[] = []
      for (let one = 0; one < sorted.length; one += 1) {
        const { paired } = sorted[one] as Concept
        for (let other = one + 1; other < sorted.length; other += 1)
          pairs.push(numberOf(paired, (sorted[other] as Concept).tail))
      }
      return pairs
    }
    /** What stands together in a sentence: "calf" beside "swollen" tells more than both do anywhere. */
    const pairsIn = (company: Company, { start, end }: Span): readonly number[] => {
      const isWithin = (at: number) => at >= start && at < end
      if (!company.places.every(isWithin))
        return pairsOf(
          company.concepts.filter((_, index) => isWithin(company.places[index] as number)),
        )
      company.pairs ??= pairsOf(company.concepts)
      return company.pairs
    }

    return {
      nameOf: (number) => names[number - known.count] ?? known.nameAt(number),
      bagOf(span) {
        const { start, end } = span
        filler.begin()
        for (let at = start; at < end; at += 1) {
          const token = named[at]
          if (!token) break
          filler.add(token.alone)
          if (token.plain !== undefined) filler.add(token.plain)
          if (at === start) filler.add(numberOf(beforeFirst, (said[at] as Word).tail))
          else if (token.joined !== undefined) filler.add(token.joined)
          if (at >= start + 2 && token.apart !== undefined) filler.add(token.apart)
        }
        filler.add(numberOf(end > start ? (said[end - 1] as Word).joined : beforeFirst, afterLast))
        filler.endKind(1)
        for (let at = start; at < end; at += 1) filler.addAll(named[at]?.groups ?? [])
        for (const { at, number } of findings) if (at >= start && at < end) filler.add(number)
        filler.endKind(0.7)
        for (let at = start; at < end; at += 1) filler.addAll(named[at]?.runs ?? [])
        filler.endKind(0.6)
        for (const company of companies.values()) filler.addAll(pairsIn(company, span))
        filler.endKind(0.5)
        return filler.bag()
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
  /** What is marked here, in the word's sense. */
  groups: readonly number[]
  runs: readonly number[]
}

/** A number in digits; as a feature each is like any other. */
const NUMBER = /^\d+(\.\d+)?$/
/** Marks of a time, the longest first: how long ago or since when it is, not in which words, is what tells. */
const TIMES = ['@weeks6', '@weeks2', '$season']
/** Concepts of one sentence that are paired at most; more are a list, in which pairs say nothing. */
const PAIRED_AT_MOST = 14

/** Each concept once, in the order of their names. */
function sortedByText(concepts: Iterable<Concept>): Concept[] {
  const sorted: Concept[] = []
  for (const concept of concepts) {
    let place = sorted.length
    while (place > 0 && (sorted[place - 1] as Concept).tail.text > concept.tail.text) place -= 1
    if (sorted[place - 1] !== concept) sorted.splice(place, 0, concept)
  }
  return sorted
}

function senseOf({ negated, hypothetical, historical }: Status) {
  if (negated) return 'negated'
  if (hypothetical) return 'hypothetical'
  return historical ? 'historical' : 'present'
}

/** The features of a stretch by name. */
export function namedFeatures(reader: FeatureReader, span: Span): Features {
  const { size, numbers, weights } = reader.bagOf(span)
  const features = new Map<string, number>()
  for (let at = 0; at < size; at += 1)
    features.set(reader.nameOf(numbers[at] as number), weights[at] as number)
  return features
}

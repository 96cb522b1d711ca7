import type { Intent, Knowledge } from '../knowledge/index.ts'
import { createAnswers } from './answers.ts'
import { type Context, createAssertions } from './assertion.ts'
import { isEnglishWord } from './english.ts'
import { createFeatures, type FeatureReader, type Features, namedFeatures } from './features.ts'
import { createFindings } from './findings.ts'
import { createKnownFeatures } from './known-features.ts'
import { createLanguageDetector } from './language.ts'
import type { LinearModel } from './linear-model.ts'
import { normalise } from './normalise.ts'
import { createOtherTimes } from './other-times.ts'
import type { Span } from './pattern.ts'
import { startsOfLastQuestions } from './questions.ts'
import { readScores } from './read-scores.ts'
import type { Mention, Reading } from './reading.ts'
import { createStretchScorer, type Stretches } from './score-message.ts'
import { createShrinking } from './shrinking.ts'
import { createSoothingFilter, createThanksFinder } from './soothing.ts'
import { createSoundAlikes } from './sound-alikes.ts'
import { createRepair } from './spelling.ts'
import { createStemmer } from './stem.ts'
import { createMarker, createTokeniser, type Token } from './tokens.ts'

/** What training produced: the weights, and for every red flag the confidence from which its detector fires. */
export type TrainedModel = {
  linear: LinearModel
  thresholds: ReadonlyMap<string, number>
  /** Words of the examples with how often they stand there; what typing errors are repaired to. */
  vocabulary: ReadonlyMap<string, number>
}

/** A message taken apart, before the classifier has looked at it. */
export type Parsed = {
  message: string
  tokens: readonly Token[]
  context: Context
  mentions: readonly Mention[]
  reader: FeatureReader
  /**
   * What is scored beside the whole: each longer sentence, where there are several, for a sign buried in a story must
   * still be seen; and what is told before the questions or the thanks at the end, for neither hides a sign.
   */
  stretches: Stretches
  /** The features of the whole, of those sentences, and of what is told. */
  features: Features
  sentences: readonly Features[]
  told: readonly Features[]
}

/** Takes messages apart: tokens, findings with their sense, features. Needs the vocabulary, not the weights. */
export type Parser = (message: string) => Parsed

/** Prepares the parser from the knowledge base; `rows` are the features that a model knows, none while it is trained. */
export function createParser(
  knowledge: Pick<Knowledge, 'lexicon' | 'assertions' | 'thresholds' | 'findings'>,
  vocabulary: ReadonlyMap<string, number>,
  rows: LinearModel['rows'] = new Map(),
): Parser {
  const { lexicon, assertions, thresholds, findings } = knowledge
  const stem = createStemmer(lexicon.irregular)
  const repair = createRepair(vocabulary, isEnglishWord)
  const tokenise = createTokeniser({ lexicon, stem, repair })
  const asMeant = createSoundAlikes(lexicon, stem)
  const mark = createMarker(lexicon, thresholds, stem)
  const unmarkOtherTimes = createOtherTimes(lexicon, stem)
  const markShrinking = createShrinking(lexicon, stem)
  const withoutSoothing = createSoothingFilter(lexicon, stem)
  const startOfThanks = createThanksFinder(lexicon, stem)
  const contextOf = createAssertions(assertions, stem)
  /** Where what is told ends and questions or thanks begin. */
  const endsOfTelling = (tokens: readonly Token[]): number[] => {
    const thanks = startOfThanks(tokens)
    const isTold = thanks > 0 && thanks < tokens.length
    return [...startsOfLastQuestions(tokens), ...(isTold ? [thanks] : [])]
  }
  const mentionsIn = createFindings(findings, stem, { ...lexicon, ...assertions })
  const readFeatures = createFeatures(createKnownFeatures(rows))

  return (raw) => {
    const message = normalise(raw)
    const tokens = withoutSoothing(asMeant(tokenise(message)))
    mark(tokens)
    unmarkOtherTimes(tokens)
    markShrinking(tokens)
    const context = contextOf(tokens, message)
    const mentions = mentionsIn(tokens, context, message)
    const reader = readFeatures(tokens, mentions, context)
    const stretches = {
      whole: { start: 0, end: tokens.length },
      sentences: sentencesOf(tokens),
      told: endsOfTelling(tokens).map((end) => ({ start: 0, end })),
    }
    return {
      message,
      tokens,
      context,
      mentions,
      reader,
      stretches,
      // By name only when somebody asks: training does, and of most examples for the whole alone.
      get features() {
        return namedFeatures(reader, stretches.whole)
      },
      get sentences() {
        return stretches.sentences.map((span) => namedFeatures(reader, span))
      },
      get told() {
        return stretches.told.map((span) => namedFeatures(reader, span))
      },
    }
  }
}

/** Words; a shorter sentence says too little by itself. */
const SHORTEST_SENTENCE = 4

function sentencesOf(tokens: readonly Token[]): Span[] {
  const spans: Span[] = []
  tokens.forEach(({ sentence }, index) => {
    const last = spans.at(-1)
    if (last && tokens[last.start]?.sentence === sentence) last.end = index + 1
    else spans.push({ start: index, end: index + 1 })
  })
  const long = spans.filter(({ start, end }) => end - start >= SHORTEST_SENTENCE)
  return spans.length > 1 ? long : []
}

/** Counts the words that examples and lexicon know: the ones a typing error may be repaired to. */
export function vocabularyOf(
  intents: readonly Intent[],
  { lexicon }: Knowledge,
): Map<string, number> {
  const counts = new Map<string, number>()
  const asWritten = (word: string) => word
  const tokenise = createTokeniser({ lexicon, stem: asWritten, repair: asWritten })
  const read = (text: string, weight: number, isTrusted: boolean) => {
    for (const { word } of tokenise(normalise(text))) {
      if (!/^\p{L}{3,}$/u.test(word)) continue
      // Examples hold typing errors on purpose; those must not become the right spelling.
      if (!isTrusted && !isEnglishWord(word)) continue
      counts.set(word, (counts.get(word) ?? 0) + weight)
    }
  }
  for (const { text } of intents) read(text, 1, false)
  for (const words of Object.values(lexicon.groups))
    for (const phrase of words) read(phrase, 5, true)
  for (const word of Object.keys(lexicon.irregular)) read(word, 1, true)
  return new Map([...counts].filter(([, count]) => count >= 2))
}

/** Reads one message; pure, and the same for the same text. */
export type Understand = (message: string) => Reading

/** Joins parser and model. */
export function createUnderstanding(knowledge: Knowledge, model: TrainedModel): Understand {
  const parse = createParser(knowledge, model.vocabulary, model.linear.rows)
  const marginsIn = createStretchScorer(model.linear)
  const languageOf = createLanguageDetector(
    knowledge.languages,
    // The vocabulary first: most words stand in it, and it is small enough to stay in the processor's memory.
    (word) => model.vocabulary.has(word) || isEnglishWord(word),
  )
  const answerIn = createAnswers(
    knowledge.lexicon.answers,
    createStemmer(knowledge.lexicon.irregular),
  )
  return (message) => {
    const parsed = parse(message)
    const marginsAt = marginsIn(parsed.reader)
    const { sentenceStart, ...answered } = answerIn(parsed.tokens)
    const reading = readScores(
      parsed,
      { model, knowledge, marginsAt },
      {
        ...answered,
        ...languageOf(
          parsed.message,
          parsed.tokens.map(({ word }) => word),
        ),
      },
    )
    if (sentenceStart === null) return reading
    const { mentions } = parse(parsed.message.slice(sentenceStart))
    return withMentions(reading, mentions, sentenceStart)
  }
}

/** A reading with the sense that a part of the message gives to what it mentions. */
function withMentions(reading: Reading, mentions: readonly Mention[], from: number): Reading {
  const told = new Set(mentions.map(({ finding }) => finding))
  return {
    ...reading,
    mentions: [
      ...reading.mentions.filter(({ finding }) => !told.has(finding)),
      ...mentions.map((mention) => ({ ...mention, start: mention.start + from })),
    ],
  }
}

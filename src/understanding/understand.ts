import { type Intent, type Knowledge, META_KINDS } from '../knowledge/index.ts'
import { createAnswers } from './answers.ts'
import { type Context, createAssertions } from './assertion.ts'
import { DETECTORS, detectorConfidences } from './detectors.ts'
import { isEnglishWord } from './english.ts'
import { tellingWords } from './evidence.ts'
import { extractFeatures, type Features } from './features.ts'
import { createFindings } from './findings.ts'
import { asksInGeneral, imagined } from './general-question.ts'
import { createLanguageDetector } from './language.ts'
import { type LinearModel, marginsOf, probabilities } from './linear-model.ts'
import { normalise } from './normalise.ts'
import type { Span } from './pattern.ts'
import { piecesOf, startOfLastQuestion } from './questions.ts'
import { type Mention, type Question, type Reading, SCOPES, type Scored } from './reading.ts'
import { type Scores, scoreMessage } from './score-message.ts'
import { createRepair } from './spelling.ts'
import { createStemmer, type Stemmer } from './stem.ts'
import { createMarker, createSoothingFilter, type Token, tokenise } from './tokens.ts'

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
  features: Features
  /** The features of each longer sentence, where there are several: a sign buried in a story must still be seen. */
  sentences: readonly Features[]
  /** The features of what is told before a question at the end, where there is one: no question hides a sign. */
  told: Features | undefined
}

/** Takes messages apart: tokens, findings with their sense, features. Needs the vocabulary, not the weights. */
export type Parser = (message: string) => Parsed

/** Prepares the parser from the knowledge base. */
export function createParser(
  knowledge: Knowledge,
  vocabulary: ReadonlyMap<string, number>,
): Parser {
  const { lexicon, assertions, thresholds, findings } = knowledge
  const stem = createStemmer(lexicon.irregular)
  const repair = createRepair(vocabulary, isEnglishWord)
  const mark = createMarker(lexicon, thresholds, stem)
  const withoutSoothing = createSoothingFilter(lexicon, stem)
  const contextOf = createAssertions(assertions, stem)
  const mentionsIn = createFindings(findings, stem, lexicon)

  return (raw) => {
    const message = normalise(raw)
    const tokens = withoutSoothing(tokenise(message, { lexicon, stem, repair }))
    mark(tokens)
    const context = contextOf(tokens)
    const mentions = mentionsIn(tokens, context, message)
    const whole = { start: 0, end: tokens.length }
    return {
      message,
      tokens,
      context,
      mentions,
      features: extractFeatures(tokens, mentions, context, whole),
      // Reckoned when somebody asks: training looks at the whole of most examples only.
      get sentences() {
        return sentencesOf(tokens).map((span) => extractFeatures(tokens, mentions, context, span))
      },
      get told() {
        const toldUntil = startOfLastQuestion(tokens)
        return toldUntil === undefined
          ? undefined
          : extractFeatures(tokens, mentions, context, { start: 0, end: toldUntil })
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
  const noStem: Stemmer = (word) => word
  const read = (text: string, weight: number, isTrusted: boolean) => {
    for (const { word } of tokenise(normalise(text), {
      lexicon,
      stem: noStem,
      repair: (raw) => raw,
    })) {
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
  const parse = createParser(knowledge, model.vocabulary)
  const languageOf = createLanguageDetector(
    knowledge.languages,
    (word) => isEnglishWord(word) || model.vocabulary.has(word),
  )
  const answerIn = createAnswers(
    knowledge.lexicon.answers,
    createStemmer(knowledge.lexicon.irregular),
  )
  return (message) => {
    const parsed = parse(message)
    return {
      ...readingFrom(parsed, scoreMessage(model.linear, parsed), model, knowledge),
      answer: answerIn(parsed.tokens),
      language: languageOf(
        parsed.message,
        parsed.tokens.map(({ word }) => word),
      ),
    }
  }
}

/** Confidence from which a piece of a message asks for a topic of its own. */
const CLEAR_QUESTION = 0.4
const QUESTIONS_READ = 3

/** The different topics that the pieces of a message ask for; of a message in one piece, its best topic. */
function questionsIn(parsed: Parsed, best: Scored | undefined, model: LinearModel): Question[] {
  const index = model.heads.findIndex(({ name }) => name === 'topics')
  const head = model.heads[index]
  const calibration = model.calibrations[index]
  if (!head || !calibration || !best) return []
  const asks = ({ id, confidence }: Scored, span: Span): Question => ({
    topic: id,
    confidence,
    words: tellingWords(
      model,
      { head: head.name, label: id },
      { message: parsed.message, tokens: parsed.tokens, span },
    ),
  })
  const whole = { start: 0, end: parsed.tokens.length }
  const pieces = piecesOf(parsed.tokens)
  if (pieces.length < 2) return [asks(best, whole)]
  const found = new Map<string, Question>()
  for (const span of pieces) {
    const features = extractFeatures(parsed.tokens, parsed.mentions, parsed.context, span)
    const margins = marginsOf(model, features).get(head.name) ?? new Float64Array()
    const shares = probabilities(head.kind, calibration, margins)
    const at = shares.indexOf(Math.max(...shares))
    const id = head.labels[at]
    const confidence = shares[at] ?? 0
    if (id === undefined || confidence < CLEAR_QUESTION) continue
    if ((found.get(id)?.confidence ?? 0) < confidence) found.set(id, asks({ id, confidence }, span))
  }
  if (!found.has(best.id) && (found.size === 0 || best.confidence >= CLEAR_QUESTION))
    found.set(best.id, asks(best, whole))
  return [...found.values()].sort((a, b) => b.confidence - a.confidence).slice(0, QUESTIONS_READ)
}

/** From here on a topic outweighs a scope that is less than sure; found on the development questions. */
const CLEAR_TOPIC = 2
/** From here on it outweighs any. */
const CERTAIN_TOPIC = 0.95
const SURE_OF_SCOPE = 0.8
/** Confidence of a detector from which it is worth knowing which words moved it. */
const WORTH_A_REASON = 0.1
/** Words. */
const SHORT_MESSAGE = 3

function readingFrom(
  parsed: Parsed,
  scores: Scores,
  { linear, thresholds }: TrainedModel,
  knowledge: Pick<Knowledge, 'redFlags' | 'findings'>,
): Omit<Reading, 'answer' | 'language'> {
  const ranked = (head: string): Scored[] => {
    const labels = linear.heads.find(({ name }) => name === head)?.labels ?? []
    const values = scores.get(head) ?? []
    return labels
      .map((id, index) => ({ id, confidence: values[index] ?? 0 }))
      .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
  }
  const kinds = ranked('scope')
  const best = kinds[0] ?? { id: 'off-topic', confidence: 0 }
  const hasWords = parsed.tokens.some(({ word }) => /\p{L}/u.test(word))
  const likely = hasWords ? (SCOPES.find((known) => known === best.id) ?? 'meta') : 'off-topic'
  const topics = ranked('topics')
  // "Which trainers do you recommend" speaks of no knee and is still ours: the topic says so.
  const top = topics[0]?.confidence ?? 0
  const isClearTopic =
    top >= CERTAIN_TOPIC || (top >= CLEAR_TOPIC && best.confidence < SURE_OF_SCOPE)
  const isKneeAfterAll =
    (likely === 'off-topic' && isClearTopic) ||
    (likely === 'meta' && top >= CERTAIN_TOPIC && best.confidence < SURE_OF_SCOPE)
  const scope = isKneeAfterAll && hasWords ? 'knee' : likely
  const complaint = scores.get('complaint')?.[0] ?? 0
  const isGeneral = asksInGeneral(parsed, complaint, linear)
  // One or two words hold too little to raise an alarm by likeness alone; the rules still can.
  const caution = isGeneral ? 0 : parsed.tokens.length < SHORT_MESSAGE ? 0.25 : 1
  const flags = linear.heads.find(({ name }) => name === DETECTORS)?.labels ?? []
  const confidences = detectorConfidences(scores, flags, knowledge)
  const detectors = new Map(
    flags.map((id, column) => {
      const confidence = confidences[column] ?? 0
      return [
        id,
        {
          confidence,
          share: confidence / (thresholds.get(id) ?? 1),
          shareAlone: (caution * confidence) / (thresholds.get(id) ?? 1),
          words:
            confidence < WORTH_A_REASON
              ? []
              : tellingWords(
                  linear,
                  { head: DETECTORS, label: id },
                  {
                    message: parsed.message,
                    tokens: parsed.tokens,
                    span: { start: 0, end: parsed.tokens.length },
                  },
                ),
        },
      ] as const
    }),
  )
  return {
    scope,
    meta: scope === 'meta' ? (META_KINDS.find((kind) => kind === best.id) ?? 'help') : null,
    scopeConfidence: best.confidence,
    topics,
    questions: questionsIn(parsed, topics[0], linear),
    mentions: isGeneral ? imagined(parsed.mentions, knowledge) : [...parsed.mentions],
    detectors,
    complaint,
    length: parsed.tokens.length,
  }
}

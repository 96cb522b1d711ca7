import { type Knowledge, META_KINDS } from '../knowledge/index.ts'
import { DETECTORS, detectorConfidences } from './detectors.ts'
import { tellingWords } from './evidence.ts'
import { asksInGeneral, imagined } from './general-question.ts'
import { columnsOf, type Head, type LinearModel, probabilities } from './linear-model.ts'
import type { Span } from './pattern.ts'
import { asksSomething, piecesOf } from './questions.ts'
import { type Detection, type Question, type Reading, SCOPES, type Scored } from './reading.ts'
import { type Scores, type StretchMargins, scoreMessage } from './score-message.ts'
import { toldFindings } from './told.ts'
import type { Parsed, TrainedModel } from './understand.ts'

/** What a message is read with. */
type With = {
  model: TrainedModel
  knowledge: Pick<Knowledge, 'redFlags' | 'findings' | 'dialogue'>
  marginsAt: StretchMargins
}

const TOPICS = 'topics'
/** Confidence from which a piece of a message asks for a topic of its own. */
const CLEAR_QUESTION = 0.4
const QUESTIONS_READ = 3
/** From here on a topic outweighs the scope; small talk only where that is less than sure. */
const CERTAIN_TOPIC = 0.95
const SURE_OF_SCOPE = 0.8
/** Confidence of a detector from which it is worth knowing which words moved it. */
const WORTH_A_REASON = 0.1
const NO_WORDS: readonly string[] = []
/** Words. */
const SHORT_MESSAGE = 3
const SHORT_ANSWER = 6

/** Makes the reading of a message from what the model says of it. */
export function readScores(
  parsed: Parsed,
  { model, knowledge, marginsAt }: With,
  told: Pick<Reading, 'answer' | 'opening' | 'language' | 'isEnglish'>,
): Reading {
  const { linear } = model
  const scores = scoreMessage(linear, parsed.stretches, marginsAt)
  const labelsOf = (head: string) => linear.heads.find(({ name }) => name === head)?.labels ?? []
  const best = likeliest(labelsOf('scope'), scores.get('scope') ?? new Float64Array()) ?? {
    id: 'off-topic',
    confidence: 0,
  }
  const hasWords = parsed.tokens.some(({ word }) => /\p{L}/u.test(word))
  const likely = hasWords ? (SCOPES.find((known) => known === best.id) ?? 'meta') : 'off-topic'
  const topics = labelsOf(TOPICS)
  const topicShares = scores.get(TOPICS) ?? new Float64Array()
  const bestTopic = likeliest(topics, topicShares)
  // "Which trainers do you recommend" speaks of no knee and is still ours: the topic says so.
  const top = bestTopic?.confidence ?? 0
  const isKneeAfterAll =
    top >= CERTAIN_TOPIC &&
    (likely === 'off-topic' || (likely === 'meta' && best.confidence < SURE_OF_SCOPE))
  const scope = isKneeAfterAll && hasWords ? 'knee' : likely
  const complaint = scores.get('complaint')?.[0] ?? 0
  const asks = asksSomething(parsed.message, parsed.tokens)
  const isGeneral = asksInGeneral(parsed, { asks, complaint }, linear, marginsAt)
  let ranked: Scored[] | undefined
  return {
    scope,
    meta: scope === 'meta' ? (META_KINDS.find((kind) => kind === best.id) ?? 'help') : null,
    scopeConfidence: best.confidence,
    // Put in order when somebody asks: reading itself needs only the best.
    get topics() {
      ranked ??= rankedTopics(topics, topicShares)
      return ranked
    },
    questions: questionsIn(parsed, bestTopic, linear, marginsAt),
    mentions: [
      ...(isGeneral ? imagined(parsed.mentions, knowledge) : parsed.mentions),
      // One or two words hold too little, and "I meant no" answers a question of ours.
      ...(parsed.tokens.length < (told.answer || told.opening ? SHORT_ANSWER : SHORT_MESSAGE)
        ? []
        : toldFindings(linear.heads, scores, parsed.mentions, knowledge.findings)),
    ],
    detectors: detectionsIn(parsed, { scores, isGeneral }, model, knowledge),
    complaint,
    asks,
    length: parsed.tokens.length,
    ...told,
  }
}

/** The label with the highest share; of several the first in the alphabet. */
function likeliest(labels: Head['labels'], shares: Float64Array): Scored | undefined {
  let best: Scored | undefined
  for (let at = 0; at < labels.length; at += 1) {
    const id = labels[at] as string
    const confidence = shares[at] ?? 0
    const isBetter =
      !best || confidence > best.confidence || (confidence === best.confidence && id < best.id)
    if (isBetter) best = { id, confidence }
  }
  return best
}

function rankedTopics(labels: Head['labels'], shares: Float64Array): Scored[] {
  return labels
    .map((id, index) => ({ id, confidence: shares[index] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
}

/** The different topics that the pieces of a message ask for; of a message in one piece, its best topic. */
function questionsIn(
  { message, tokens, stretches }: Parsed,
  best: Scored | undefined,
  model: LinearModel,
  marginsAt: StretchMargins,
): Question[] {
  const index = model.heads.findIndex(({ name }) => name === TOPICS)
  const head = model.heads[index]
  const calibration = model.calibrations[index]
  if (!head || !calibration || !best) return []
  const asks = ({ id, confidence }: Scored, span: Span): Question => ({
    topic: id,
    confidence,
    get words() {
      return tellingWords(model, { head: TOPICS, label: id }, { message, tokens, span })
    },
  })
  const pieces = piecesOf(tokens)
  if (pieces.length < 2) return [asks(best, stretches.whole)]
  const found = new Map<string, Question>()
  const columns = columnsOf(model.heads, TOPICS)
  for (const span of pieces) {
    const margins = marginsAt(span, columns).subarray(columns.from, columns.to)
    const shares = probabilities(head.kind, calibration, margins)
    let at = 0
    for (let other = 1; other < shares.length; other += 1)
      if ((shares[other] as number) > (shares[at] as number)) at = other
    const id = head.labels[at]
    const confidence = shares[at] ?? 0
    if (id === undefined || confidence < CLEAR_QUESTION) continue
    if ((found.get(id)?.confidence ?? 0) < confidence) found.set(id, asks({ id, confidence }, span))
  }
  if (!found.has(best.id) && (found.size === 0 || best.confidence >= CLEAR_QUESTION))
    found.set(best.id, asks(best, stretches.whole))
  return [...found.values()].sort((a, b) => b.confidence - a.confidence).slice(0, QUESTIONS_READ)
}

function detectionsIn(
  { message, tokens, stretches }: Parsed,
  { scores, isGeneral }: { scores: Scores; isGeneral: boolean },
  { linear, thresholds }: TrainedModel,
  knowledge: With['knowledge'],
): Map<string, Detection> {
  // One or two words hold too little to raise an alarm by likeness alone; the rules still can.
  const caution = tokens.length < SHORT_MESSAGE ? 0.25 : 1
  const flags = linear.heads.find(({ name }) => name === DETECTORS)?.labels ?? []
  const confidences = detectorConfidences(scores, flags, knowledge)
  const detections = new Map<string, Detection>()
  for (let column = 0; column < flags.length; column += 1) {
    const id = flags[column] as string
    const confidence = confidences[column] ?? 0
    const threshold = thresholds.get(id) ?? 1
    const share = confidence / threshold
    const isSilent = isGeneral && !knowledge.dialogue.askedAbout.includes(id)
    const shareAlone = isSilent ? 0 : (caution * confidence) / threshold
    // Most say next to nothing, and an object that reckons its words on demand takes ten times as long to make.
    if (confidence < WORTH_A_REASON) {
      detections.set(id, { confidence, share, shareAlone, words: NO_WORDS })
      continue
    }
    detections.set(id, {
      confidence,
      share,
      shareAlone,
      get words() {
        const span = stretches.whole
        return tellingWords(linear, { head: DETECTORS, label: id }, { message, tokens, span })
      },
    })
  }
  return detections
}

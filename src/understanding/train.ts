import { type Intent, isPressing, type Knowledge, META_KINDS } from '../knowledge/index.ts'
import { calibrate, type HeldOut } from './calibrate.ts'
import { ALARM, ALARMS, alarmsFor, DETECTORS, detectorConfidences } from './detectors.ts'
import { type Head, type LinearModel, probabilities, sumsOf } from './linear-model.ts'
import { messageMargins } from './score-message.ts'
import { takeTexts } from './take-texts.ts'
import { TOLD } from './told.ts'
import {
  type Labels,
  type Prepared,
  prepare,
  ROUGH,
  trainHeads,
  vectorAt,
} from './train-linear-model.ts'
import { type TrainedModel, vocabularyOf } from './understand.ts'

/** One example in so many is held out to calibrate the model and to set the thresholds. */
const HELD_OUT = 3
/**
 * How many misses a false alarm is worth when a detector's threshold is chosen: a missed red flag is the worst error,
 * a needless alarm the second worst.
 */
const FALSE_ALARM_COST = 0.25
/**
 * No detector fires below this, however the examples fall: lower, it claims signs nobody told far more often than it
 * sees another one (docs/measurements.md).
 */
const LOWEST_THRESHOLD = 0.4
/**
 * The same two for a danger to life, which is told in more ways than any examples hold. Lower yet, long and cheerful
 * stories raise it (docs/measurements.md); a question is asked below.
 */
const DANGER_TO_LIFE = { falseAlarmCost: 0.05, lowest: 0.3 }

/**
 * How much the loudest single sentence counts beside the whole message: a sign buried in a story must be seen, and one
 * sentence of many may ask the question. Found on blind rounds of questions (docs/measurements.md).
 */
const SENTENCE_SHARES = { question: 0.2, sign: 0.3, wishToBeDead: 0.5 }

/**
 * How much what the labels of a head learn together counts beside what each learns by itself. Both together are surer of
 * topics, scope and alarms than either alone; the detectors gain nothing (docs/measurements.md).
 */
const TOGETHER = 0.25

/** Trains every model on the example questions. Deterministic: the same content gives the same weights. */
export function train(intents: readonly Intent[], knowledge: Knowledge): TrainedModel {
  const vocabulary = vocabularyOf(intents, knowledge)
  const heads = headsFor(knowledge)
  const lessons = [
    ...intents.map((intent) => lessonOf(intent, knowledge)),
    ...entryLessons(knowledge),
  ]
  const tally = takeTexts({
    texts: lessons.map(({ text }) => text),
    withParts: HELD_OUT,
    knowledge,
    vocabulary,
  })
  const prepared = prepare(
    lessons.map(({ labels }) => labels),
    tally,
  )
  const linear = trainHeads(heads, prepared)
  const held = heldOut(heads, intents.length, prepared)
  const calibrations = heads.map(({ name, kind }) =>
    calibrate(
      kind,
      (held.get(name) ?? []).flatMap((read) => read ?? []),
    ),
  )
  return {
    linear: { ...linear, calibrations },
    thresholds: detectorThresholds({ ...linear, calibrations }, held, knowledge),
    vocabulary,
  }
}

/** Head by head, what each example that was held out got; nothing where the example teaches the head nothing. */
type HeldOuts = ReadonlyMap<string, readonly (HeldOut | undefined)[]>

/** A text, and for every head that it teaches something the labels that hold. */
type Lesson = { text: string; labels: Labels }

/** What the entries say of themselves, as further examples of their topics: their words are the words of the field. */
function entryLessons({ topics }: Knowledge): Lesson[] {
  return [...topics.values()].flatMap((topic) => {
    const { signs } = topic
    const texts = [
      topic.title,
      ...topic.otherNames,
      topic.shortAnswer.text,
      ...(signs ? [signs.where, signs.when, `${signs.where} ${signs.when} ${signs.who}`] : []),
      ...[...topic.explanation, ...topic.helps].map(({ text }) => text),
    ]
    return texts.map((text) => ({ text, labels: new Map([['topics', [topic.id]]]) }))
  })
}

/** The questions the model answers at once. Prices and weights were found by cross-validation. */
export function headsFor({
  topics,
  redFlags,
  findings,
}: Pick<Knowledge, 'topics' | 'redFlags' | 'findings'>): Head[] {
  return [
    {
      name: 'topics',
      kind: 'one-of',
      labels: [...topics.keys()].sort(),
      price: 0.6,
      positiveWeight: 1.5,
      togetherShare: TOGETHER,
      sentenceShare: SENTENCE_SHARES.question,
    },
    {
      name: 'scope',
      kind: 'one-of',
      labels: ['knee', 'other-body', 'off-topic', ...META_KINDS],
      price: 3,
      positiveWeight: 3,
      togetherShare: TOGETHER,
    },
    {
      name: DETECTORS,
      kind: 'each',
      labels: [...redFlags.keys()].sort(),
      price: 1,
      positiveWeight: 3,
      sentenceShare: SENTENCE_SHARES.sign,
    },
    {
      name: ALARM,
      kind: 'each',
      labels: ALARMS,
      price: 1,
      positiveWeight: 2,
      togetherShare: TOGETHER,
      sentenceShare: SENTENCE_SHARES.sign,
    },
    {
      name: TOLD,
      kind: 'each',
      labels: [...findings].filter(([, { learnt }]) => learnt).map(([id]) => id),
      price: 2,
      positiveWeight: 6,
      togetherShare: TOGETHER,
      sentenceShare: SENTENCE_SHARES.wishToBeDead,
    },
    {
      name: 'complaint',
      kind: 'one-of',
      labels: ['complaint', 'general'],
      price: 1,
      positiveWeight: 1,
    },
  ]
}

/** Whom to see is said by an alarm itself: an example of one would teach that all that sounds alarming asks for it. */
const SAID_BY_AN_ALARM = 'seeing-a-professional'

/** An example question as the trainer wants it. */
function lessonOf(intent: Intent, knowledge: Pick<Knowledge, 'redFlags'>): Lesson {
  const labels = new Map<string, readonly string[]>([
    [ALARM, alarmsFor(intent, knowledge)],
    [TOLD, intent.tells ?? []],
  ])
  // What is told by a learnt finding is heard as that, and is like no other example of its red flag.
  if (intent.tells) return { text: intent.text, labels }
  labels.set('scope', [intent.scope === 'meta' ? (intent.meta ?? 'help') : intent.scope])
  labels.set(DETECTORS, intent.redFlags)
  const isAlarm = intent.redFlags.some((id) =>
    isPressing(knowledge.redFlags.get(id)?.level ?? 'soon'),
  )
  const topics = intent.topics.filter((id) => !isAlarm || id !== SAID_BY_AN_ALARM)
  if (topics.length > 0) labels.set('topics', topics)
  if (intent.complaint !== undefined)
    labels.set('complaint', [intent.complaint ? 'complaint' : 'general'])
  return { text: intent.text, labels }
}

/**
 * Margins of every third example, head by head, under a model that was trained on the others: enough to find a slope or
 * a threshold, and less than half the work of a cross-validation that holds out each example once.
 */
function heldOut(heads: readonly Head[], questions: number, prepared: Prepared): HeldOuts {
  const held = new Map(heads.map(({ name }) => [name, [] as (HeldOut | undefined)[]]))
  const isHeldOut = (index: number) => index < questions && index % HELD_OUT === 0
  const model = trainHeads(heads, prepared, (index) => !isHeldOut(index), ROUGH)
  for (let index = 0; index < questions; index += HELD_OUT) {
    const margins = messageMargins(heads, {
      whole: sumsOf(model, vectorAt(prepared, index)),
      sentences: (prepared.sentences[index] ?? []).map((sentence) => sumsOf(model, sentence)),
      told: (prepared.told[index] ?? []).map((before) => sumsOf(model, before)),
    })
    for (const { name, labels } of heads) {
      const holding = prepared.labels[index]?.get(name)
      const own = margins.get(name)
      held
        .get(name)
        ?.push(
          holding && own && { margins: own, holds: labels.map((label) => holding.includes(label)) },
        )
    }
  }
  return held
}

/** For every detector the threshold with the fewest weighted errors on examples it was not trained on. */
function detectorThresholds(
  { heads, calibrations }: LinearModel,
  held: HeldOuts,
  knowledge: Pick<Knowledge, 'redFlags' | 'dialogue'>,
): Map<string, number> {
  const scoresOf = (name: string): (Float64Array | undefined)[] => {
    const index = heads.findIndex((head) => head.name === name)
    const calibration = calibrations[index]
    const kind = heads[index]?.kind
    if (!calibration || !kind) return []
    return (held.get(name) ?? []).map(
      (read) => read && probabilities(kind, calibration, read.margins),
    )
  }
  const labels = heads.find(({ name }) => name === DETECTORS)?.labels ?? []
  const alarms = scoresOf(ALARM)
  const examples = held.get(DETECTORS) ?? []
  const read = scoresOf(DETECTORS).flatMap((own, at) => {
    const alarm = alarms[at]
    const holds = examples[at]?.holds
    if (!own || !alarm || !holds) return []
    const scores = new Map([
      [DETECTORS, own],
      [ALARM, alarm],
    ])
    return { confidences: detectorConfidences(scores, labels, knowledge), holds }
  })
  return new Map(
    labels.map((label, column) => [
      label,
      cheapestThreshold(
        read.map(({ confidences, holds }) => ({
          confidence: confidences[column] ?? 0,
          holds: holds[column] === true,
        })),
        knowledge.dialogue.askedAbout.includes(label)
          ? DANGER_TO_LIFE
          : { falseAlarmCost: FALSE_ALARM_COST, lowest: LOWEST_THRESHOLD },
      ),
    ]),
  )
}

function cheapestThreshold(
  cases: readonly { confidence: number; holds: boolean }[],
  { falseAlarmCost, lowest }: { falseAlarmCost: number; lowest: number },
): number {
  let best = { threshold: 0.5, cost: Number.POSITIVE_INFINITY }
  for (let step = 90; step >= lowest * 100; step -= 5) {
    const threshold = step / 100
    const misses = cases.filter(({ confidence, holds }) => holds && confidence < threshold).length
    const alarms = cases.filter(({ confidence, holds }) => !holds && confidence >= threshold).length
    const cost = misses + falseAlarmCost * alarms
    if (cost < best.cost) best = { threshold, cost }
  }
  return best.threshold
}

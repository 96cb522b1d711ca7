import { type Intent, type Knowledge, META_KINDS } from '../knowledge/index.ts'
import type { Features } from './features.ts'
import type { Head, LinearModel } from './linear-model.ts'
import { scoreMessage } from './score-message.ts'
import { type Example, trainLinearModel } from './train-linear-model.ts'
import { createParser, type Parser, type TrainedModel, vocabularyOf } from './understand.ts'

/** Parts of the cross-validation that sets the thresholds. */
const FOLDS = 3
/**
 * How many misses a false alarm is worth when a detector's threshold is chosen: a missed red flag is the worst error,
 * a needless alarm the second worst.
 */
const FALSE_ALARM_COST = 0.15
/** No detector fires below this, however the examples fall. */
const LOWEST_THRESHOLD = 0.18

/** Trains every model on the example questions. Deterministic: the same content gives the same weights. */
export function train(intents: readonly Intent[], knowledge: Knowledge): TrainedModel {
  const vocabulary = vocabularyOf(intents, knowledge)
  const parse = createParser(knowledge, vocabulary)
  const heads = headsFor(knowledge)
  const cases = intents.map((intent) => {
    const { features, sentences } = parse(intent.text)
    return { ...toExample(intent, features), sentences }
  })
  const linear = trainLinearModel(heads, [...cases, ...entryExamples(knowledge, parse)])
  return { linear, thresholds: detectorThresholds(heads, cases), vocabulary }
}

/** What the entries say of themselves, as further examples of their topics: their words are the words of the field. */
function entryExamples({ topics }: Knowledge, parse: Parser): Example[] {
  return [...topics.values()].flatMap((topic) => {
    const { signs } = topic
    const texts = [
      topic.title,
      ...topic.otherNames,
      topic.shortAnswer.text,
      ...(signs ? [signs.where, signs.when, `${signs.where} ${signs.when} ${signs.who}`] : []),
      ...[...topic.explanation, ...topic.helps].map(({ text }) => text),
    ]
    return texts.map((text) => ({
      features: parse(text).features,
      labels: new Map([['topics', [topic.id]]]),
    }))
  })
}

/** The four questions the model answers at once. */
export function headsFor({ topics, redFlags }: Pick<Knowledge, 'topics' | 'redFlags'>): Head[] {
  return [
    { name: 'topics', kind: 'one-of', labels: [...topics.keys()].sort(), decay: 3e-3 },
    {
      name: 'scope',
      kind: 'one-of',
      labels: ['knee', 'other-body', 'off-topic', ...META_KINDS],
      decay: 1e-4,
    },
    { name: 'redFlags', kind: 'each', labels: [...redFlags.keys()].sort(), decay: 3e-3 },
    { name: 'complaint', kind: 'one-of', labels: ['complaint', 'general'], decay: 1e-3 },
  ]
}

/** An example question as the trainer wants it. */
export function toExample(intent: Intent, features: Example['features']): Example {
  const labels = new Map<string, readonly string[]>([
    ['scope', [intent.scope === 'meta' ? (intent.meta ?? 'help') : intent.scope]],
    ['redFlags', intent.redFlags],
  ])
  if (intent.topics.length > 0) labels.set('topics', intent.topics)
  if (intent.complaint !== undefined)
    labels.set('complaint', [intent.complaint ? 'complaint' : 'general'])
  return { features, labels }
}

/** For every detector the threshold with the fewest weighted errors on examples it was not trained on. */
function detectorThresholds(
  heads: readonly Head[],
  examples: readonly (Example & { sentences: readonly Features[] })[],
): Map<string, number> {
  const detectors = heads.filter(({ name }) => name === 'redFlags')
  const labels = detectors[0]?.labels ?? []
  const held: { scores: Float64Array; holding: readonly string[] }[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model: LinearModel = trainLinearModel(
      detectors,
      examples.filter((_, index) => index % FOLDS !== fold),
    )
    examples.forEach(({ features, sentences, labels: own }, index) => {
      if (index % FOLDS !== fold) return
      const scores = scoreMessage(model, { features, sentences }).get('redFlags')
      if (scores) held.push({ scores, holding: own.get('redFlags') ?? [] })
    })
  }
  return new Map(
    labels.map((label, column) => [
      label,
      cheapestThreshold(
        held.map(({ scores, holding }) => ({
          confidence: scores[column] ?? 0,
          holds: holding.includes(label),
        })),
      ),
    ]),
  )
}

function cheapestThreshold(cases: readonly { confidence: number; holds: boolean }[]): number {
  let best = { threshold: 0.5, cost: Number.POSITIVE_INFINITY }
  for (let step = 90; step >= LOWEST_THRESHOLD * 100; step -= 5) {
    const threshold = step / 100
    const misses = cases.filter(({ confidence, holds }) => holds && confidence < threshold).length
    const alarms = cases.filter(({ confidence, holds }) => !holds && confidence >= threshold).length
    const cost = misses + FALSE_ALARM_COST * alarms
    if (cost < best.cost) best = { threshold, cost }
  }
  return best.threshold
}

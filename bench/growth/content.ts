import { loadIntents } from '../../src/knowledge/index.ts'
import { type Core, loadCore } from '../../src/load-core.ts'
import { PATHS } from '../../src/paths.ts'
import { createUnderstanding } from '../../src/understanding/index.ts'
import { keepWeights, type Weights, weightAt } from '../../src/understanding/weights.ts'
import { percentile } from './stored.ts'

const TIMES = 20
const MESSAGES = 300

/**
 * How reading a message slows down when the content is twenty times larger: twenty times the topics, red flags and
 * other labels of the model, the findings with their patterns (of made-up words), and the words that typing errors are
 * repaired to. The features of the model stay as they are: weights for twenty times as many would be met by other
 * messages, not by these.
 */
export function measureContent(): void {
  const core = loadCore()
  const messages = loadIntents(PATHS.intents, core.knowledge)
    .map(({ text }) => text)
    .filter((_, index) => index % 37 === 0)
    .slice(0, MESSAGES)
  const small = measure(core, messages)
  const large = measure(enlarge(core), messages)
  for (const [name, { median, p99, megabytes }] of Object.entries({ small, large })) {
    console.log(
      `Reading with ${name === 'small' ? 'the' : `${TIMES} times the`} content: median ${median.toFixed(2)} ms, 99th percentile ${p99.toFixed(2)} ms, ${megabytes.toFixed(0)} MB of memory`,
    )
  }
  console.log(`Reading: median ${(large.median / small.median).toFixed(2)} times slower`)
}

function measure({ knowledge, model }: Core, messages: readonly string[]) {
  const understand = createUnderstanding(knowledge, model)
  for (const message of messages.slice(0, 50)) understand(message)
  const took = Float64Array.from(messages, (message) => {
    const startedAt = performance.now()
    understand(message)
    return performance.now() - startedAt
  }).toSorted()
  const megabytes = process.memoryUsage.rss() / 1_000_000
  return { median: percentile(took, 0.5), p99: percentile(took, 0.99), megabytes }
}

function enlarge({ knowledge, plans, model }: Core): Core {
  const { linear } = model
  const heads = linear.heads.map((head) => ({
    ...head,
    labels: copies(head.labels, (label, copy) => named(label, copy)),
  }))
  // Each head keeps its columns together, so each is repeated by itself.
  const sources: number[] = []
  let from = 0
  for (const { labels } of linear.heads) {
    for (let copy = 0; copy < TIMES; copy += 1) {
      for (let label = 0; label < labels.length; label += 1) sources.push(from + label)
    }
    from += labels.length
  }
  const weights = widened(linear.weights, sources)
  const bias = Float32Array.from(sources, (source) => linear.bias[source] ?? 0)
  const repeated = <Value>(
    map: ReadonlyMap<string, Value>,
    change: (value: Value, copy: number) => Value,
  ) =>
    new Map(
      copies([...map], ([id, value], copy) => [named(id, copy), change(value, copy)] as const),
    )
  const same = <Value>(value: Value) => value
  return {
    plans,
    knowledge: {
      ...knowledge,
      topics: repeated(knowledge.topics, (topic, copy) => ({
        ...topic,
        id: named(topic.id, copy),
      })),
      redFlags: repeated(knowledge.redFlags, (flag, copy) => ({
        ...flag,
        id: named(flag.id, copy),
      })),
      findings: repeated(knowledge.findings, (finding, copy) => ({
        ...finding,
        patterns: finding.patterns.map((pattern) => madeUp(pattern, copy)),
      })),
    },
    model: {
      linear: { ...linear, heads, weights, bias },
      thresholds: repeated(model.thresholds, same),
      vocabulary: new Map(
        copies(
          [...model.vocabulary],
          ([word, count], copy) => [madeUp(word, copy), count] as const,
        ),
      ),
    },
  }
}

/** The same rows with `sources.length` columns, each as the column of the model that `sources` names. */
function widened(weights: Weights, sources: readonly number[]): Weights {
  const rowCount = weights.starts.length - 1
  const table = new Float32Array(rowCount * sources.length)
  for (let row = 0; row < rowCount; row += 1) {
    const own = Array.from({ length: weights.columnCount }, (_, column) =>
      weightAt(weights, row, column),
    )
    for (const [column, source] of sources.entries())
      table[row * sources.length + column] = own[source] as number
  }
  return keepWeights(table, sources.length)
}

function copies<From, To>(items: readonly From[], make: (item: From, copy: number) => To): To[] {
  return Array.from({ length: TIMES }, (_, copy) => items.map((item) => make(item, copy))).flat()
}

function named(id: string, copy: number): string {
  return copy === 0 ? id : `${id}-copy-${copy}`
}

/** The same text with other words in the place of plain ones; groups and marks stay. */
function madeUp(text: string, copy: number): string {
  if (copy === 0) return text
  const ending = String.fromCharCode(96 + copy)
  return text.replace(/[$@][\w-]+|[a-z]{3,}/g, (word) =>
    /^[$@]/.test(word) ? word : `${word}q${ending}`,
  )
}

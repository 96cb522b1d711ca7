import { loadIntents } from '../../src/knowledge/index.ts'
import { type Core, loadCore } from '../../src/load-core.ts'
import { PATHS } from '../../src/paths.ts'
import { DETECTORS } from '../../src/understanding/detectors.ts'
import { createUnderstanding } from '../../src/understanding/index.ts'
import type { Head } from '../../src/understanding/linear-model.ts'
import { keepWeights, type Weights, weightAt } from '../../src/understanding/weights.ts'
import { percentile } from './stored.ts'

const TIMES = 20
const MESSAGES = 300
/** Readings of each message, of which the quickest counts: other programs and pauses are no part of it. */
const ROUNDS = 15
/** Heads with labels from the content; those of the others are of the program, and do not grow. */
const GROWING: ReadonlySet<string> = new Set(['topics', DETECTORS])

/**
 * Which labels and patterns are repeated: those of new content (topics, red flags, patterns with a word of their own), or
 * every one, kinds of scope and patterns of common words alone among them, though content cannot add the former and twenty
 * findings with the very same pattern would say nothing new.
 */
type Extent = 'as content grows' | 'every label and pattern'

/**
 * How reading a message slows down when the content is twenty times larger: twenty times the labels of the model, the
 * findings with their patterns (of made-up words), and the words that typing errors are repaired to. The features of the
 * model stay as they are: weights for twenty times as many would be met by other messages, not by these.
 */
export function measureContent(): void {
  const core = loadCore()
  const messages = loadIntents(PATHS.intents, core.knowledge)
    .map(({ text }) => text)
    .filter((_, index) => index % 37 === 0)
    .slice(0, MESSAGES)
  const small = measure(core, messages)
  print('Reading with the content', small)
  for (const extent of ['as content grows', 'every label and pattern'] as const) {
    const large = measure(enlarge(core, extent), messages)
    print(`Reading with ${TIMES} times the content, ${extent}`, large)
    console.log(`Reading: median ${(large.median / small.median).toFixed(2)} times slower`)
  }
}

function print(what: string, { median, p99, weights, memory }: ReturnType<typeof measure>) {
  console.log(
    `${what}: median ${median.toFixed(2)} ms, 99th percentile ${p99.toFixed(2)} ms, ${weights.toFixed(0)} MB of weights, ${memory.toFixed(0)} MB of memory in all`,
  )
}

function measure({ knowledge, model }: Core, messages: readonly string[]) {
  const understand = createUnderstanding(knowledge, model)
  for (const message of messages.slice(0, 50)) understand(message)
  const took = new Float64Array(messages.length).fill(Number.POSITIVE_INFINITY)
  for (let round = 0; round < ROUNDS; round += 1) {
    messages.forEach((message, index) => {
      const startedAt = performance.now()
      understand(message)
      took[index] = Math.min(took[index] ?? 0, performance.now() - startedAt)
    })
  }
  took.sort()
  const { columnCount: _, ...tables } = model.linear.weights
  const bytes = Object.values(tables).reduce((sum, { byteLength }) => sum + byteLength, 0)
  return {
    median: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    weights: bytes / 1_000_000,
    memory: process.memoryUsage.rss() / 1_000_000,
  }
}

function enlarge({ knowledge, plans, model }: Core, extent: Extent): Core {
  const { linear } = model
  const grows = ({ name }: Head) => extent === 'every label and pattern' || GROWING.has(name)
  const heads = linear.heads.map((head) =>
    grows(head)
      ? { ...head, labels: copies(head.labels, (label, copy) => named(label, copy)) }
      : head,
  )
  // Each head keeps its columns together, so each is repeated by itself.
  const sources: number[] = []
  let from = 0
  for (const head of linear.heads) {
    for (let copy = 0; copy < (grows(head) ? TIMES : 1); copy += 1) {
      for (let label = 0; label < head.labels.length; label += 1) sources.push(from + label)
    }
    from += head.labels.length
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
        patterns: finding.patterns
          .map((pattern) => ({ pattern, other: madeUp(pattern, copy) }))
          .filter(
            ({ pattern, other }) =>
              copy === 0 || extent === 'every label and pattern' || other !== pattern,
          )
          .map(({ other }) => other),
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

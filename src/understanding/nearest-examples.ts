import { type Intent, type Knowledge, normalisedForComparison } from '../knowledge/index.ts'
import { type Vector, vectorOf } from './linear-model.ts'
import { createParser, type TrainedModel } from './understand.ts'

/** An example question that resembles a message; `likeness` is the mean cosine of their views, from 0 to 1. */
export type NearExample = { text: string; labels: readonly string[]; likeness: number }

/** Reading all examples as the model does takes long; those that share no more words with the message are passed over. */
const READ_WHOLE = 1_000
const VIEWS = 2

/** Finds the example questions that resemble a message most: the reason behind the weights, for people. */
export function createNearestExamples(
  intents: readonly Intent[],
  knowledge: Knowledge,
  { linear, vocabulary }: TrainedModel,
): (message: string, count: number) => NearExample[] {
  const parse = createParser(knowledge, vocabulary)
  const read = (text: string) => vectorOf(linear, parse(text).features)
  const mostShared = createWordSearch(intents)
  return (message, count) => {
    const { rows, values } = read(message)
    const own = new Map([...rows].map((row, at) => [row, values[at] ?? 0]))
    return mostShared(message, READ_WHOLE)
      .map((intent) => ({
        text: intent.text,
        labels: [...intent.redFlags, ...intent.topics, intent.meta ?? intent.scope],
        likeness: cosine(own, read(intent.text)),
      }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, count)
  }
}

/** Finds the examples whose words, weighed by how rare they are, are most nearly those of a message. */
function createWordSearch(
  intents: readonly Intent[],
): (message: string, count: number) => Intent[] {
  const examples = intents.map((intent) => ({ intent, words: wordsOf(intent.text) }))
  const uses = new Map<string, number>()
  for (const { words } of examples)
    for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1)
  const rarity = (word: string) =>
    Math.log(intents.length / (uses.get(word) ?? intents.length)) ** 2
  const sum = (words: Iterable<string>) => [...words].reduce((all, word) => all + rarity(word), 0)
  return (message, count) => {
    const own = wordsOf(message)
    return examples
      .map(({ intent, words }) => {
        const shared = sum([...own].filter((word) => words.has(word)))
        return { intent, nearness: shared === 0 ? 0 : shared / Math.sqrt(sum(words)) }
      })
      .sort((a, b) => b.nearness - a.nearness)
      .slice(0, count)
      .map(({ intent }) => intent)
  }
}

function wordsOf(text: string): Set<string> {
  return new Set(normalisedForComparison(text).split(' '))
}

function cosine(own: ReadonlyMap<number, number>, { rows, values }: Vector): number {
  let sum = 0
  rows.forEach((row, at) => {
    sum += (own.get(row) ?? 0) * (values[at] ?? 0)
  })
  return sum / VIEWS
}

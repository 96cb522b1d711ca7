import type { Intent, Knowledge } from '../knowledge/index.ts'
import { type Vector, vectorOf } from './linear-model.ts'
import { createParser, type TrainedModel } from './understand.ts'

/** An example question that resembles a message; `likeness` is the mean cosine of their views, from 0 to 1. */
export type NearExample = { text: string; labels: readonly string[]; likeness: number }

/** Finds the example questions that resemble a message most: the reason behind the weights, for people. */
export function createNearestExamples(
  intents: readonly Intent[],
  knowledge: Knowledge,
  { linear, vocabulary }: TrainedModel,
): (message: string, count: number) => NearExample[] {
  const parse = createParser(knowledge, vocabulary)
  const read = (text: string) => vectorOf(linear, parse(text).features)
  const examples = intents.map((intent) => ({ intent, vector: read(intent.text) }))
  return (message, count) => {
    const { rows, values } = read(message)
    const own = new Map([...rows].map((row, at) => [row, values[at] ?? 0]))
    return examples
      .map(({ intent, vector }) => ({
        text: intent.text,
        labels: [...intent.redFlags, ...intent.topics, intent.meta ?? intent.scope],
        likeness: cosine(own, vector),
      }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, count)
  }
}

const VIEWS = 2

function cosine(own: ReadonlyMap<number, number>, { rows, values }: Vector): number {
  let sum = 0
  rows.forEach((row, at) => {
    sum += (own.get(row) ?? 0) * (values[at] ?? 0)
  })
  return sum / VIEWS
}

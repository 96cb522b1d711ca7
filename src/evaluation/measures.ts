import { TRIAGE, type Triage } from '../knowledge/index.ts'
import type { Reply } from '../replies/index.ts'
import type { Labelled } from './labelled.ts'

/** An answered question. */
export type Answered = { question: Labelled; reply: Reply }
/** How often something was right, of how many times it could have been. */
export type Measure = { name: string; right: number; of: number }
/** Answers in one tenth of confidence: how sure the first topic was, and how often it was right. */
export type Bin = { from: number; count: number; confidence: number; right: number }

const rank = (level: Triage) => TRIAGE.indexOf(level)
const levelsOf = ({ expect }: Labelled) => [expect.triage, ...(expect.triageAlso ?? [])]
const lowest = (question: Labelled) => Math.min(...levelsOf(question).map(rank))
const highest = (question: Labelled) => Math.max(...levelsOf(question).map(rank))
const URGENT = rank('urgent')

/** Whether the topics of the reply are judged: an alert rightly speaks of nothing else. */
const asksForTopic = ({ question }: Answered) =>
  question.expect.scope === 'knee' &&
  question.expect.topics.length > 0 &&
  highest(question) < URGENT
const rightTopics = ({ expect }: Labelled) =>
  new Set([...expect.topics, ...(expect.topicsAlso ?? [])])

/** The measures of docs/measurements.md, in its order. */
export function measure(answers: readonly Answered[]): Measure[] {
  const share = (
    name: string,
    counts: (answer: Answered) => boolean,
    isRight: (answer: Answered) => boolean,
  ): Measure => {
    const counted = answers.filter(counts)
    return { name, right: counted.filter(isRight).length, of: counted.length }
  }
  const topic = (within: number) => (answer: Answered) =>
    answer.reply.topics.slice(0, within).some(({ id }) => rightTopics(answer.question).has(id))
  const claimed = answers.reduce((sum, { reply }) => sum + reply.redFlags.length, 0)
  const asserted = answers.reduce((sum, { question }) => sum + question.expect.redFlags.length, 0)
  const found = answers.reduce(
    (sum, { question, reply }) =>
      sum + reply.redFlags.filter((id) => question.expect.redFlags.includes(id)).length,
    0,
  )
  return [
    share(
      'urgent or above is seen as such',
      ({ question }) => lowest(question) >= URGENT,
      ({ reply }) => rank(reply.triage) >= URGENT,
    ),
    share(
      'emergency sent to emergency',
      ({ question }) => lowest(question) === rank('emergency'),
      ({ reply }) => reply.triage === 'emergency',
    ),
    share(
      "'soon' is sent to a professional",
      ({ question }) => question.expect.triage === 'soon' && lowest(question) === rank('soon'),
      ({ reply }) => rank(reply.triage) >= rank('soon'),
    ),
    share(
      'no false alarm',
      ({ question }) => highest(question) < URGENT,
      ({ reply }) => rank(reply.triage) < URGENT,
    ),
    share(
      'triage exact',
      () => true,
      ({ question, reply }) => levelsOf(question).includes(reply.triage),
    ),
    { name: 'red-flag id recall', right: found, of: asserted },
    { name: 'red-flag id precision', right: found, of: claimed },
    share('topic top-1', asksForTopic, topic(1)),
    share('topic top-3', asksForTopic, topic(3)),
    share(
      'scope right',
      ({ question }) => lowest(question) < URGENT,
      ({ question, reply }) => reply.scope === question.expect.scope,
    ),
    share(
      'meta kind right',
      ({ question }) => question.expect.meta !== undefined,
      ({ question, reply }) => reply.meta === question.expect.meta,
    ),
  ]
}

/** Red flags by how often they were missed or claimed in vain, the weakest (lowest F1) first. */
export function weakestFlags(
  answers: readonly Answered[],
): { id: string; recall: number; precision: number; f1: number; of: number }[] {
  const ids = new Set(answers.flatMap(({ question }) => question.expect.redFlags))
  return [...ids]
    .map((id) => {
      const asserted = answers.filter(({ question }) => question.expect.redFlags.includes(id))
      const claimed = answers.filter(({ reply }) => reply.redFlags.includes(id))
      const found = asserted.filter(({ reply }) => reply.redFlags.includes(id)).length
      const recall = found / asserted.length
      const precision = claimed.length > 0 ? found / claimed.length : 1
      const f1 = found > 0 ? (2 * recall * precision) / (recall + precision) : 0
      return { id, recall, precision, f1, of: asserted.length }
    })
    .sort((a, b) => a.f1 - b.f1 || (a.id < b.id ? -1 : 1))
}

/** Which topic was answered where another was meant, most frequent first. */
export function confusions(
  answers: readonly Answered[],
): { meant: string; answered: string; count: number }[] {
  const counts = new Map<string, { meant: string; answered: string; count: number }>()
  for (const answer of answers.filter(asksForTopic)) {
    const [meant = ''] = answer.question.expect.topics
    const answered = answer.reply.topics[0]?.id ?? '-'
    if (rightTopics(answer.question).has(answered)) continue
    const key = `${meant} ${answered}`
    const known = counts.get(key) ?? { meant, answered, count: 0 }
    counts.set(key, { ...known, count: known.count + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.meant < b.meant ? -1 : 1))
}

/** How honest the confidence of the first topic is: ten bins, and the expected calibration error over them. */
export function calibration(answers: readonly Answered[]): { bins: Bin[]; error: number } {
  const cases = answers.filter(asksForTopic).map((answer) => ({
    confidence: Math.min(1, answer.reply.topics[0]?.confidence ?? 0),
    isRight: rightTopics(answer.question).has(answer.reply.topics[0]?.id ?? ''),
  }))
  const bins = Array.from({ length: 10 }, (_, at): Bin => {
    const own = cases.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === at)
    const mean = (values: number[]) =>
      values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
    return {
      from: at / 10,
      count: own.length,
      confidence: mean(own.map(({ confidence }) => confidence)),
      right: mean(own.map(({ isRight }) => (isRight ? 1 : 0))),
    }
  })
  const error = bins.reduce(
    (sum, { count, confidence, right }) =>
      sum + (count / Math.max(1, cases.length)) * Math.abs(confidence - right),
    0,
  )
  return { bins, error }
}

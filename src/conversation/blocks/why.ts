import type { Block } from '../../replies/index.ts'
import type { Answered } from '../answered.ts'
import { reasonCode, reasoningOf } from '../reason-code.ts'
import type { Turn } from '../turn.ts'
import { filled } from './fill.ts'

/** The runner's own words that are shown; more would be the message again. */
const WORDS_SHOWN = 6

/** Why this answer: the words that led to it, the entry with its evidence, and the code of the reasoning. */
export function whyBlock(turn: Turn, { state, topic = null, unread }: Answered): Block[] {
  const { world, reading } = turn
  const { knowledge } = world
  const entry = topic === null ? undefined : knowledge.topics.get(topic)
  if (unread || (!entry && state.redFlags.length === 0)) return []
  const asked = reading.questions.find((question) => question.topic === topic)
  const alarms = state.redFlags.flatMap(({ id, turn: raised }) =>
    raised === state.turns ? (reading.detectors.get(id)?.words ?? []) : [],
  )
  const told = reading.mentions.map(({ words }) => words)
  const words = [...new Set([...told, ...alarms, ...(asked?.words ?? [])])]
  return [
    {
      kind: 'why',
      title: knowledge.phrases.titles.why,
      words: words.slice(0, WORDS_SHOWN),
      entry: entry ? { id: entry.id, title: entry.title } : null,
      evidence: entry ? filled(knowledge.phrases.whyEvidence, entry.evidence) : null,
      code: reasonCode(reasoningOf(state, topic), knowledge),
    },
  ]
}

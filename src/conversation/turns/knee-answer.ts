import type { Knowledge, Topic } from '../../knowledge/index.ts'
import { type Block, joined, topicBlocks } from '../../replies/index.ts'
import type { Answered } from '../answered.ts'
import { soonBlocks } from '../blocks/alert.ts'
import { changeBlocks } from '../blocks/changes.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import { explanationBlocks, namedExplanations, tooLittleBlocks } from '../blocks/explanations.ts'
import { capital, filled } from '../blocks/fill.ts'
import { nextQuestion } from '../next-question.ts'
import { type Turn, withFocus } from '../turn.ts'

/** Confidence from which a condition is what was asked about, whatever the findings say. */
const ASKED_BY_NAME = 0.5
const OTHER_QUESTIONS_SHOWN = 2
/** Topics that a complaint comes to when it says little more than that it hurts. */
const WHAT_IS_IT: ReadonlySet<string> = new Set(['why-knees-hurt', 'first-steps'])

/** The answer to a knee question: its topic, what could explain a complaint, and what else was asked. */
export function kneeAnswer(turn: Turn): Answered {
  const { topics, world, redFlags, state } = turn
  const { knowledge } = world
  const topic = topicToAnswer(turn)
  const entry = topic === undefined ? undefined : knowledge.topics.get(topic)
  const asked = nextQuestion(turn)
  const next = withFocus(asked.state, topic ?? null)
  return {
    state: next,
    blocks: [
      ...changeBlocks(turn),
      ...soonBlocks({ redFlags, turn: state.turns }, world),
      ...(entry ? entryBlocks(turn, entry) : []),
    ],
    ...(asked.question ? { question: asked.question } : {}),
    choices: choicesFor(turn, topic ?? null),
    topic: topic ?? topics[0]?.id ?? null,
    introduces: true,
  }
}

/**
 * The best topic; but a condition that only the likeness of words speaks for is not named to somebody with a complaint.
 * Then the best topic that is no condition answers.
 */
function topicToAnswer(turn: Turn): string | undefined {
  const { topics, world, isComplaint } = turn
  const [best] = topics
  if (!best || !isComplaint || isNameable(turn, best.id)) return best?.id
  const isCondition = (id: string) => world.knowledge.topics.get(id)?.kind === 'causes'
  return topics.slice(0, 5).find(({ id }) => !isCondition(id))?.id ?? best.id
}

function isNameable({ topics, assessment, world }: Turn, id: string): boolean {
  const { knowledge } = world
  if (knowledge.differential[id] === undefined) return true
  const confidence = topics.find((topic) => topic.id === id)?.confidence ?? 0
  return (
    confidence >= ASKED_BY_NAME ||
    namedExplanations(assessment, knowledge).some(({ topic }) => topic === id)
  )
}

function entryBlocks(turn: Turn, entry: Topic): Block[] {
  const { assessment, reading, world, isComplaint } = turn
  const { knowledge } = world
  const { phrases } = knowledge
  const [answer, ...rest] = topicBlocks(entry, knowledge)
  const explanations = isComplaint ? explanationBlocks(assessment, entry.id, knowledge) : []
  const isAboutCauses =
    isComplaint &&
    (entry.id !== turn.topics[0]?.id || WHAT_IS_IT.has(entry.id)) &&
    namedExplanations(assessment, knowledge).length === 0
  const also = reading.questions
    .filter(({ topic }) => topic !== entry.id)
    .slice(0, OTHER_QUESTIONS_SHOWN)
    .flatMap(({ topic }) => knowledge.topics.get(topic) ?? [])
  return [
    ...(answer ? [answer] : []),
    ...explanations,
    ...(isAboutCauses ? tooLittleBlocks(assessment, knowledge) : []),
    ...(isComplaint ? riskBlocks(turn, knowledge) : []),
    ...(also.length > 0
      ? [
          {
            kind: 'list' as const,
            title: phrases.titles.alsoAsked,
            ordered: false,
            items: also.map(({ title, shortAnswer }) => `${title}: ${shortAnswer.text}`),
          },
        ]
      : []),
    ...rest,
  ]
}

function riskBlocks({ known }: Turn, { riskGroups, findings, phrases }: Knowledge): Block[] {
  const risk = [...riskGroups.keys()].filter((id) => known.present.has(id))
  if (risk.length === 0) return []
  const who = capital(joined(risk.flatMap((id) => findings.get(id)?.said ?? [])))
  return [{ kind: 'paragraph', text: filled(phrases.riskNote, { who }) }]
}

function choicesFor(turn: Turn, topic: string | null) {
  const { world, topics, redFlags, isComplaint } = turn
  const { suggestions } = world.knowledge.phrases
  const own = redFlags.length > 0 ? [suggestions.summary, suggestions.takeBack] : []
  const next = redFlags.length === 0 && isComplaint ? [suggestions.exercises] : []
  return [...[...own, ...next].map(say), ...relatedChoices(topic, topics, world)]
}

import type { Knowledge, Topic } from '../../knowledge/index.ts'
import { type Block, joined, shortAnswerFor, topicBlocks } from '../../replies/index.ts'
import type { Answered, QuestionBlock } from '../answered.ts'
import { changeBlocks } from '../blocks/changes.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import {
  explanationBlocks,
  explanationsBefore,
  hasNewExplanations,
  namedExplanations,
  tooLittleBlocks,
} from '../blocks/explanations.ts'
import { capital, filled } from '../blocks/fill.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { understoodBlocks } from '../blocks/understood.ts'
import { nextQuestion } from '../next-question.ts'
import { type Turn, wantsLook, withFocus } from '../turn.ts'
import { isHeldBack } from './not-until-seen.ts'

/** Confidence from which a condition is what was asked about, whatever the findings say. */
const ASKED_BY_NAME = 0.5
const OTHER_QUESTIONS_SHOWN = 2
/** Words; whoever writes more knows what was told. */
const LONGEST_ADDITION = 9
/** Topics that a complaint comes to when it says little more than that it hurts. */
const WHAT_IS_IT: ReadonlySet<string> = new Set(['why-knees-hurt', 'first-steps'])

/** The answer to a knee question: its topic, what could explain a complaint, and what else was asked. */
export function kneeAnswer(turn: Turn): Answered {
  const { topics, world } = turn
  const { knowledge } = world
  const topic = topicToAnswer(turn)
  const entry = topic === undefined ? undefined : knowledge.topics.get(topic)
  const asked = nextQuestion(turn)
  const next = withFocus(asked.state, topic ?? null)
  return {
    state: next,
    blocks: [
      ...toldBlocks(turn),
      ...soonBlocks(turn),
      ...(entry ? entryBlocks(turn, entry, asked) : []),
    ],
    ...(asked.question ? { question: asked.question } : {}),
    choices: choicesFor(turn, topic ?? null),
    topic: topic ?? topics[0]?.id ?? null,
    introduces: true,
  }
}

/** What changed, or what a short message goes on to tell. */
function toldBlocks(turn: Turn): Block[] {
  const changed = changeBlocks(turn)
  const goesOn = turn.before.pending !== null && turn.cues.words <= LONGEST_ADDITION
  return changed.length > 0 || !goesOn ? changed : understoodBlocks(turn)
}

/**
 * The best topic; but a condition that only the likeness of words speaks for is not named to somebody with a complaint.
 * Then the best topic that is no condition answers.
 */
function topicToAnswer(turn: Turn): string | undefined {
  const { world, isComplaint } = turn
  const topics = turn.topics.filter(({ id }) => !isHeldBack(turn, id))
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

function entryBlocks(turn: Turn, entry: Topic, asked: { question?: QuestionBlock }): Block[] {
  const { assessment, reading, world, isComplaint, before } = turn
  const { knowledge } = world
  const { phrases } = knowledge
  const [answer, ...rest] = topicBlocks(entry, knowledge, turn.known.present)
  const isToldAnew =
    entry.id !== before.topic || hasNewExplanations(explanationsBefore(turn), assessment, knowledge)
  const explanations =
    isComplaint && isToldAnew ? explanationBlocks(assessment, entry.id, knowledge) : []
  const isAboutCauses =
    isComplaint &&
    (entry.id !== turn.topics[0]?.id || WHAT_IS_IT.has(entry.id)) &&
    namedExplanations(assessment, knowledge).length === 0
  const also = reading.questions
    .filter(({ topic }) => topic !== entry.id && !isHeldBack(turn, topic))
    .slice(0, OTHER_QUESTIONS_SHOWN)
    .flatMap(({ topic }) => knowledge.topics.get(topic) ?? [])
  return [
    ...(answer ? [answer] : []),
    ...explanations,
    ...(isAboutCauses ? tooLittleBlocks(assessment, asked, knowledge) : []),
    ...(isComplaint ? riskBlocks(turn, knowledge) : []),
    ...(also.length > 0
      ? [
          {
            kind: 'list' as const,
            title: phrases.titles.alsoAsked,
            ordered: false,
            items: also.map(
              (topic) => `${topic.title}: ${shortAnswerFor(topic, turn.known.present).text}`,
            ),
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
  const { world, topics, isComplaint } = turn
  const { suggestions } = world.knowledge.phrases
  const isForClinician = wantsLook(turn)
  const own = isForClinician ? [suggestions.summary, suggestions.takeBack] : []
  const next = !isForClinician && isComplaint ? [suggestions.exercises] : []
  return [...[...own, ...next].map(say), ...relatedChoices(topic, topics, world)]
}

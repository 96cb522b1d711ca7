import type { Part, Topic } from '../../knowledge/index.ts'
import { type Block, referencesOf, stepText, texts, topicBlocks } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { changeBlocks } from '../blocks/changes.ts'
import { relatedChoices } from '../blocks/choices.ts'
import { exercisesBlocks } from '../blocks/exercises.ts'
import { filled } from '../blocks/fill.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { conditionInFocus, stateAfter, type Turn, withFocus } from '../turn.ts'
import { isHeldBack } from './not-until-seen.ts'

/** Statements of an explanation that answer a "why?". */
const REASONS_SHOWN = 2
const STEPS_SHOWN = 4

/** "How long does that take?", "which exercises?", "why?": the part of the entry in focus, then the topic itself. */
export const followUp: TurnKind = (turn) => {
  const { followUp: asked, topics, world, state } = turn
  const { knowledge } = world
  const [best] = topics
  if (!asked || !best || state.topic === null) return undefined
  // The follow-up's words were there, and the message asks something else all the same.
  if (best.id !== (asked.topic ?? state.topic) || isHeldBack(turn, best.id)) return undefined
  const condition = conditionInFocus(state, knowledge)
  const focus = knowledge.topics.get(condition ?? state.topic)
  const topic = asked.topic ? knowledge.topics.get(asked.topic) : undefined
  const part = focus && asked.part ? partBlocks(focus, asked.part, knowledge.phrases) : []
  const own =
    topic && topic.id !== focus?.id ? topicBlocks(topic, knowledge, turn.known.present) : []
  const exercises = asked.id === 'exercises' ? exercisesBlocks(condition ?? null, world) : []
  return {
    state: withFocus(stateAfter(turn), asked.topic ?? state.topic),
    blocks: [
      ...changeBlocks(turn),
      ...soonBlocks(turn),
      ...(exercises.length > 0 ? exercises : part),
      ...own,
      ...(own.length === 0 && focus
        ? [
            {
              kind: 'sources' as const,
              items: referencesOf(focus, knowledge.sources),
              evidence: focus.evidence.note,
            },
          ]
        : []),
    ],
    choices: relatedChoices(asked.topic ?? state.topic, topics, world),
    topic: asked.topic ?? state.topic,
    introduces: true,
  }
}

/** "Tell me more": what the entry in focus says beyond its short answer. */
export const more: TurnKind = (turn) => {
  const { cues, state, world, reading } = turn
  const entry = state.topic === null ? undefined : world.knowledge.topics.get(state.topic)
  if (!cues.has.has('more') || !entry || reading.length > 6) return undefined
  const paragraphs = [
    ...(entry.signs ? [`${entry.signs.where} ${entry.signs.when} ${entry.signs.who}`] : []),
    ...texts(entry.explanation),
    ...(entry.bothSides ? [entry.bothSides.text] : []),
    entry.howLong.text,
    ...texts(entry.avoid),
    ...entry.helps.map(stepText),
    entry.seeProfessional.text,
  ]
  return {
    state: stateAfter(turn),
    blocks: [
      ...paragraphs.map((text) => ({ kind: 'paragraph' as const, text })),
      {
        kind: 'sources',
        items: referencesOf(entry, world.knowledge.sources),
        evidence: entry.evidence.note,
      },
    ],
    choices: relatedChoices(entry.id, [], world),
    topic: entry.id,
  }
}

/** "What about the other knee?" */
export const otherKnee: TurnKind = (turn) => {
  const { cues, state, world, reading, topics } = turn
  if (!cues.has.has('otherKnee') || state.topic === null || reading.length > 8) return undefined
  return {
    state: stateAfter(turn),
    blocks: [{ kind: 'paragraph', text: world.knowledge.phrases.otherKnee }],
    choices: relatedChoices(state.topic, topics, world),
    topic: state.topic,
  }
}

function partBlocks(
  entry: Topic,
  part: Part,
  { ofFocus, titles }: Turn['world']['knowledge']['phrases'],
): Block[] {
  const ofEntry = (text: string): Block => ({
    kind: 'paragraph',
    text: filled(ofFocus, { title: entry.title, text }),
  })
  switch (part) {
    case 'howLong':
      return [ofEntry(entry.howLong.text)]
    case 'seeProfessional':
      return [ofEntry(entry.seeProfessional.text)]
    case 'explanation':
      return [ofEntry(texts(entry.explanation.slice(0, REASONS_SHOWN)).join(' '))]
    case 'signs':
      return entry.signs ? [ofEntry(`${entry.signs.where} ${entry.signs.when}`)] : []
    case 'avoid':
      return entry.avoid.length > 0
        ? [
            {
              kind: 'list',
              title: `${entry.title}: ${titles.avoid}`,
              ordered: false,
              items: texts(entry.avoid),
            },
          ]
        : []
    case 'helps':
      return [
        {
          kind: 'list',
          title: `${entry.title}: ${titles.helps}`,
          ordered: true,
          items: entry.helps.slice(0, STEPS_SHOWN).map(stepText),
        },
      ]
  }
}

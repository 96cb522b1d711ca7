import { type Block, topicBlocks } from '../../replies/index.ts'
import type { Scored } from '../../understanding/index.ts'
import type { TurnKind } from '../answered.ts'
import { changeBlocks } from '../blocks/changes.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import {
  explanationBlocks,
  explanationsBefore,
  hasNewExplanations,
  namedExplanations,
  tooLittleBlocks,
} from '../blocks/explanations.ts'
import { soonBlocks, soonSigns } from '../blocks/soon.ts'
import { answeredBlocks } from '../blocks/understood.ts'
import { nextQuestion } from '../next-question.ts'
import { hasChanged, type Turn, wantsLook, withFocus } from '../turn.ts'

/** Words; a longer message tells or asks something of its own, and is answered as such. */
const LONGEST_ANSWER = 12
const BARE_ANSWER = 3

/** An answer to our question, or a correction: what changed, what fits now, and the next step. */
export const afterAnswer: TurnKind = (turn) => {
  const { isAnswer, changes, reading, state, followUp, world, assessment } = turn
  const isTurnedTo = changes.person !== undefined
  const isBare = reading.answer !== null && reading.length <= BARE_ANSWER && state.complaint
  const isOurs = (isAnswer || hasChanged(changes) || isBare) && !isTurnedTo
  if (!isOurs || followUp || reading.length > LONGEST_ANSWER || state.topic === null) {
    return undefined
  }
  const { knowledge } = world
  const [best] = takesOver(turn) ? namedExplanations(assessment, knowledge) : []
  const topic = best?.topic ?? fallbackTopic(turn, state.topic)
  const entry = knowledge.topics.get(topic)
  const [answer, ...rest] = entry ? topicBlocks(entry, knowledge, turn.known.present) : []
  const changed = changeBlocks(turn)
  const asked = nextQuestion(turn)
  const isNewTopic = topic !== state.topic
  const isOtherwise = hasNewExplanations(explanationsBefore(turn), assessment, knowledge)
  const isNamed = namedExplanations(assessment, knowledge).length > 0
  const isNewSign = soonSigns(turn).some(({ isNew }) => isNew)
  return {
    state: withFocus(asked.state, topic),
    blocks: [
      ...(changed.length > 0
        ? [...changed, ...(best && hasChanged(changes) ? orderBlocks(turn) : [])]
        : answeredBlocks(turn)),
      ...(isNewSign ? soonBlocks(turn) : []),
      ...(isNewTopic && answer ? [answer] : []),
      ...(isOtherwise ? explanationBlocks(assessment, null, knowledge) : []),
      ...(isOtherwise && !isNamed ? tooLittleBlocks(assessment, asked, knowledge) : []),
      // Nothing more to ask: then what helps is what is left to say.
      ...(isNewTopic || !asked.question ? rest : []),
    ],
    ...(asked.question ? { question: asked.question } : {}),
    choices: [
      ...(wantsLook(turn) ? [say(knowledge.phrases.suggestions.summary)] : []),
      say(knowledge.phrases.suggestions.exercises),
      ...relatedChoices(topic, turn.topics, world),
    ],
    topic,
    topics: withFirst(turn.topics, topic),
    introduces: true,
  }
}

function withFirst(topics: readonly Scored[], id: string): Scored[] {
  const first = topics.find((topic) => topic.id === id)
  return first ? [first, ...topics.filter((topic) => topic !== first)] : [...topics]
}

/** A question in focus, such as one about clicks, is left for a condition only when that fits well. */
function takesOver({ state, assessment, world }: Turn): boolean {
  const { topics, dialogue } = world.knowledge
  const isQuestion = topics.get(state.topic ?? '')?.kind === 'info' && state.topic !== WHY
  const share = assessment.explanations[0]?.share ?? 0
  return !isQuestion || share >= dialogue.explanations.fitsWellFrom
}

const WHY = 'why-knees-hurt'
/** What helps any sore knee, where the topic in focus is a question of its own and no condition. */
const GENERAL = 'first-steps'

function fallbackTopic({ changes, isComplaint, world }: Turn, focus: string): string {
  if (!isComplaint) return focus
  const kind = world.knowledge.topics.get(focus)?.kind
  const isStillTold = changes.before.length === 0 && changes.past.length === 0
  return kind === 'info' || (kind === 'causes' && isStillTold) ? focus : GENERAL
}

/** Whether a correction changed what fits best. */
function orderBlocks(turn: Turn): Block[] {
  const [was, is] = [explanationsBefore(turn).explanations[0], turn.assessment.explanations[0]]
  if (!was || !is || was.points <= 0) return []
  const { newOrder, sameOrder } = turn.world.knowledge.phrases.changed
  return [{ kind: 'paragraph', text: was.topic === is.topic ? sameOrder : newOrder }]
}

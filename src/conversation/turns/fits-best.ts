import type { Block } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import { explanationBlocks, namedExplanations, tooLittleBlocks } from '../blocks/explanations.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { nextQuestion } from '../next-question.ts'
import { withFocus } from '../turn.ts'

/** "What is it, then?": what fits best, whether it was named before or not, or what is still missing. */
export const fitsBest: TurnKind = (turn) => {
  const { followUp, world, assessment, state, topics } = turn
  if (followUp?.id !== 'what-is-it') return undefined
  const { knowledge } = world
  const { phrases } = knowledge
  const [best] = namedExplanations(assessment, knowledge)
  const asked = nextQuestion(turn)
  const topic = best?.topic ?? state.topic
  const lead: Block = { kind: 'paragraph', text: phrases.fitsBest }
  return {
    state: withFocus(asked.state, topic),
    blocks: [
      ...soonBlocks(turn),
      ...(best
        ? [lead, ...explanationBlocks(assessment, null, knowledge)]
        : tooLittleBlocks(assessment, asked, knowledge)),
    ],
    ...(asked.question ? { question: asked.question } : {}),
    choices: [say(phrases.suggestions.exercises), ...relatedChoices(topic, topics, world)],
    topic,
    introduces: true,
  }
}

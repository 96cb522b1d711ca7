import type { TurnKind } from '../answered.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import { exercisesBlocks } from '../blocks/exercises.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { conditionInFocus, stateAfter, withFocus } from '../turn.ts'

const TOPIC = 'rehab-exercises'

/** "Show me the exercises": a routine with drawings for what is in focus. */
export const exercises: TurnKind = (turn) => {
  const { cues, state, world, topics } = turn
  if (!cues.has.has('exercisesShown')) return undefined
  const topic = conditionInFocus(state, world.knowledge) ?? state.topic
  return {
    state: withFocus(stateAfter(turn), TOPIC),
    blocks: [...soonBlocks(turn), ...exercisesBlocks(topic, world)],
    choices: [
      say(world.knowledge.phrases.suggestions.backToRunning),
      ...relatedChoices(TOPIC, topics, world),
    ],
    topic: TOPIC,
    introduces: true,
  }
}

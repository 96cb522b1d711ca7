import { texts } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import { stateAfter, wantsLook, withFocus } from '../turn.ts'

const TOPIC = 'return-to-running'
/** What runners want a plan to be, by the follow-up that says so. */
const WISHES = {
  'plan-shorter': 'shorter',
  'plan-easier': 'easier',
  'plan-days': 'days',
} as const

/** "Make it shorter", "can I swap days?": what the rules of the plan that was shown say to that. */
export const planWish: TurnKind = (turn) => {
  const { followUp, world, topics } = turn
  const wish = Object.entries(WISHES).find(([id]) => id === followUp?.id)?.[1]
  if (!wish || wantsLook(turn)) return undefined
  return {
    state: withFocus(stateAfter(turn), TOPIC),
    blocks: [{ kind: 'paragraph', text: texts(world.plans.walkRun.wishes[wish]).join(' ') }],
    choices: [
      say(world.knowledge.phrases.suggestions.exercises),
      ...relatedChoices(TOPIC, topics, world),
    ],
    topic: TOPIC,
  }
}

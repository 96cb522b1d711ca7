import type { TurnKind } from '../answered.ts'
import { starters } from '../blocks/choices.ts'
import { levelOf } from '../flags.ts'
import { stateAfter } from '../turn.ts'

/** A message that takes an alarm back and says no more: that it was heard is all there is to answer. */
export const takenBack: TurnKind = (turn) => {
  const { isTakenBack, isDenying, isComplaint, redFlags, world } = turn
  if (!isTakenBack || !isDenying || isComplaint || levelOf(redFlags) !== 'info') return undefined
  return {
    state: stateAfter(turn),
    blocks: [{ kind: 'paragraph', text: world.knowledge.phrases.answered }],
    choices: starters(world.knowledge),
  }
}

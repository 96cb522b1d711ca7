import type { TurnKind } from '../answered.ts'
import { say, starters } from '../blocks/choices.ts'
import { summaryBlocks } from '../blocks/summary.ts'
import { stateAfter } from '../turn.ts'

/** Words; a longer message speaks of a summary rather than asks for one. */
const LONGEST_REQUEST = 14

/** "Summary for the clinician". */
export const summary: TurnKind = (turn) => {
  const { cues, world } = turn
  if (!cues.has.has('summary') || cues.words > LONGEST_REQUEST) return undefined
  const { phrases } = world.knowledge
  const blocks = summaryBlocks(turn)
  const text = blocks.length > 0 ? phrases.summary.lead : phrases.summary.nothing
  return {
    state: stateAfter(turn),
    blocks: [{ kind: 'paragraph', text }, ...blocks],
    choices: blocks.length > 0 ? [say(phrases.suggestions.safetyCheck)] : starters(world.knowledge),
  }
}

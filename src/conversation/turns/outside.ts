import type { TurnKind } from '../answered.ts'
import { starters } from '../blocks/choices.ts'
import { stateAfter } from '../turn.ts'

/** One calm sentence to abuse; whoever swears about a knee is asking about a knee. */
export const abuse: TurnKind = (turn) => {
  const { cues, scope, reading, world, isComplaint } = turn
  const isOurs = isComplaint || (scope === 'knee' && reading.questions.length > 0)
  if (!cues.has.has('abuse') || isOurs) return undefined
  return {
    state: stateAfter(turn),
    blocks: [{ kind: 'paragraph', text: world.knowledge.phrases.abuse }],
    choices: starters(world.knowledge),
  }
}

/** Other body parts, other subjects, and messages without words. */
export const outside: TurnKind = (turn) => {
  const { scope, reading, world } = turn
  if (scope === 'knee' || scope === 'meta') return undefined
  const { phrases } = world.knowledge
  const other = scope === 'other-body' ? phrases.otherBody : phrases.offTopic
  return {
    state: stateAfter(turn),
    blocks: [{ kind: 'paragraph', text: reading.length === 0 ? phrases.empty : other }],
    choices: starters(world.knowledge),
  }
}

import type { TurnKind } from '../answered.ts'
import { starters } from '../blocks/choices.ts'
import { variant } from '../blocks/fill.ts'
import { questionAgain } from '../next-question.ts'
import { stateAfter } from '../turn.ts'

/** Words; so brief a reply to a question of ours was meant for it, and is asked for once more. */
const SHORTEST_REPLY = 3

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
  const { scope, reading, world, cues } = turn
  if (scope === 'knee' || scope === 'meta') return undefined
  const { phrases } = world.knowledge
  const again = cues.words <= SHORTEST_REPLY && reading.length > 0 && questionAgain(turn)
  if (again) {
    return {
      ...again,
      blocks: [{ kind: 'paragraph', text: variant(phrases.notAnswered, turn.state.turns) }],
      choices: [],
    }
  }
  const other = scope === 'other-body' ? phrases.otherBody : phrases.offTopic
  return {
    state: stateAfter(turn),
    blocks: [{ kind: 'paragraph', text: reading.length === 0 ? phrases.empty : other }],
    choices: starters(world.knowledge),
  }
}

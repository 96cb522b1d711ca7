import type { TurnKind } from '../answered.ts'
import { nearestChoices, say } from '../blocks/choices.ts'
import { variant } from '../blocks/fill.ts'
import { nextQuestion } from '../next-question.ts'
import { stateAfter } from '../turn.ts'
import { professionalsBlocks } from './small-talk.ts'

/** Below this confidence one topic in four is right: none is named, the nearest are offered (docs/measurements.md). */
const SURE_OF_TOPIC = 0.25
/** The same for "my knee" and the like: a word or two that is on everybody's lips speaks for any topic. */
const SURE_OF_BRIEF_TOPIC = 0.5
/** Words. */
const BRIEF_TOPIC = 2

/**
 * Not sure: of a complaint it asks what would tell most; else it says so and offers the nearest topics. The second time
 * in a row it offers the safety check and people instead.
 */
export const unsure: TurnKind = (turn) => {
  const { topics, reading, before, named, redFlags, isAnswer, world } = turn
  const surely = reading.length <= BRIEF_TOPIC ? SURE_OF_BRIEF_TOPIC : SURE_OF_TOPIC
  const isSure = (topics[0]?.confidence ?? 0) >= surely || redFlags.length > 0
  if (isSure) return undefined
  const { phrases } = world.knowledge
  // "Not sure" to a question of ours was followed all the same.
  const unsureTurns = isAnswer ? 0 : before.unsureTurns + 1
  const state = { ...stateAfter(turn), unsureTurns }
  if (unsureTurns > 1) {
    return {
      state,
      blocks: [{ kind: 'paragraph', text: phrases.unsure.again }, ...professionalsBlocks(world)],
      choices: [phrases.suggestions.safetyCheck, phrases.suggestions.whom].map(say),
    }
  }
  const asked = nextQuestion(turn)
  if (asked.question) {
    return {
      state: { ...asked.state, unsureTurns },
      blocks: [{ kind: 'paragraph', text: variant(phrases.unsure.tellMore, state.turns) }],
      question: asked.question,
      choices: [phrases.suggestions.safetyCheck].map(say),
      introduces: true,
    }
  }
  return {
    state,
    blocks: [{ kind: 'paragraph', text: phrases.unsure.lead }],
    choices: nearestChoices(
      [...named, ...topics].map(({ id }) => id),
      world,
    ),
    introduces: true,
  }
}

import { isPressing } from '../../knowledge/index.ts'
import type { TurnKind } from '../answered.ts'
import { alertBlocks } from '../blocks/alert.ts'
import { say } from '../blocks/choices.ts'
import { summaryBlocks } from '../blocks/summary.ts'
import { toldOf } from '../flags.ts'
import { knownFrom } from '../known.ts'
import { stateAfter } from '../turn.ts'
import { checkAtDenial } from './take-back.ts'

/** An urgent or emergency level is in force: action and contacts first, and no advice on anything else. */
export const pressing: TurnKind = (turn) => {
  const { triage, world, cues, known, redFlags, state } = turn
  if (!isPressing(triage)) return undefined
  const { suggestions } = world.knowledge.phrases
  const alert = alertBlocks(
    {
      redFlags,
      present: known.present,
      toldBefore: toldOf(turn.before.redFlags, knownFrom(turn.before.findings).present),
      turn: state.turns,
      asks: cues.has,
    },
    world,
  )
  const summary = cues.has.has('summary') ? summaryBlocks(turn) : []
  const denial = turn.isNewAlarm ? undefined : checkAtDenial(turn)
  const next = stateAfter(turn)
  return {
    state: denial ? { ...next, pending: { kind: 'takeBack', redFlag: denial.redFlag } } : next,
    blocks: [...alert, ...summary],
    ...(denial ? { question: denial.question } : {}),
    choices: [
      ...(summary.length > 0 ? [] : [say(suggestions.summary)]),
      ...(denial ? [] : [say(suggestions.takeBack)]),
    ],
  }
}

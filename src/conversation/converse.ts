import type { Reply } from '../replies/index.ts'
import type { Reading } from '../understanding/index.ts'
import type { TurnKind } from './answered.ts'
import { finish } from './finish.ts'
import type { State } from './state.ts'
import { takeTurn } from './turn.ts'
import { afterAnswer } from './turns/after-answer.ts'
import { despair } from './turns/despair.ts'
import { exercises } from './turns/exercises.ts'
import { feared } from './turns/feared.ts'
import { fitsBest } from './turns/fits-best.ts'
import { followUp, more, otherKnee } from './turns/follow-up.ts'
import { foreign } from './turns/foreign.ts'
import { kneeAnswer } from './turns/knee-answer.ts'
import { limits } from './turns/limits.ts'
import { notUntilSeen } from './turns/not-until-seen.ts'
import { abuse, outside } from './turns/outside.ts'
import { particular } from './turns/particular.ts'
import { planWish } from './turns/plan-wish.ts'
import { pressing } from './turns/pressing.ts'
import { race } from './turns/race.ts'
import { reasons } from './turns/reasons.ts'
import { returnPlan } from './turns/return-plan.ts'
import { runningWithPain } from './turns/running-with-pain.ts'
import { safetyCheck } from './turns/safety-check.ts'
import { smallTalk } from './turns/small-talk.ts'
import { summary } from './turns/summary.ts'
import { settleTakeBack, takeBack } from './turns/take-back.ts'
import { takenBack } from './turns/taken-back.ts'
import { training } from './turns/training.ts'
import { unsure } from './turns/unsure.ts'
import type { World } from './world.ts'

/**
 * The policy: the kinds of turns in the order in which they are tried; the first that has an answer gives it.
 * Taking back comes before the alarm that it is about, and the alarm before everything else; then
 * despair, before any answer about knees.
 */
const KINDS: readonly TurnKind[] = [
  foreign,
  settleTakeBack,
  takeBack,
  pressing,
  despair,
  takenBack,
  summary,
  safetyCheck,
  abuse,
  exercises,
  returnPlan,
  planWish,
  notUntilSeen,
  training,
  race,
  runningWithPain,
  smallTalk,
  feared,
  reasons,
  fitsBest,
  more,
  otherKnee,
  limits,
  outside,
  particular,
  followUp,
  afterAnswer,
  unsure,
]

/** One turn: pure; the same state and reading give the same reply. `text` is searched for names, days and numbers, never kept. */
export function converse(
  state: State,
  reading: Reading,
  text: string,
  world: World,
): { state: State; reply: Reply } {
  const turn = takeTurn(state, reading, text, world)
  for (const kind of KINDS) {
    const answered = kind(turn)
    if (answered) return finish(turn, answered)
  }
  return finish(turn, kneeAnswer(turn))
}

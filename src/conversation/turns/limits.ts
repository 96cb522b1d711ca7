import type { Block } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { kneeAnswer } from './knee-answer.ts'

/** Asked for a dose or to judge a doctor, it says first what it does not do; then it answers the rest. */
export const limits: TurnKind = (turn) => {
  const { cues, scope, world } = turn
  const { noDose, secondOpinion } = world.knowledge.phrases
  if (scope !== 'knee') return undefined
  const said: Block[] = [
    ...(cues.has.has('dose') ? [noDose] : []),
    ...(cues.has.has('secondOpinion') ? [secondOpinion] : []),
  ].map((text) => ({ kind: 'paragraph', text }))
  if (said.length === 0) return undefined
  const answered = kneeAnswer(turn)
  return { ...answered, blocks: [...said, ...answered.blocks] }
}

import { type Block, sentencesOf } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { relatedChoices } from '../blocks/choices.ts'
import { variant } from '../blocks/fill.ts'
import { isHeard } from '../heard.ts'
import { BRIEF, stateAfter, type Turn, withFocus } from '../turn.ts'
import { kneeAnswer } from './knee-answer.ts'

const MEDICINE = 'pain-medicine'
/** An amount of a medicine: the number and its unit. */
const AMOUNT = /\d\s*m?g\b/i

/** Asked for a dose, a supplement or to judge a doctor, it says first what it does not do; then it answers the rest. */
export const limits: TurnKind = (turn) => {
  const { cues, scope, world, followUp, topics } = turn
  const { noSupplements, secondOpinion } = world.knowledge.phrases
  const isNumber = asksForNumber(turn)
  if (scope !== 'knee' && !isNumber) return undefined
  const isDose = cues.has.has('dose') || isNumber
  const said: Block[] = [
    ...(isDose ? [noDose(turn)] : []),
    ...(cues.has.has('secondOpinion') ? [secondOpinion] : []),
    ...(followUp?.id === 'supplements' ? [noSupplements] : []),
  ].map((text) => ({ kind: 'paragraph', text }))
  if (said.length === 0) return undefined
  if (isNumber || followUp?.id === 'supplements') {
    return {
      state: withFocus(stateAfter(turn), MEDICINE),
      blocks: said,
      choices: relatedChoices(MEDICINE, topics, world),
      topic: MEDICINE,
      introduces: true,
    }
  }
  const answered = kneeAnswer(turn)
  return { ...answered, blocks: [...said, ...answered.blocks] }
}

/** "Just tell me the number", "400 or 800 mg?": after painkillers were spoken of it is about the dose. */
function asksForNumber({ followUp, state, text, cues }: Turn): boolean {
  const isAmount = state.topic === MEDICINE && cues.words <= BRIEF && AMOUNT.test(text)
  return isAmount || followUp?.id === 'number-of-tablets'
}

/** The refusal, in words that did not stand in the replies just before. */
function noDose({ before, state, world }: Turn): string {
  const { noDose: variants } = world.knowledge.phrases
  const isNew = (text: string) =>
    !sentencesOf(text).some((sentence) => isHeard(before.heard, sentence))
  return variants.find(isNew) ?? variant(variants, state.turns)
}

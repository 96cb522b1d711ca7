import { readTrainingLog, trainingChart, trainingCheck } from '../../plans/index.ts'
import { type Block, texts } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { relatedChoices } from '../blocks/choices.ts'
import { stateAfter, withFocus } from '../turn.ts'

const TOPIC = 'gradual-progression'
/** Numbers from which a message may be a list by itself, and the share of its words that they then make up. */
const LIST_ENTRIES = 4
const LIST_SHARE = 0.4

/** "Check my training": the largest step of a list, drawn, and what the evidence does and does not say about it. */
export const training: TurnKind = (turn) => {
  const { before, cues, text, world, state, scope } = turn
  const log = readTrainingLog(text)
  const count = log.entries.length
  const isList = count >= LIST_ENTRIES && count >= LIST_SHARE * cues.words
  const isAnswer = before.pending?.kind === 'training' && count > 0
  const isAsked = cues.has.has('training') && scope !== 'meta'
  if (!isAnswer && !isAsked && !(isList && log.kind !== 'unknown')) return undefined

  const { knowledge, plans } = world
  const next = withFocus(stateAfter(turn), TOPIC)
  const check = trainingCheck(log, plans)
  if (check.kind === 'too-short') {
    const ask = count === 0 ? knowledge.phrases.training.ask : check.text
    return {
      state: { ...next, pending: { kind: 'training' } },
      blocks: [{ kind: 'paragraph', text: ask }],
      choices: [],
      topic: TOPIC,
      introduces: true,
    }
  }
  const svg = trainingChart(log, { check, id: `training-${state.turns}`, rules: plans })
  const paragraph = (line: string): Block => ({ kind: 'paragraph', text: line })
  return {
    state: next,
    blocks: [
      ...(svg ? [{ kind: 'chart' as const, svg, text: check.text }] : [paragraph(check.text)]),
      ...texts(check.says).map(paragraph),
      ...(check.next ? [paragraph(check.next.text)] : []),
      ...texts(check.doesNotSay).map(paragraph),
    ],
    choices: relatedChoices(TOPIC, turn.topics, world),
    topic: TOPIC,
    introduces: true,
  }
}

import { keyOf } from '../../assessment/index.ts'
import { referencesOf } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { say } from '../blocks/choices.ts'
import { filled, uncapital } from '../blocks/fill.ts'
import { askFor } from '../blocks/question.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { QUESTION_LIMIT, withAsked } from '../next-question.ts'
import { stateAfter } from '../turn.ts'

/** "Is it a blood clot?": what would speak for the warning sign, what to do then, and its own question. */
export const feared: TurnKind = (turn) => {
  const { followUp, world, before } = turn
  const entry = world.knowledge.redFlags.get(followUp?.redFlag ?? '')
  if (!entry) return undefined
  const { feared: words, suggestions } = world.knowledge.phrases
  const confirm = { kind: 'confirm', redFlag: entry.id } as const
  const key = keyOf(confirm)
  const mayAsk = !before.asked.includes(key) && before.questions < QUESTION_LIMIT
  const { question, pending } = askFor(confirm, world)
  const after = stateAfter(turn)
  const text = [
    filled(words.cannotTell, { what: entry.sign }),
    filled(words.ifSo, { what: uncapital(entry.doNow[0]?.text ?? '') }),
  ].join(' ')
  return {
    state: mayAsk ? withAsked({ ...after, pending }, key) : after,
    blocks: [
      ...soonBlocks(turn),
      { kind: 'paragraph', text },
      { kind: 'sources', items: referencesOf(entry, world.knowledge.sources), evidence: null },
    ],
    ...(mayAsk ? { question } : {}),
    choices: [suggestions.safetyCheck, suggestions.whom].map(say),
    introduces: true,
  }
}

import { redFlagWordsFor } from '../../knowledge/index.ts'
import type { Block } from '../../replies/index.ts'
import type { Answered, TurnKind } from '../answered.ts'
import { aftercareBlocks, beginAftercare, withNumbers } from '../blocks/aftercare.ts'
import { say, starters } from '../blocks/choices.ts'
import { variant } from '../blocks/fill.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { stateAfter, type Turn } from '../turn.ts'

const DESPAIR = 'despair'
const SELF_HARM = 'self-harm'

const FLAG = 'life-threatening-symptoms'

/** Despair that is short of self-harm: warm words, whom to talk to, and the question whether it is more. */
export const despair: TurnKind = (turn) => {
  const { before, known, reading, said, state, world } = turn
  const { phrases } = world.knowledge
  const isAsked = before.pending?.kind === 'finding' && before.pending.finding === SELF_HARM
  if (isAsked && reading.answer === 'no') {
    const answered = cared(turn, phrases.despair.no)
    return { ...answered, blocks: [...aftercareBlocks(answered.state, world), ...answered.blocks] }
  }
  if (isAsked && reading.answer === 'unsure') return cared(turn, phrases.despair.unsure)
  if (said.get(DESPAIR) !== 'present') return undefined
  const answered = cared(turn, variant(phrases.despair.says, state.turns))
  const confirm = confirmOf(turn)
  // Asked again as long as it was not answered: this one is not let go.
  if (!confirm || known.absent.has(SELF_HARM)) return answered
  const { yes, no, unsure } = phrases.question.options
  return {
    ...answered,
    state: {
      ...answered.state,
      pending: { kind: 'finding', finding: SELF_HARM },
    },
    question: {
      kind: 'question',
      text: `${phrases.takeBackCheck} ${confirm}`,
      options: [yes, no, unsure].map(say),
    },
    choices: [],
  }
}

/** Warm words, and whom to call in front of the next replies. */
function cared(turn: Turn, says: string): Answered {
  const { world } = turn
  const paragraph: Block = { kind: 'paragraph', text: withNumbers(says, world) }
  const next = stateAfter(turn)
  return {
    state: { ...next, aftercare: beginAftercare(FLAG, [SELF_HARM], next.turns) },
    blocks: [paragraph, ...soonBlocks(turn)],
    choices: starters(world.knowledge),
  }
}

function confirmOf({ world }: Turn): string | undefined {
  const entry = world.knowledge.redFlags.get(FLAG)
  return entry && redFlagWordsFor(entry, new Set([SELF_HARM])).words.confirm
}

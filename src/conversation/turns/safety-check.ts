import type { Block } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { starters } from '../blocks/choices.ts'
import { QUESTION_LIMIT, withAsked } from '../next-question.ts'
import { stateAfter, type Turn } from '../turn.ts'

const KEY = 'safetyCheck'

/** The warning signs as something to tap; a sign that is tapped is read as any message is. */
export const safetyCheck: TurnKind = (turn) => {
  const { before, reading, cues, world } = turn
  const { phrases, dialogue } = world.knowledge
  if (before.pending?.kind === 'safetyCheck' && reading.answer === 'no') {
    return {
      state: stateAfter(turn),
      blocks: [{ kind: 'paragraph', text: phrases.safetyCheck.none }],
      choices: starters(world.knowledge),
    }
  }
  if (!cues.has.has('safetyCheck')) return undefined
  const next = stateAfter(turn)
  const lead: Block = { kind: 'paragraph', text: phrases.safetyCheck.lead }
  if (before.asked.includes(KEY) || before.questions >= QUESTION_LIMIT) {
    return { state: next, blocks: [lead, signs(turn)], choices: starters(world.knowledge) }
  }
  return {
    state: withAsked({ ...next, pending: { kind: 'safetyCheck' } }, KEY),
    blocks: [lead],
    question: { kind: 'question', text: phrases.safetyCheck.ask, options: dialogue.safetyCheck },
    choices: [],
  }
}

/** The same signs to read, where nothing more may be asked. */
function signs({ world }: Turn): Block {
  const { phrases, dialogue } = world.knowledge
  return {
    kind: 'list',
    title: phrases.safetyCheck.tell,
    ordered: false,
    items: dialogue.safetyCheck.slice(0, -1).map(({ label }) => label),
  }
}

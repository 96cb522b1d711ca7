import type { Block } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { say, starters } from '../blocks/choices.ts'
import { stateAfter } from '../turn.ts'
import type { World } from '../world.ts'

/** Small talk and questions about Kneewise itself; the topic in focus stays where it is. */
export const smallTalk: TurnKind = (turn) => {
  const { scope, reading, state, world } = turn
  if (scope !== 'meta') return undefined
  const kind = reading.meta ?? 'help'
  const { phrases } = world.knowledge
  const isEnd = kind === 'goodbye' || kind === 'thanks' || kind === 'talk-to-a-human'
  const hasStory = state.complaint && state.findings.length > 0
  return {
    state: stateAfter(turn),
    blocks: [
      { kind: 'paragraph', text: phrases.meta[kind] },
      ...(kind === 'talk-to-a-human' ? professionalsBlocks(world) : []),
    ],
    choices:
      isEnd && hasStory
        ? [phrases.suggestions.summary, phrases.suggestions.exercises].map(say)
        : starters(world.knowledge),
    introduces: true,
  }
}

/** The club's own professionals, where it has named any. */
export function professionalsBlocks({ club, knowledge }: World): Block[] {
  const items = club.professionals.map(
    ({ name, role, phone }) => `${name}, ${role}${phone ? `, ${phone}` : ''}`,
  )
  const title = knowledge.phrases.clubProfessionals.replace(/:$/, '')
  return items.length > 0 ? [{ kind: 'list', title, ordered: false, items }] : []
}

import { referencesOf, texts, topicBlocks } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { relatedChoices } from '../blocks/choices.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { stateAfter, withFocus } from '../turn.ts'

/** "Heat or ice?": the sentence of an entry that answers just this, and folded behind it the entry. */
export const particular: TurnKind = (turn) => {
  const { followUp, world, state, topics } = turn
  const { knowledge } = world
  const entry = knowledge.topics.get(followUp?.topic ?? state.topic ?? '')
  const said = entry?.particulars?.filter(({ to }) => to === followUp?.id) ?? []
  if (!entry || said.length === 0) return undefined
  const folded = topicBlocks(entry, knowledge).filter(({ kind }) => kind === 'more')
  return {
    state: withFocus(stateAfter(turn), entry.id),
    blocks: [
      ...soonBlocks(turn),
      { kind: 'paragraph', text: texts(said).join(' ') },
      ...folded,
      {
        kind: 'sources',
        items: referencesOf(entry, knowledge.sources),
        evidence: entry.evidence.note,
      },
    ],
    choices: relatedChoices(entry.id, topics, world),
    topic: entry.id,
    introduces: true,
  }
}

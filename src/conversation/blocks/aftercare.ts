import { redFlagWordsFor } from '../../knowledge/index.ts'
import { type Block, crisisWords, texts } from '../../replies/index.ts'
import { KEPT, type State } from '../state.ts'
import type { World } from '../world.ts'
import { filled, variant } from './fill.ts'

/** Replies in front of which the line to call stands, after a danger to life was denied. */
const REPLIES = 4

/** Aftercare from this reply on, for what these findings told of. */
export function beginAftercare(
  redFlag: string,
  from: readonly string[],
  turn: number,
): NonNullable<State['aftercare']> {
  return { redFlag, from: from.slice(0, KEPT.raisedBy), until: turn + REPLIES - 1 }
}

/** Whom to call if it comes back; empty when it is over, or was never there. */
export function aftercareBlocks(
  { aftercare, turns }: Pick<State, 'aftercare' | 'turns'>,
  world: World,
): Block[] {
  if (!aftercare || turns > aftercare.until) return []
  const entry = world.knowledge.redFlags.get(aftercare.redFlag)
  const afterNo = entry && redFlagWordsFor(entry, new Set(aftercare.from)).words.afterNo
  if (!afterNo) return []
  return [{ kind: 'paragraph', text: withNumbers(variant(texts(afterNo), turns), world) }]
}

/** A sentence with whom to call in it. */
export function withNumbers(sentence: string, { club, knowledge }: World): string {
  return filled(sentence, crisisWords(club.country, knowledge))
}

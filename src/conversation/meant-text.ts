import type { State } from './state.ts'
import type { World } from './world.ts'

/** Where a number was asked for, a number is the answer. */
const ASKS_A_NUMBER: ReadonlySet<string | undefined> = new Set(['return', 'race', 'training'])

/**
 * What a message means: the number of a choice that was offered stands for what the choice says, and "all of them" for
 * every warning sign of the safety check.
 */
export function meantText(
  { offered, pending }: State,
  text: string,
  { readChoice }: Pick<World, 'readChoice'>,
): string {
  const choice = readChoice(text)
  if (choice === null) return text
  if (choice === 'all') {
    // The last one says that it is none of these.
    return pending?.kind === 'safetyCheck' ? offered.slice(0, -1).join('. ') : text
  }
  const isMeant = choice.isOrdinal || !ASKS_A_NUMBER.has(pending?.kind)
  return isMeant ? (offered[choice.number - 1] ?? text) : text
}

import { converse, createWorld, NEW_STATE, type State } from '../../../src/conversation/index.ts'
import { loadIntents } from '../../../src/knowledge/index.ts'
import { PATHS } from '../../../src/paths.ts'
import type { Reply } from '../../../src/replies/index.ts'
import { createUnderstanding, type Reading } from '../../../src/understanding/index.ts'
import { BRITISH_CLUB, core } from '../../core.ts'
import { type Chance, seededChance } from './chance.ts'
import { createUtterances } from './utterances.ts'

/** A Thursday. */
const TODAY = '2026-11-26'
/** Messages of the longest walk. */
const LONGEST = 12
/** Readings kept at most; more than there are example questions, denials and options. */
const REMEMBERED = 25_000

/**
 * One turn of a walk: what was said, the reply, the state after it, whether taking it again gave the same, and the
 * warning signs that the message would have raised as the first of a conversation.
 */
export type Turn = {
  text: string
  reply: Reply
  state: State
  isRepeatable: boolean
  alone: State['redFlags']
}

/** A simulated conversation; `crash` when a turn threw, with the message that did it. */
export type Walk = {
  seed: number
  turns: readonly Turn[]
  crash?: { text: string; error: unknown }
}

/** Walks through one conversation; the same seed walks the same way. */
export type Walker = (seed: number) => Walk

/**
 * Makes a walker over the pure core, each turn taken twice. `remember`: readings are kept, since a hundred thousand
 * walks meet each example question many times; without it each message is read twice as well.
 */
export function createWalker({ remember }: { remember: boolean }): Walker {
  const { knowledge, plans, model } = core
  const intents = loadIntents(PATHS.intents, knowledge)
  const utterances = createUtterances(intents, knowledge)
  const kept = <Value>(read: (text: string) => Value) => {
    const memory = new Map<string, Value>()
    return (text: string): Value => {
      const value = memory.get(text) ?? read(text)
      if (remember && memory.size < REMEMBERED) memory.set(text, value)
      return value
    }
  }
  const understand: (text: string) => Reading = kept(createUnderstanding(knowledge, model))
  const fixed = createWorld({ knowledge, plans, club: BRITISH_CLUB })
  const world = {
    ...fixed,
    searchNames: kept(fixed.searchNames),
    readCues: kept(fixed.readCues),
    today: TODAY,
  }
  const taken = (state: State, text: string) => converse(state, understand(text), text, world)

  return (seed) => {
    const chance: Chance = seededChance(seed)
    const turns: Turn[] = []
    let state = NEW_STATE
    for (let left = 2 + chance.below(LONGEST - 1); left > 0; left -= 1) {
      const text = utterances(chance, turns.at(-1)?.reply)
      try {
        const asStored = JSON.stringify(state)
        const first = taken(state, text)
        const second = taken(JSON.parse(asStored) as State, text)
        const isRepeatable = JSON.stringify(first) === JSON.stringify(second)
        state = first.state
        const alone = taken(NEW_STATE, text).state.redFlags
        turns.push({ text, ...first, isRepeatable, alone })
      } catch (error) {
        return { seed, turns, crash: { text, error } }
      }
    }
    return { seed, turns }
  }
}

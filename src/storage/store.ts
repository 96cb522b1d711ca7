/** A state as JSON, and the version that guards against two writers; 0 before the first save, else opaque. */
export type Saved = { state: unknown; version: number }

/** One entry of a conversation's activity log. */
export type Logged = { sequence: number; activity: unknown }

/** What one turn of a conversation changes. Durations are milliseconds from now. */
export type Turn = {
  /** The next state and the version it was made from; left out when only the log grows. */
  state?: Saved
  /** How long the conversation is kept. */
  keepMs: number
  /** Added to the log in this order. */
  activities?: readonly unknown[]
  /** How long these activities are kept; as long as the conversation when not given. */
  logMs?: number
  /** The sender's own id of the turn: repeated within a day and the next 32 turns, it commits nothing. */
  key?: string
  /** Whose conversation it is, such as a person and a workspace; for erasing everything of theirs. */
  owners?: readonly string[]
}

/** `first` is the sequence of the turn's first activity, the others follow without a gap; 0 when it logged none. */
export type Committed =
  | { kind: 'committed'; first: number }
  /** Somebody saved since `version`, or the conversation was forgotten: load again. */
  | { kind: 'stale' }
  | { kind: 'repeated'; first: number }

/** So many at once, and one more each `refillMs`. */
export type Limit = { burst: number; refillMs: number }

/**
 * What Kneewise keeps: conversations, and in the same way any small JSON value under an id of its owner's making. Atomic
 * means: all or nothing, even when the process dies in the middle, and one after the other for all processes that share
 * the store. Every method may throw StoreUnavailable; a commit that threw may be repeated with its key. The contract test
 * of tests/storage runs against every implementation.
 */
export interface Store {
  /** The state as last committed, or nothing for a new, expired or forgotten conversation. Atomic. */
  load(conversation: string): Promise<Saved | undefined>
  /** Whether `load` would give something, without reading it. Atomic. */
  has(conversation: string): Promise<boolean>
  /** Saves state, activities and key together, or nothing of it. Atomic. */
  commit(conversation: string, turn: Turn): Promise<Committed>
  /** At most `limit` entries after a sequence, oldest first. Sequences only grow, even when all expired. Atomic. */
  entriesAfter(conversation: string, sequence: number, limit: number): Promise<Logged[]>
  /** The sequence of the newest entry, 0 for an empty log. Atomic. */
  lastSequence(conversation: string): Promise<number>
  /** Calls back once it watches, and soon after any process added to the log or forgot it; until the result is called. */
  watch(conversation: string, listener: () => void): () => void
  /** Leaves no trace of conversations: state, log, keys, and who owned them. Atomic for each, but for the owners. */
  forget(...conversations: string[]): Promise<void>
  /** The conversations of one owner. Not atomic: one that just begins may be missing. */
  conversationsOf(owner: string): Promise<string[]>

  /** True for the first to claim a key until it expires or is released. Atomic. */
  claim(key: string, keepMs: number): Promise<boolean>
  /** Lets a claim last that long from now, whether or not it still held. Atomic. */
  prolong(key: string, keepMs: number): Promise<void>
  /** Lets the next one claim the key. Atomic. */
  release(key: string): Promise<void>
  /** Counts one use of a key: 0 when it is within the limit, else the milliseconds to wait. Atomic. */
  spend(key: string, limit: Limit): Promise<number>

  /** Adds one to a counter that nobody's name is in, such as the thumbs up of a topic. Atomic. */
  increment(counter: string): Promise<void>
  counters(): Promise<Record<string, number>>

  /** Throws when the store cannot be used now. */
  ping(): Promise<void>
  /** Erases everything that has expired. Not atomic; run it now and then, from any process. */
  sweep(): Promise<void>
  close(): Promise<void>
}

/** The store cannot be reached, is full or is broken; whether the last call took effect is not known. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'

  constructor(cause: unknown, which = 'the store') {
    super(`${which} cannot be used: ${cause instanceof Error ? cause.message : 'unknown'}`, {
      cause,
    })
  }
}

/** A saved conversation: its state as JSON, and the version that guards against two writers. */
export type Saved = { state: unknown; version: number }

/** One entry of a conversation's activity log; `sequence` counts from 1 without gaps. */
export type Logged = { sequence: number; activity: unknown }

/**
 * What Kneewise keeps. Every method is atomic by itself; times are milliseconds since 1970 and come from the caller.
 * The contract test of tests/storage runs against every implementation.
 */
export interface Store {
  /** The last saved state, or nothing for a new, expired or forgotten conversation. */
  load(conversation: string, now: number): Promise<Saved | undefined>
  /** Saves if nobody saved since `version` (0: never saved); false means load again and retry. */
  save(conversation: string, next: Saved, expiresAt: number): Promise<boolean>
  /** Adds to the replay log of web chat and gives the new entry's number. */
  append(conversation: string, activity: unknown, expiresAt: number): Promise<number>
  /** The log's entries after a number, oldest first. */
  entriesAfter(conversation: string, sequence: number, now: number): Promise<Logged[]>
  /** True for the first to claim a key until it expires; so an event is answered once. */
  claim(key: string, now: number, expiresAt: number): Promise<boolean>
  /** Leaves no trace of the conversation, neither state nor log. */
  forget(conversation: string): Promise<void>
  /** Erases everything that has expired. */
  sweep(now: number): Promise<void>
  close(): Promise<void>
}

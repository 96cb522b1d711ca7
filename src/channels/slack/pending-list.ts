import { z } from 'zod'
import type { Store } from '../../storage/index.ts'

const LOG = 'slack:pending'
const CURSOR = 'slack:pending-from'
const MINUTE_MS = 60_000
/** As long as a question may wait for its answer. */
const LISTED_MS = 60 * MINUTE_MS
/** Between being listed and being kept lie moments; what is still not kept after this never will be. */
const SETTLED_MS = MINUTE_MS
const READ_AT_ONCE = 1_000
const Listed = z.strictObject({ id: z.string() })
const Cursor = z.strictObject({ sequence: z.number() })

export type PendingList = {
  add(id: string): Promise<void>
  finished(id: string): void
  /** Nothing is kept under a listed id; it is dropped unless it may only just have been listed. */
  absent(id: string): void
  /** Ids that were listed, by whichever process, and not finished as far as is known here. */
  open(): Promise<string[]>
}

/**
 * The ids of questions whose answers may not be sent yet, for all processes that share the store. One log; each process
 * reads what is new, and how far everything is finished is kept, so that a start need not read the whole hour.
 */
export function createPendingList(store: Store, now: () => number): PendingList {
  const open = new Map<number, { id: string; seenAt: number }>()
  const finished = new Set<string>()
  const absent = new Set<string>()
  let read: number | undefined
  let keptCursor = 0

  return {
    async add(id) {
      await store.commit(LOG, { keepMs: LISTED_MS, activities: [{ id }] })
    },
    finished: (id) => void finished.add(id),
    absent: (id) => void absent.add(id),
    async open() {
      await readNew()
      for (const [sequence, { id, seenAt }] of open) {
        const age = now() - seenAt
        if (finished.has(id) || age > LISTED_MS || (absent.has(id) && age > SETTLED_MS))
          open.delete(sequence)
      }
      finished.clear()
      absent.clear()
      await keepCursor()
      return [...new Set([...open.values()].map(({ id }) => id))]
    },
  }

  async function readNew(): Promise<void> {
    read ??= await cursor()
    for (;;) {
      const entries = await store.entriesAfter(LOG, read, READ_AT_ONCE)
      for (const { sequence, activity } of entries) {
        read = Math.max(read, sequence)
        const listed = Listed.safeParse(activity)
        if (listed.success) open.set(sequence, { id: listed.data.id, seenAt: now() })
      }
      if (entries.length < READ_AT_ONCE) return
    }
  }

  async function cursor(): Promise<number> {
    const saved = await store.load(CURSOR)
    const parsed = Cursor.safeParse(saved?.state)
    keptCursor = parsed.success ? parsed.data.sequence : 0
    return keptCursor
  }

  /** Everything before the oldest open entry is finished. Whoever keeps it last counts; a lower one costs nothing. */
  async function keepCursor(): Promise<void> {
    const oldest = Math.min(...open.keys(), (read ?? 0) + 1)
    const sequence = oldest - 1
    if (sequence <= keptCursor) return
    keptCursor = sequence
    const saved = await store.load(CURSOR)
    const next = { state: { sequence }, version: saved?.version ?? 0 }
    await store.commit(CURSOR, { state: next, keepMs: LISTED_MS })
  }
}

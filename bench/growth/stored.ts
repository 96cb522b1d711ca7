import type { Store } from '../../src/storage/index.ts'

const KEEP_MS = 30 * 86_400_000
const LOG_MS = 86_400_000
/** Commits asked for at once while filling. */
const TOGETHER = 2_000

/** A state as large as those of ordinary conversations: about 700 bytes. */
const STATE = {
  version: 2,
  turns: 4,
  findings: Array.from({ length: 8 }, (_, index) => ({
    id: `finding-number-${index}`,
    assertion: 'present',
    turn: 1 + (index % 4),
  })),
  topic: 'patellofemoral-pain',
  redFlags: [],
  asked: ['worse-downstairs', 'swelling-slow', 'locking'],
}
const ACTIVITIES = [
  {
    type: 'message',
    text: 'my knee hurts going downstairs since last week',
    from: { role: 'user' },
  },
  { type: 'message', text: 'x'.repeat(600), from: { role: 'bot' } },
]

/** Puts so many conversations into an empty store. */
export async function fill(store: Store, conversations: number): Promise<void> {
  for (let from = 0; from < conversations; from += TOGETHER) {
    const ids = Array.from({ length: Math.min(TOGETHER, conversations - from) }, (_, i) => from + i)
    await Promise.all(
      ids.map((id) =>
        store.commit(idOf(id), { state: { state: STATE, version: 0 }, keepMs: KEEP_MS }),
      ),
    )
  }
}

/** How long it takes to load a conversation chosen by chance and to save its next turn, in milliseconds. */
export async function loadAndSave(store: Store, conversations: number): Promise<number> {
  const id = idOf(Math.floor(Math.random() * conversations))
  const startedAt = performance.now()
  const saved = await store.load(id)
  if (!saved) throw new Error('a stored conversation is missing')
  const { kind } = await store.commit(id, {
    state: saved,
    keepMs: KEEP_MS,
    activities: ACTIVITIES,
    logMs: LOG_MS,
    key: crypto.randomUUID(),
  })
  if (kind !== 'committed') throw new Error('nobody else writes here')
  return performance.now() - startedAt
}

export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function idOf(number: number): string {
  return `webchat:${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`
}

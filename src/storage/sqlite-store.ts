import type { DatabaseSync } from 'node:sqlite'
import { createGroupCommit } from './group-commit.ts'
import { createMemoryLimits } from './memory-limits.ts'
import { openDatabase } from './sqlite-schema.ts'
import { type Committed, type Logged, type Store, StoreUnavailable, type Turn } from './store.ts'
import { createWatchers } from './watchers.ts'

const KEY_MS = 86_400_000
/** Writes wait so long for company: under load one flush to the disk serves several, alone nobody notices. */
const GATHERING_MS = 12

/**
 * The embedded store: one SQLite file in WAL mode, for one process; `:memory:` keeps nothing. `now` gives milliseconds
 * since 1970.
 */
export function openSqliteStore(path: string, now: () => number = Date.now): Store {
  const database = openDatabase(path)
  const sql = prepare(database)
  const { write, flush } = createGroupCommit(
    database,
    path === ':memory:' ? queueMicrotask : (flush) => setTimeout(flush, GATHERING_MS),
  )
  const limits = createMemoryLimits(now)
  const watchers = createWatchers({})
  /** What a commit added, only while those who watch are told of it: they need not read it back from the file. */
  let added: { conversation: string; after: number; entries: Logged[] } | undefined

  /** `last` is the newest entry before. */
  function commit(conversation: string, turn: Turn): Committed & { last?: number } {
    const { state, keepMs, activities = [], logMs = keepMs, key, owners = [] } = turn
    const at = now()
    const before = key === undefined ? undefined : sql.firstOfKey.get(conversation, key, at)
    if (before) return { kind: 'repeated', first: Number(before.first) }
    if (state && !save(conversation, state, at, at + keepMs)) return { kind: 'stale' }
    let first = 0
    let last = 0
    if (activities.length > 0) {
      // Beginning at the clock, a log that has expired never uses a number again.
      last = lastSequence(conversation)
      first = last > 0 ? last + 1 : at
      for (const [index, activity] of activities.entries()) {
        sql.log.run(conversation, first + index, JSON.stringify(activity), at + logMs)
      }
    }
    if (key !== undefined) sql.putKey.run(conversation, key, first, at + KEY_MS)
    for (const owner of owners) sql.own.run(owner, conversation, at + keepMs)
    return { kind: 'committed', first, last }
  }

  function save(
    conversation: string,
    { state, version }: { state: unknown; version: number },
    at: number,
    expiresAt: number,
  ): boolean {
    const text = JSON.stringify(state)
    if (version > 0) {
      return sql.update.run(text, expiresAt, conversation, version, at).changes === 1
    }
    sql.expire.run(conversation, at)
    // A version from the clock, so that a conversation begun anew is never taken for the forgotten one.
    return sql.insert.run(conversation, text, at * 1_000, expiresAt).changes === 1
  }

  function loggedAfter(conversation: string, sequence: number, limit: number): Logged[] {
    return sql.entriesAfter.all(conversation, sequence, now(), limit).map((row) => ({
      sequence: Number(row.sequence),
      activity: JSON.parse(String(row.activity)),
    }))
  }

  function lastSequence(conversation: string): number {
    return Number(sql.lastSequence.get(conversation)?.last ?? 0)
  }

  /** What was erased is gone from the write-ahead log as well. */
  function truncateLog(): void {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  async function read<Result>(work: () => Result): Promise<Result> {
    try {
      return work()
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  }

  return {
    load: (conversation) =>
      read(() => {
        const row = sql.load.get(conversation, now())
        return row && { state: JSON.parse(String(row.state)), version: Number(row.version) }
      }),
    has: (conversation) => read(() => sql.has.get(conversation, now()) !== undefined),
    async commit(conversation, turn) {
      const { last: after = 0, ...committed } = await write(() => commit(conversation, turn))
      if (committed.kind === 'committed' && turn.activities) {
        const { first } = committed
        const entries = turn.activities.map((activity, index) => ({
          sequence: first + index,
          activity,
        }))
        added = { conversation, after, entries }
        watchers.wake(conversation)
        added = undefined
      }
      return committed
    },
    entriesAfter: (conversation, sequence, limit) =>
      read(() => {
        if (added?.conversation === conversation && added.after === sequence)
          return added.entries.slice(0, limit)
        return loggedAfter(conversation, sequence, limit)
      }),
    lastSequence: (conversation) => read(() => lastSequence(conversation)),
    watch(conversation, listener) {
      queueMicrotask(listener)
      return watchers.add(conversation, listener)
    },
    async forget(...conversations) {
      await write(() => {
        for (const conversation of conversations) {
          for (const statement of sql.forget) statement.run(conversation)
        }
      })
      await read(truncateLog)
      for (const conversation of conversations) watchers.wake(conversation)
    },
    conversationsOf: (owner) =>
      read(() => sql.owned.all(owner, now()).map((row) => String(row.conversation))),

    claim: (key, keepMs) =>
      write(() => {
        sql.unclaim.run(key, now())
        return sql.claim.run(key, now() + keepMs).changes === 1
      }),
    prolong: (key, keepMs) => write(() => void sql.prolong.run(key, now() + keepMs)),
    release: (key) => write(() => void sql.release.run(key)),
    spend: async (key, limit) => limits.spend(key, limit),

    increment: (counter) => write(() => void sql.increment.run(counter)),
    counters: () =>
      read(() =>
        Object.fromEntries(
          sql.counters.all().map(({ name, count }) => [String(name), Number(count)]),
        ),
      ),

    ping: () => write(() => void sql.ping.get()),
    async sweep() {
      await write(() => {
        for (const statement of sql.sweep) statement.run(now())
      })
      await read(truncateLog)
    },
    async close() {
      flush()
      database.close()
    },
  }
}

function prepare(database: DatabaseSync) {
  const each = (statements: readonly string[]) => statements.map((text) => database.prepare(text))
  const timed = ['conversation', 'activity', 'turn_key', 'owner', 'claim']
  const ofConversation = ['activity', 'turn_key', 'owner']
  return {
    load: database.prepare(
      'SELECT state, version FROM conversation WHERE id = ? AND expires_at > ?',
    ),
    has: database.prepare('SELECT 1 FROM conversation WHERE id = ? AND expires_at > ?'),
    expire: database.prepare('DELETE FROM conversation WHERE id = ? AND expires_at <= ?'),
    insert: database.prepare(
      'INSERT INTO conversation (id, state, version, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
    ),
    update: database.prepare(
      `UPDATE conversation SET state = ?, version = version + 1, expires_at = ?
       WHERE id = ? AND version = ? AND expires_at > ?`,
    ),
    firstOfKey: database.prepare(
      'SELECT first FROM turn_key WHERE conversation = ? AND key = ? AND expires_at > ?',
    ),
    putKey: database.prepare(
      'INSERT OR REPLACE INTO turn_key (conversation, key, first, expires_at) VALUES (?, ?, ?, ?)',
    ),
    lastSequence: database.prepare(
      'SELECT max(sequence) AS last FROM activity WHERE conversation = ?',
    ),
    log: database.prepare(
      'INSERT INTO activity (conversation, sequence, activity, expires_at) VALUES (?, ?, ?, ?)',
    ),
    entriesAfter: database.prepare(
      `SELECT sequence, activity FROM activity
       WHERE conversation = ? AND sequence > ? AND expires_at > ? ORDER BY sequence LIMIT ?`,
    ),
    own: database.prepare(
      'INSERT OR REPLACE INTO owner (owner, conversation, expires_at) VALUES (?, ?, ?)',
    ),
    owned: database.prepare('SELECT conversation FROM owner WHERE owner = ? AND expires_at > ?'),
    forget: each([
      'DELETE FROM conversation WHERE id = ?',
      ...ofConversation.map((table) => `DELETE FROM ${table} WHERE conversation = ?`),
    ]),
    unclaim: database.prepare('DELETE FROM claim WHERE key = ? AND expires_at <= ?'),
    claim: database.prepare(
      'INSERT INTO claim (key, expires_at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING',
    ),
    prolong: database.prepare('INSERT OR REPLACE INTO claim (key, expires_at) VALUES (?, ?)'),
    release: database.prepare('DELETE FROM claim WHERE key = ?'),
    increment: database.prepare(
      'INSERT INTO counter (name, count) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET count = count + 1',
    ),
    counters: database.prepare('SELECT name, count FROM counter ORDER BY name'),
    ping: database.prepare('SELECT 1 FROM conversation LIMIT 1'),
    sweep: each(timed.map((table) => `DELETE FROM ${table} WHERE expires_at <= ?`)),
  }
}

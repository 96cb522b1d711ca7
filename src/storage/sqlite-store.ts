import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Logged, Saved, Store } from './store.ts'

/** How long a writer waits for another process before it gives up. */
const BUSY_MS = 5_000

/** The embedded store: one SQLite file in WAL mode; `:memory:` keeps nothing. */
export function openSqliteStore(path: string): Store {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path)
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    -- What is deleted is overwritten, not only unlinked.
    PRAGMA secure_delete = ON;
    PRAGMA busy_timeout = ${BUSY_MS};
    CREATE TABLE IF NOT EXISTS conversation (
      id TEXT PRIMARY KEY, state TEXT NOT NULL, version INTEGER NOT NULL, expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS activity (
      conversation TEXT NOT NULL, sequence INTEGER NOT NULL, activity TEXT NOT NULL, expires_at INTEGER NOT NULL,
      PRIMARY KEY (conversation, sequence)
    ) STRICT, WITHOUT ROWID;
    -- Numbers go on after old entries have expired, so that a watermark never points at something else.
    CREATE TABLE IF NOT EXISTS activity_counter (
      conversation TEXT PRIMARY KEY, last INTEGER NOT NULL, expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS claim (key TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS conversation_expiry ON conversation (expires_at);
    CREATE INDEX IF NOT EXISTS activity_expiry ON activity (expires_at);
    CREATE INDEX IF NOT EXISTS claim_expiry ON claim (expires_at);
  `)
  const statements = {
    load: database.prepare('SELECT state, version FROM conversation WHERE id = ?'),
    expire: database.prepare('DELETE FROM conversation WHERE id = ? AND expires_at <= ?'),
    insert: database.prepare(
      'INSERT INTO conversation (id, state, version, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
    ),
    update: database.prepare(
      'UPDATE conversation SET state = ?, version = ?, expires_at = ? WHERE id = ? AND version = ?',
    ),
    count: database.prepare(
      `INSERT INTO activity_counter (conversation, last, expires_at) VALUES (?, 1, ?)
       ON CONFLICT (conversation) DO UPDATE SET last = last + 1, expires_at = max(expires_at, excluded.expires_at)
       RETURNING last`,
    ),
    append: database.prepare(
      'INSERT INTO activity (conversation, sequence, activity, expires_at) VALUES (?, ?, ?, ?)',
    ),
    after: database.prepare(
      `SELECT sequence, activity FROM activity
       WHERE conversation = ? AND sequence > ? AND expires_at > ? ORDER BY sequence`,
    ),
    unclaim: database.prepare('DELETE FROM claim WHERE key = ? AND expires_at <= ?'),
    claim: database.prepare(
      'INSERT INTO claim (key, expires_at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING',
    ),
    forget: [
      'conversation WHERE id',
      'activity WHERE conversation',
      'activity_counter WHERE conversation',
    ].map((where) => database.prepare(`DELETE FROM ${where} = ?`)),
    sweep: ['conversation', 'activity', 'activity_counter', 'claim'].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`),
    ),
  }

  function inTransaction<Result>(work: () => Result): Result {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  return {
    async load(conversation, now): Promise<Saved | undefined> {
      statements.expire.run(conversation, now)
      const row = statements.load.get(conversation)
      return row && { state: JSON.parse(String(row.state)), version: Number(row.version) }
    },
    async save(conversation, { state, version }, expiresAt) {
      const text = JSON.stringify(state)
      const result =
        version === 0
          ? statements.insert.run(conversation, text, 1, expiresAt)
          : statements.update.run(text, version + 1, expiresAt, conversation, version)
      return Number(result.changes) === 1
    },
    async append(conversation, activity, expiresAt) {
      return inTransaction(() => {
        const sequence = Number(statements.count.get(conversation, expiresAt)?.last)
        statements.append.run(conversation, sequence, JSON.stringify(activity), expiresAt)
        return sequence
      })
    },
    async entriesAfter(conversation, sequence, now): Promise<Logged[]> {
      return statements.after.all(conversation, sequence, now).map((row) => ({
        sequence: Number(row.sequence),
        activity: JSON.parse(String(row.activity)),
      }))
    },
    async claim(key, now, expiresAt) {
      return inTransaction(() => {
        statements.unclaim.run(key, now)
        return Number(statements.claim.run(key, expiresAt).changes) === 1
      })
    },
    async forget(conversation) {
      inTransaction(() => {
        for (const statement of statements.forget) statement.run(conversation)
      })
    },
    async sweep(now) {
      inTransaction(() => {
        for (const statement of statements.sweep) statement.run(now)
      })
    },
    async close() {
      database.close()
    },
  }
}

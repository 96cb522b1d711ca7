import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** How long a writer waits for another process, such as a backup, before it gives up. */
const BUSY_MS = 5_000

const TABLES = `
  CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, state TEXT NOT NULL, version INTEGER NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS activity (
    conversation TEXT NOT NULL, sequence INTEGER NOT NULL, activity TEXT NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, sequence)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS turn_key (
    conversation TEXT NOT NULL, key TEXT NOT NULL, first INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS owner (
    owner TEXT NOT NULL, conversation TEXT NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (owner, conversation)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS claim (
    key TEXT PRIMARY KEY, expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS conversation_expiry ON conversation (expires_at);
  CREATE INDEX IF NOT EXISTS activity_expiry ON activity (expires_at);
  CREATE INDEX IF NOT EXISTS turn_key_expiry ON turn_key (expires_at);
  CREATE INDEX IF NOT EXISTS owner_conversation ON owner (conversation);
  CREATE INDEX IF NOT EXISTS owner_expiry ON owner (expires_at);
  CREATE INDEX IF NOT EXISTS claim_expiry ON claim (expires_at);
`

/** Opens a database file, made with its folder when missing; `:memory:` keeps nothing. */
export function openDatabase(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path)
  database.exec(`
    PRAGMA journal_mode = WAL;
    -- What was acknowledged is on the disk, even when the power fails.
    PRAGMA synchronous = FULL;
    -- What is deleted is overwritten, not only unlinked.
    PRAGMA secure_delete = ON;
    PRAGMA busy_timeout = ${BUSY_MS};
    ${TABLES}
  `)
  return database
}

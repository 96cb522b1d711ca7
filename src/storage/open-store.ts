import { openRedisStore } from './redis-store.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { Store } from './store.ts'

/** Redis or Valkey where an address is given, else the SQLite file. `now` gives milliseconds since 1970. */
export function openStore(
  { redisUrl, path }: { redisUrl: string | undefined; path: string },
  { onError, now }: { onError: (error: Error) => void; now: () => number },
): Store {
  return redisUrl ? openRedisStore(redisUrl, { onError, now }) : openSqliteStore(path, now)
}

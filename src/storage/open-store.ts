import { openRedisStore } from './redis-store.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { type Store, StoreUnavailable } from './store.ts'

/**
 * Redis or Valkey where an address is given, else the SQLite file. `now` gives milliseconds since 1970. Throws
 * StoreUnavailable for a file that cannot be opened; a server that is away may come later.
 */
export function openStore(
  { redisUrl, path }: { redisUrl: string | undefined; path: string },
  { onError, now }: { onError: (error: Error) => void; now: () => number },
): Store {
  if (redisUrl) return openRedisStore(redisUrl, { onError, now })
  try {
    return openSqliteStore(path, now)
  } catch (error) {
    throw new StoreUnavailable(error, `${path}, named by KNEEWISE_DATABASE`)
  }
}

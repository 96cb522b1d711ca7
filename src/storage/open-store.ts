import { openSqliteStore } from './sqlite-store.ts'
import { type Store, StoreUnavailable } from './store.ts'

/**
 * Redis or Valkey where an address is given, else the SQLite file. `now` gives milliseconds since 1970. Throws
 * StoreUnavailable for a file that cannot be opened; a server that is away may come later.
 */
export async function openStore(
  { redisUrl, path }: { redisUrl: string | undefined; path: string },
  { onError, now }: { onError: (error: Error) => void; now: () => number },
): Promise<Store> {
  if (redisUrl) {
    // Most installations have none, and start sooner without its client.
    const { openRedisStore } = await import('./redis-store.ts')
    return openRedisStore(redisUrl, { onError, now })
  }
  try {
    return openSqliteStore(path, now)
  } catch (error) {
    throw new StoreUnavailable(error, `${path}, named by KNEEWISE_DATABASE`)
  }
}

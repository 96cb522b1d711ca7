import { Cluster, Redis, type RedisOptions } from 'ioredis'

export type RedisClient = Redis | Cluster

const CLUSTER_SCHEME = /^(rediss?)\+cluster:/
const DEFAULT_PORT = 6_379
/** A request must not wait longer for the store; its sender comes back. */
const PATIENCE_MS = 5_000
const LONGEST_PAUSE_MS = 2_000

/**
 * A client for REDIS_URL: `redis://` or `rediss://` (TLS) for one server; several such addresses with commas between, or
 * one that begins with `redis+cluster://` or `rediss+cluster://`, for a cluster. Outages go to `onError`, never to the
 * console; the client reconnects by itself for ever.
 */
export function openRedis(url: string, onError: (error: Error) => void): RedisClient {
  const addresses = url.split(',').map((address) => address.trim())
  const client = isClusterUrl(url) ? openCluster(addresses) : openServer(url)
  client.on('error', onError)
  return client
}

export function isClusterUrl(url: string): boolean {
  return url.includes(',') || CLUSTER_SCHEME.test(url)
}

const OPTIONS = {
  commandTimeout: PATIENCE_MS,
  connectTimeout: PATIENCE_MS,
  maxRetriesPerRequest: 1,
  // A command whose answer was lost may have been done; its caller decides whether to say it again.
  autoResendUnfulfilledCommands: false,
  retryStrategy: pauseBefore,
} satisfies RedisOptions

function openServer(url: string): Redis {
  return new Redis(url, OPTIONS)
}

function openCluster(addresses: readonly string[]): Cluster {
  const urls = addresses.map((address) => new URL(address.replace(CLUSTER_SCHEME, '$1:')))
  const [first] = urls
  const nodes = urls.map(({ hostname, port }) => ({
    host: hostname,
    port: port === '' ? DEFAULT_PORT : Number(port),
  }))
  return new Cluster(nodes, {
    clusterRetryStrategy: pauseBefore,
    redisOptions: {
      ...OPTIONS,
      ...(first?.username ? { username: decodeURIComponent(first.username) } : {}),
      ...(first?.password ? { password: decodeURIComponent(first.password) } : {}),
      ...(first?.protocol === 'rediss:' ? { tls: {} } : {}),
    },
  })
}

function pauseBefore(attempt: number): number {
  return Math.min(attempt * 50, LONGEST_PAUSE_MS)
}

import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Store } from '../storage/index.ts'
import type { Metrics } from './metrics.ts'

/** A probe is answered before those who ask lose patience. */
const PATIENCE_MS = 2_000

export type HealthParts = {
  store: Store
  metrics: Metrics
  /** The version of the knowledge base in use. */
  version: () => string
  isStopping: () => boolean
  /** Who may read the metrics from elsewhere; without it only this machine can. */
  metricsToken: string | undefined
}

/**
 * For those who operate it: /healthz (the process lives), /readyz (it can answer: store reachable, model loaded, not
 * stopping), /metrics (Prometheus).
 */
export async function healthRoutes(
  server: FastifyInstance,
  { store, metrics, version, isStopping, metricsToken }: HealthParts,
): Promise<void> {
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  server.get('/healthz', async () => ({ status: 'ok', knowledge: version() }))

  server.get('/readyz', async (_request, reply) => {
    const reached = await isReachable(store)
    const isReady = reached && !isStopping()
    return reply.status(isReady ? 200 : 503).send({
      status: isReady ? 'ready' : 'not ready',
      store: reached ? 'reachable' : 'unreachable',
      // A server without its model does not listen at all.
      model: 'loaded',
      stopping: isStopping(),
    })
  })

  server.get('/metrics', async (request, reply) => {
    if (!mayRead(request, metricsToken)) return reply.callNotFound()
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}

async function isReachable(store: Store): Promise<boolean> {
  const timeout = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), PATIENCE_MS).unref()
  })
  const pinged = store.ping().then(
    () => true,
    () => false,
  )
  return Promise.race([pinged, timeout])
}

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return isThisMachine(request)
  const given = request.headers.authorization ?? ''
  return timingSafeEqual(digest(given), digest(`Bearer ${token}`))
}

/** A request that came through a proxy is never from this machine, whatever the proxy's own address. */
function isThisMachine({ socket, headers }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  return isIP(address) !== 0 && (address === '::1' || address.startsWith('127.'))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

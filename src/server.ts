import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import type { DestinationStream } from 'pino'
import { createAssistant } from './assistant.ts'
import { connectAzure } from './channels/azure/index.ts'
import { openSlack } from './channels/slack/open-slack.ts'
import { buildBrowserCode } from './channels/webchat/build.ts'
import { createCloudAgent, messagePage, webchat } from './channels/webchat/index.ts'
import { fetchStockWebChat } from './channels/webchat/stock-web-chat.ts'
import { type Config, ConfigError, slackSettings, tracingSettings } from './config.ts'
import { type Core, loadCore } from './load-core.ts'
import {
  createMetrics,
  followChanges,
  healthRoutes,
  loggingOptions,
  type Metrics,
  measureStore,
  openTracing,
  type Stopping,
  stopOnSignals,
} from './operating/index.ts'
import { foldersIn } from './paths.ts'
import { openStore, StoreUnavailable } from './storage/index.ts'

const HOUR_MS = 3_600_000
/** An outage is said once in this time, not at every attempt to mend it. */
const REPEAT_FAULT_MS = 30_000

/** Builds what is not built, then serves every door that the configuration opens. */
export async function startServer(config: Config): Promise<FastifyInstance> {
  const startedAt = performance.now()
  const core = loadCore(
    () => console.error('Training on the example questions; this happens once for each change.'),
    foldersIn(config.KNEEWISE_CONTENT),
  )
  await buildBrowserCode()
  const stopping = { isStopping: false }
  const server = await createServer(config, core, Date.now, {
    stopping,
    onMetrics: (metrics) => metrics.addProcess(),
  })
  stopOnSignals(server, stopping, { delayMs: config.STOP_DELAY_SECONDS * 1_000 })
  await listen(server, config)
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  // Not awaited: only /webchat needs it, and the registry may be slow or away.
  fetchStockWebChat().catch((error) =>
    server.log.warn({ err: error }, 'The stock Web Chat could not be fetched, so /webchat is off.'),
  )
  server.log.info(`Kneewise is ready on http://${config.HOST}:${config.PORT} after ${seconds} s.`)
  return server
}

async function listen(server: FastifyInstance, { PORT, HOST }: Config): Promise<void> {
  try {
    await server.listen({ port: PORT, host: HOST })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') {
      throw new ConfigError(`PORT: ${PORT} is taken. End the program that has it, or set another.`)
    }
    if (code === 'EACCES') {
      throw new ConfigError(`PORT: this user may not listen on ${PORT}. Set one above 1023.`)
    }
    throw error
  }
}

/** What differs from the ordinary: for tests, and for what only a whole process has. */
export type ServerOptions = {
  stopping?: Stopping
  onMetrics?: (metrics: Metrics) => void
  logStream?: DestinationStream
  /** How often settings and content are looked at for changes. */
  lookMs?: number
  /** How often what has expired is erased. */
  sweepMs?: number
}

/** The server with all its channels, not yet listening. `now` gives milliseconds since 1970. */
export async function createServer(
  config: Config,
  core: Core,
  now: () => number = Date.now,
  {
    stopping = { isStopping: false },
    onMetrics,
    logStream,
    lookMs,
    sweepMs = HOUR_MS,
  }: ServerOptions = {},
): Promise<FastifyInstance> {
  const server = fastify({
    ...loggingOptions(config.LOG_LEVEL, logStream),
    // Whoever sends a request byte by byte holds a socket no longer than this.
    requestTimeout: 30_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 1_000 },
    trustProxy: config.TRUST_PROXY ?? false,
  })
  let { club } = config
  const tokenKey = config.KNEEWISE_TOKEN_KEY ?? keptKey(config.KNEEWISE_DATA)
  /** The settings of now; whoever needs one reads it when it is needed, because they may change. */
  const settings = {
    get club() {
      return club
    },
    get publicAddress() {
      return club.publicAddress
    },
    get allowedSites() {
      return club.allowedSites
    },
    get retentionDays() {
      return club.retentionDays
    },
    get country() {
      return club.country
    },
    get professionals() {
      return club.professionals
    },
  }
  let openSockets = 0
  server.server.on('upgrade', (_request, socket) => {
    openSockets += 1
    socket.once('close', () => {
      openSockets -= 1
    })
  })
  const metrics = createMetrics({ sockets: () => openSockets })
  metrics.useContent(core.knowledge.version)
  onMetrics?.(metrics)
  const tracing = await openTracing(tracingSettings(config), server.log)
  // Before everything else, so that all that a request causes belongs to it.
  tracing?.followRequests(server)

  const store = measureStore(
    await openStore(
      { redisUrl: config.REDIS_URL, path: config.KNEEWISE_DATABASE },
      { onError: createFaultLog(server), now },
    ),
    (operation) => {
      metrics.onOperation(operation)
      tracing?.onOperation(operation)
    },
  )
  const assistant = createAssistant({
    ...contentFrom(),
    store,
    onTurn(report) {
      metrics.onTurn(report)
      tracing?.onTurn(report)
    },
    ...(tracing ? { aroundTurn: tracing.aroundTurn } : {}),
  })

  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const route = routeOptions.url ?? 'none'
    const { statusCode: status, elapsedTime } = reply
    metrics.onRequest({ method, route, status, seconds: elapsedTime / 1_000 })
  })
  server.setNotFoundHandler((_request, reply) =>
    reply
      .status(404)
      .type('text/html')
      .send(messagePage('Nothing here', 'This address does not exist.')),
  )
  server.setErrorHandler((error, request, reply) => {
    const status = statusOf(error)
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    if (status === 503) {
      reply.header('retry-after', '5')
      const text =
        'Kneewise cannot keep your message right now. Please send it again in a minute. If it is urgent, call your doctor or the emergency number.'
      return reply.status(503).type('text/html').send(messagePage('One moment, please', text))
    }
    return reply
      .status(status)
      .type('text/html')
      .send(messagePage('That did not work', 'Please go back and try again in a moment.'))
  })
  await server.register(healthRoutes, {
    store,
    metrics,
    version: () => core.knowledge.version,
    isStopping: () => stopping.isStopping,
    metricsToken: config.METRICS_TOKEN,
  })
  await server.register(webchat, {
    assistant,
    store,
    tokenKey,
    directLineSecret: config.DIRECT_LINE_SECRET,
    settings,
    now,
  })
  await connectAzure(
    server,
    {
      appId: config.MICROSOFT_APP_ID,
      appPassword: config.MICROSOFT_APP_PASSWORD,
      tenantId: config.MICROSOFT_APP_TENANT_ID,
      authority: config.MICROSOFT_APP_AUTHORITY,
    },
    { assistant, agentFor: createCloudAgent },
  )
  const closeSlack = await openSlack(server, slackSettings(config), {
    assistant,
    store,
    settings,
    key: tokenKey,
    now,
  })
  const stopFollowing = followChanges({
    folders: foldersIn(config.KNEEWISE_CONTENT),
    settingsPath: config.KNEEWISE_SETTINGS,
    log: server.log,
    useClub(next) {
      club = next
      assistant.use(contentFrom())
    },
    useCore(next) {
      core = next
      assistant.use(contentFrom())
      metrics.useContent(next.knowledge.version)
    },
    onReload: metrics.onReload,
    ...(lookMs === undefined ? {} : { lookMs }),
  })
  const sweeper = setInterval(() => void sweep(), sweepMs)
  sweeper.unref()
  server.addHook('preClose', async () => {
    stopping.isStopping = true
  })
  server.addHook('onClose', async () => {
    clearInterval(sweeper)
    stopFollowing()
    await closeSlack()
    await store.close()
    await tracing?.close()
  })
  return server

  function contentFrom() {
    return { ...core, club, retentionDays: club.retentionDays }
  }

  async function sweep(): Promise<void> {
    try {
      await store.sweep()
    } catch (error) {
      const message = 'what has expired could not be erased; the next hour tries again'
      server.log.error({ err: error }, message)
    }
  }
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 500
  if (error instanceof StoreUnavailable || error.cause instanceof StoreUnavailable) return 503
  return 'statusCode' in error ? Number(error.statusCode) : 500
}

/** Says that the store is away, once in a while. */
function createFaultLog(server: FastifyInstance): (error: Error) => void {
  let saidAt = Number.NEGATIVE_INFINITY
  return (error) => {
    if (performance.now() - saidAt < REPEAT_FAULT_MS) return
    saidAt = performance.now()
    server.log.error({ err: error }, 'the store cannot be reached; it is tried again and again')
  }
}

/** A key of this installation's own, made once and kept readable only by its owner, so that a restart keeps visitors. */
function keptKey(folder: string): string {
  const path = join(folder, 'token-key')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600 })
    chmodSync(path, 0o600)
  }
  return readFileSync(path, 'utf8').trim()
}

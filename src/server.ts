import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { createAssistant } from './assistant.ts'
import { connectSlack } from './channels/slack/index.ts'
import { buildBrowserCode } from './channels/webchat/build.ts'
import { messagePage, webchat } from './channels/webchat/index.ts'
import { fetchStockWebChat } from './channels/webchat/stock-web-chat.ts'
import type { Config } from './config.ts'
import { loadCore } from './load-core.ts'
import { PATHS } from './paths.ts'
import { openStore } from './storage/index.ts'

const HOUR_MS = 3_600_000

/** Builds what is not built, then serves every door that the configuration opens. */
export async function startServer(config: Config): Promise<FastifyInstance> {
  const startedAt = performance.now()
  const core = loadCore(() =>
    console.error('Training on the example questions; this happens once for each change.'),
  )
  await buildBrowserCode()
  const server = await createServer(config, core)
  await server.listen({ port: config.PORT, host: config.HOST })
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  // Not awaited: only /webchat needs it, and the registry may be slow or away.
  fetchStockWebChat().catch((error) =>
    server.log.warn({ err: error }, 'The stock Web Chat could not be fetched, so /webchat is off.'),
  )
  server.log.info(`Kneewise is ready on http://${config.HOST}:${config.PORT} after ${seconds} s.`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.close())
  return server
}

/** The server with all its channels, not yet listening. `now` gives milliseconds since 1970. */
export async function createServer(
  config: Config,
  core: ReturnType<typeof loadCore>,
  now: () => number = Date.now,
): Promise<FastifyInstance> {
  const server = fastify({
    logger: {
      level: config.LOG_LEVEL,
      // Addresses carry tokens in their query (the stream's `t`), so only the path is logged.
      serializers: { req: ({ method, url }) => ({ method, path: url.split('?')[0] }) },
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
    logController: new LogController({ disableRequestLogging: true }),
    // Whoever sends a request byte by byte holds a socket no longer than this.
    requestTimeout: 30_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 1_000 },
    trustProxy: config.TRUST_PROXY ?? false,
  })
  const store = openStore(
    { redisUrl: config.REDIS_URL, path: config.KNEEWISE_DATABASE },
    { onError: (error) => server.log.warn(`store: ${error.message}`), now },
  )
  const { club } = config
  const assistant = createAssistant({
    ...core,
    store,
    club,
    retentionDays: club.retentionDays,
  })

  server.setNotFoundHandler((_request, reply) =>
    reply
      .status(404)
      .type('text/html')
      .send(messagePage('Nothing here', 'This address does not exist.')),
  )
  server.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    return reply
      .status(status)
      .type('text/html')
      .send(messagePage('That did not work', 'Please go back and try again in a moment.'))
  })
  server.get('/healthz', async () => ({ status: 'ok', knowledge: core.knowledge.version }))
  await server.register(webchat, {
    assistant,
    store,
    tokenKey: config.KNEEWISE_TOKEN_KEY ?? keptKey(),
    directLineSecret: config.DIRECT_LINE_SECRET,
    allowedSites: club.allowedSites,
    retentionDays: club.retentionDays,
    now,
  })
  const disconnectSlack = await connectSlack(
    server,
    {
      botToken: config.SLACK_BOT_TOKEN,
      appToken: config.SLACK_APP_TOKEN,
      signingSecret: config.SLACK_SIGNING_SECRET,
      apiUrl: config.SLACK_API_URL,
    },
    { assistant, store },
  )
  const sweeper = setInterval(() => void sweep(), HOUR_MS)
  server.addHook('onClose', async () => {
    clearInterval(sweeper)
    await disconnectSlack()
    await store.close()
  })
  return server

  async function sweep(): Promise<void> {
    try {
      await store.sweep()
    } catch (error) {
      server.log.error(
        { err: error },
        'what has expired could not be erased; the next hour tries again',
      )
    }
  }
}

/** A key of this installation's own, made once and kept readable only by its owner, so that a restart keeps visitors. */
function keptKey(): string {
  const path = join(PATHS.data, 'token-key')
  if (!existsSync(path)) {
    mkdirSync(PATHS.data, { recursive: true })
    writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600 })
    chmodSync(path, 0o600)
  }
  return readFileSync(path, 'utf8').trim()
}

import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Assistant, Club } from '../../assistant.ts'
import type { Store } from '../../storage/index.ts'
import { createAccept } from './accept.ts'
import { createAgentView } from './agent-view.ts'
import { createAnswers } from './answer.ts'
import { boltLogger } from './bolt-logger.ts'
import { clubPerWorkspace, oneClub } from './clubs.ts'
import { serveFigures } from './figure-routes.ts'
import { createFigures } from './figures.ts'
import { createInstallations } from './installations.ts'
import { BOT_SCOPES, OPTIONAL_BOT_SCOPES } from './manifest.ts'
import { createOutbox } from './outbox.ts'
import { createRecords } from './records.ts'
import { isFinal, refusalOf } from './refusal.ts'
import { createSeal } from './sealed.ts'
import { type Connection, createSlackApp, plainClient } from './slack-app.ts'
import type { SlackMode, SlackSettings } from './slack-mode.ts'
import { readWords } from './words.ts'

const SECOND = 1_000
const FIRST_WAIT_MS = SECOND
const LAST_WAIT_MS = 60 * SECOND
const HTTP_PATHS = {
  events: '/slack/events',
  install: '/slack/install',
  redirect: '/slack/oauth_redirect',
} as const

/** Ends Slack's part; what is under way is finished or left to the next start. */
export type Disconnect = () => Promise<void>

export type SlackParts = {
  assistant: Assistant
  store: Store
  /** The club's settings of now; they may change while Kneewise runs. */
  settings: Settings
  /** Seals what is stored or handed out. */
  key: string
  now: () => number
}

type Settings = {
  readonly club: Club
  readonly retentionDays: number
  /** https://…, where Slack can fetch pictures; without it answers are words only. */
  readonly publicAddress: string | undefined
}

/** Connects to Slack in this mode; not awaited until Slack answers. */
export async function connectSlack(
  server: FastifyInstance,
  mode: On,
  { assistant, store, now, settings, key, apiUrl }: SlackParts & Pick<SlackSettings, 'apiUrl'>,
): Promise<Disconnect> {
  const { log } = server
  const logger = boltLogger(log)
  const records = createRecords(store)
  const installations = createInstallations(records, createSeal(key, 'slack installations'))
  const receiver = receiverFor(mode, {
    logger,
    apiUrl,
    publicAddress: settings.publicAddress,
    installations,
  })
  const connection: Connection = {
    receiver,
    logger,
    apiUrl,
    ...(mode.kind === 'oauth' ? {} : { botToken: mode.botToken }),
  }

  const clients = new Map<string, ReturnType<typeof plainClient>>()
  const outbox = createOutbox({
    store,
    now,
    log,
    async clientFor(team) {
      const token = mode.kind === 'oauth' ? (await installations.find(team))?.token : mode.botToken
      if (!token) return undefined
      const client = clients.get(token) ?? plainClient(token, connection)
      clients.set(token, client)
      return client
    },
  })
  const look = { words: readWords(), figures: createFigures(() => settings.publicAddress, key) }
  const clubs = mode.kind === 'oauth' ? clubPerWorkspace(records) : oneClub(settings)
  const { app, start } = createSlackApp(connection, {
    assistant,
    store,
    records,
    outbox,
    accept: createAccept({ assistant, outbox, clubFor: clubs.of }),
    answers: createAnswers(assistant, look),
    look,
    clubs,
    agentView: createAgentView(look.words, now),
    installerOf: async (team) => (await installations.find(team))?.installer,
    countFeedback: (topic, verdict) => store.increment(`feedback:${topic}:${verdict}`),
    settings,
    now,
    log,
  })
  serveFigures(server, key)
  if (receiver instanceof HTTPReceiver) await listen(server, receiver, mode)
  const stop = new AbortController()
  // Not awaited: Slack may be slow or away, and web chat must not wait for it.
  const started = startUp(mode, { start, receiver, log, stop: stop.signal })
  return async () => {
    stop.abort()
    await started
    if (receiver instanceof SocketModeReceiver) await app.stop()
    await outbox.close()
  }
}

type On = Exclude<SlackMode, { kind: 'off' }>

function receiverFor(
  mode: On,
  {
    logger,
    apiUrl,
    publicAddress,
    installations,
  }: Pick<Connection, 'logger' | 'apiUrl'> & {
    publicAddress: string | undefined
    installations: ReturnType<typeof createInstallations>
  },
): Receiver {
  const toApi = apiUrl ? { clientOptions: { slackApiUrl: apiUrl } } : {}
  if (mode.kind === 'socket') {
    return new SocketModeReceiver({ appToken: mode.appToken, logger, installerOptions: toApi })
  }
  const shared = {
    signingSecret: mode.signingSecret,
    endpoints: [HTTP_PATHS.events],
    logger,
    // Our own wrapper decides when an event is acknowledged; Bolt must not answer for it before.
    processBeforeResponse: false,
  }
  if (mode.kind === 'http') return new HTTPReceiver(shared)
  const base = publicAddress?.replace(/\/+$/, '')
  return new HTTPReceiver({
    ...shared,
    clientId: mode.clientId,
    clientSecret: mode.clientSecret,
    stateSecret: mode.stateSecret,
    scopes: [...BOT_SCOPES, ...OPTIONAL_BOT_SCOPES],
    installationStore: installations,
    ...(base ? { redirectUri: `${base}${HTTP_PATHS.redirect}` } : {}),
    installerOptions: {
      ...toApi,
      installPath: HTTP_PATHS.install,
      redirectUriPath: HTTP_PATHS.redirect,
      ...(apiUrl ? { authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href } : {}),
    },
  })
}

async function listen(server: FastifyInstance, receiver: HTTPReceiver, mode: On): Promise<void> {
  await server.register(async (slack) => {
    // Bolt checks signatures over the raw bytes, so nobody may read them before.
    slack.removeAllContentTypeParsers()
    slack.addContentTypeParser('*', (_request, _payload, done) => done(null))
    slack.post(HTTP_PATHS.events, (request, reply) => {
      reply.hijack()
      receiver.requestListener(request.raw, reply.raw)
    })
    if (mode.kind !== 'oauth') return
    for (const path of [HTTP_PATHS.install, HTTP_PATHS.redirect]) {
      slack.get(path, (request, reply) => {
        reply.hijack()
        receiver.requestListener(request.raw, reply.raw)
      })
    }
  })
  const install = mode.kind === 'oauth' ? `; workspaces install it at ${HTTP_PATHS.install}` : ''
  server.log.info(`Slack listens on ${HTTP_PATHS.events}${install}.`)
}

/** Tries until Slack answers; a token that Slack refuses is said once and not tried again. */
async function startUp(
  mode: On,
  {
    start,
    receiver,
    log,
    stop,
  }: {
    start: () => Promise<void>
    receiver: Receiver
    log: FastifyBaseLogger
    stop: AbortSignal
  },
): Promise<void> {
  let waitMs = FIRST_WAIT_MS
  while (!stop.aborted) {
    try {
      await start()
      break
    } catch (error) {
      if (isFinal(error)) return log.error(refusalOf('SLACK_BOT_TOKEN', error))
      log.warn(refusalOf('SLACK_BOT_TOKEN', error))
      await pause(waitMs, stop)
      waitMs = Math.min(waitMs * 2, LAST_WAIT_MS)
    }
  }
  if (mode.kind !== 'socket' || stop.aborted) return
  try {
    await receiver.start()
    log.info('Slack is connected by Socket Mode.')
  } catch (error) {
    if (!stop.aborted) log.error(refusalOf('SLACK_APP_TOKEN', error))
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(done, ms)
    stop.addEventListener('abort', done, { once: true })
  })
}

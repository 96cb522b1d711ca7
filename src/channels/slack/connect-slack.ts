import { HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Assistant } from '../../assistant.ts'
import type { Store } from '../../storage/index.ts'
import { boltLogger } from './bolt-logger.ts'
import { createSlackApp } from './slack-app.ts'

export type SlackSettings = {
  botToken: string | undefined
  appToken: string | undefined
  signingSecret: string | undefined
  apiUrl: string | undefined
}

/** Ends Slack's part; sockets closed. */
export type Disconnect = () => Promise<void>

/**
 * Turns Slack on as far as the settings allow: Socket Mode with an app token, /slack/events with a signing secret.
 * What is missing is said in one line, and the rest of Kneewise goes on.
 */
export async function connectSlack(
  server: FastifyInstance,
  settings: SlackSettings,
  parts: { assistant: Assistant; store: Store },
): Promise<Disconnect> {
  const { botToken, appToken, signingSecret, apiUrl } = settings
  const log = server.log
  if (!botToken) {
    log.info(
      'Slack is off. To turn it on, set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…); see docs/slack.md.',
    )
    return async () => undefined
  }
  if (!appToken && !signingSecret) {
    log.warn(
      'Slack is off: besides SLACK_BOT_TOKEN it needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).',
    )
    return async () => undefined
  }
  const logger = boltLogger(log)
  if (appToken) {
    const receiver = new SocketModeReceiver({
      appToken,
      logger,
      ...(apiUrl ? { installerOptions: { clientOptions: { slackApiUrl: apiUrl } } } : {}),
    })
    const app = createSlackApp({ ...parts, botToken, receiver, logger, apiUrl })
    // Not awaited: Slack may be slow or away, and web chat must not wait for it.
    void startOrSay(async () => {
      await app.init()
      await app.start()
    }, log)
    return async () => {
      await app.stop()
    }
  }
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret ?? '',
    endpoints: ['/slack/events'],
    logger,
  })
  const app = createSlackApp({ ...parts, botToken, receiver, logger, apiUrl })
  await server.register(async (slack) => {
    // Bolt checks signatures over the raw bytes, so nobody may read them before.
    slack.removeAllContentTypeParsers()
    slack.addContentTypeParser('*', (_request, _payload, done) => done(null))
    slack.post('/slack/events', (request, reply) => {
      reply.hijack()
      receiver.requestListener(request.raw, reply.raw)
    })
  })
  void startOrSay(() => app.init(), log)
  log.info('Slack listens on /slack/events.')
  return async () => undefined
}

async function startOrSay(start: () => Promise<unknown>, log: FastifyBaseLogger): Promise<void> {
  try {
    await start()
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'unknown'
    log.error(
      `Slack could not be reached (${cause}). Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN; web chat goes on.`,
    )
  }
}

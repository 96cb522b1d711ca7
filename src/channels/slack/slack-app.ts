import { App, type CodedError, type Logger, type Receiver, webApi } from '@slack/bolt'
import { z } from 'zod'
import { listenToCommand } from './on-command.ts'
import { listenToHome } from './on-home.ts'
import { listenToLeaving } from './on-leave.ts'
import { listenToMessages } from './on-message.ts'
import { listenInPublic } from './on-public.ts'
import { listenToChoices } from './on-say.ts'
import { listenToShortcut } from './on-shortcut.ts'
import { listenToFolds } from './on-unfold.ts'
import { listenToWindows } from './on-window.ts'
import type { Parts } from './parts.ts'

const SECOND = 1_000
/** Slack waits three seconds for an acknowledgement; a start takes less, or Slack asks again. */
const START_MS = 2 * SECOND
const CALL_MS = 10 * SECOND

export type Connection = {
  receiver: Receiver
  logger: Logger
  /** Where Slack's Web API is; only tests point it elsewhere. */
  apiUrl: string | undefined
  /** Of the one workspace; without it the receiver's own installations give the token of each. */
  botToken?: string
}

/** Settings of every client of Slack's Web API. */
export function clientOptions({
  apiUrl,
  logger,
}: Pick<Connection, 'apiUrl' | 'logger'>): webApi.WebClientOptions {
  return { logger, timeout: CALL_MS, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) }
}

/** The client of the outbox, which repeats by itself what Slack puts off. */
export function plainClient(
  token: string,
  connection: Pick<Connection, 'apiUrl' | 'logger'>,
): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...clientOptions(connection),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
}

/**
 * The Slack app with all its surfaces. A message is acknowledged only when its answer is kept, so that neither a crash
 * nor a restart loses a question; that takes some milliseconds.
 */
export function createSlackApp(
  connection: Connection,
  partsWithout: Omit<Parts, 'app'>,
): { app: App; start: () => Promise<void> } {
  const { receiver, logger } = connection
  const app = new App({
    ...(connection.botToken ? { token: connection.botToken } : {}),
    receiver,
    logger,
    convoStore: false,
    // Else a wrong token ends the process before anybody could say so.
    deferInitialization: true,
    extendedErrorHandler: true,
    clientOptions: { ...clientOptions(connection), retryConfig: { retries: 2 } },
  })
  const parts: Parts = { ...partsWithout, app }
  listenToMessages(parts)
  listenToCommand(parts)
  listenToShortcut(parts)
  listenToChoices(parts)
  listenToFolds(parts)
  listenInPublic(parts)
  listenToHome(parts)
  listenToWindows(parts)
  listenToLeaving(parts)

  app.error(async ({ error, body }: { error: CodedError; body: unknown }) => {
    logger.error(`${error.code}${causeOf(error)}`)
    // Not acknowledged, so that Slack asks again.
    if (isQuestion(body)) throw error
  })

  let started: Promise<void> | undefined
  const start = () => {
    started ??= app.init()
    return started
  }
  acknowledgeWhenKept(app, start)
  return { app, start }
}

/** Bolt acknowledges events before it does anything about them; here they are acknowledged when they are dealt with. */
function acknowledgeWhenKept(app: App, start: () => Promise<void>): void {
  const process = app.processEvent.bind(app)
  app.processEvent = async (event) => {
    // What comes before the token is checked would be thrown away.
    await withinMs(start(), START_MS)
    if (event.body.type !== 'event_callback') return process(event)
    await process({ ...event, ack: async () => undefined })
    await event.ack()
  }
}

const QuestionBody = z.looseObject({
  event: z.looseObject({ type: z.enum(['message', 'app_mention']) }),
})

function isQuestion(body: unknown): boolean {
  return QuestionBody.safeParse(body).success
}

/** What the cause of an error is called; its words may be a person's. */
function causeOf({ original }: CodedError): string {
  return original ? ` (${original.name})` : ''
}

async function withinMs(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Slack has not answered yet')), ms)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

import { App, type Logger, type Receiver } from '@slack/bolt'
import type { Assistant } from '../../assistant.ts'
import { isPressing } from '../../knowledge/index.ts'
import type { Reply } from '../../replies/index.ts'
import type { Store } from '../../storage/index.ts'
import { renderBlocks, SAY_ACTION } from './render-blocks.ts'

const HOUR_MS = 3_600_000
/** Slack repeats an event for up to an hour or so; after this it cannot come again. */
const REPEAT_MS = 2 * HOUR_MS

export type SlackParts = {
  assistant: Assistant
  store: Store
  botToken: string
  receiver: Receiver
  logger: Logger
  /** Where Slack's Web API is; only tests point it elsewhere. */
  apiUrl?: string | undefined
}

/** Where an answer goes. */
type Place = {
  team: string
  channel: string
  user: string
  thread?: string | undefined
  isPrivate: boolean
}

/**
 * The Slack app: direct messages, mentions (answered in the thread), `/knee question`, and the buttons of our own
 * answers. Bolt acknowledges events at once; the answer follows. A repeated event is answered once.
 */
export function createSlackApp({
  assistant,
  store,
  botToken,
  receiver,
  logger,
  apiUrl,
}: SlackParts): App {
  const app = new App({
    token: botToken,
    receiver,
    logger,
    // Else a wrong token ends the process before anybody could say so.
    deferInitialization: true,
    ...(apiUrl ? { clientOptions: { slackApiUrl: apiUrl } } : {}),
  })

  app.event('app_mention', async ({ event, body, context, client }) => {
    if ('bot_id' in event || !event.user) return
    const team = context.teamId ?? body.team_id
    if (!(await isFirst(body.event_id, event.channel, event.ts))) return
    const place = {
      team,
      channel: event.channel,
      user: event.user,
      thread: event.thread_ts ?? event.ts,
      isPrivate: false,
    }
    await answer(client, place, withoutMentions(event.text))
  })

  app.message(async ({ message, body, context, client }) => {
    // Joins, edits, deletions and everything bots say carry a subtype or a bot id.
    if (message.subtype !== undefined || 'bot_id' in message || message.channel_type !== 'im')
      return
    if (!message.user || !message.text) return
    if (!(await isFirst(body.event_id, message.channel, message.ts))) return
    const team = context.teamId ?? body.team_id
    await answer(
      client,
      {
        team,
        channel: message.channel,
        user: message.user,
        thread: message.thread_ts,
        isPrivate: true,
      },
      withoutMentions(message.text),
    )
  })

  app.command('/knee', async ({ command, ack, respond }) => {
    await ack()
    const reply = await assistant.answer({
      conversation: conversationOf({
        team: command.team_id,
        channel: 'command',
        user: command.user_id,
        isPrivate: true,
      }),
      text: command.text,
    })
    await respond({ response_type: 'ephemeral', ...renderBlocks(reply) })
  })

  app.action(new RegExp(`^${SAY_ACTION}:\\d+$`), async ({ action, body, ack, respond, client }) => {
    await ack()
    if (body.type !== 'block_actions' || action.type !== 'button' || !action.value) return
    const channel = body.channel?.id
    const { container } = body
    const team = body.team?.id ?? ''
    const isEphemeral = container.is_ephemeral === true
    if (isEphemeral || !channel) {
      const reply = await assistant.answer({
        conversation: conversationOf({
          team,
          channel: 'command',
          user: body.user.id,
          isPrivate: true,
        }),
        text: action.value,
      })
      await respond({ response_type: 'ephemeral', replace_original: false, ...renderBlocks(reply) })
      return
    }
    const isPrivate = channel.startsWith('D')
    const thread: unknown = container.thread_ts
    const place = {
      team,
      channel,
      user: body.user.id,
      thread: typeof thread === 'string' ? thread : undefined,
      isPrivate,
    }
    await answer(client, place, action.value)
  })

  app.error(async (error) => {
    logger.error(error.message)
  })
  return app

  /** Only the first delivery of an event, and only one of the two events a mention in a direct message causes. */
  async function isFirst(event: string, channel: string, ts: string): Promise<boolean> {
    const isNewEvent = await store.claim(`slack:event:${event}`, REPEAT_MS)
    return isNewEvent && (await store.claim(`slack:message:${channel}:${ts}`, REPEAT_MS))
  }

  async function answer(client: App['client'], place: Place, text: string): Promise<void> {
    const reply = await assistant.answer({ conversation: conversationOf(place), text })
    const message = {
      channel: place.channel,
      ...(place.thread ? { thread_ts: place.thread } : {}),
      ...renderBlocks(reply),
    }
    // A red flag is nobody else's business: in a channel only the runner sees it.
    if (isForRunnerOnly(reply, place))
      await client.chat.postEphemeral({ ...message, user: place.user })
    else await client.chat.postMessage({ ...message, unfurl_links: false, unfurl_media: false })
  }
}

function isForRunnerOnly(reply: Reply, { isPrivate }: Place): boolean {
  return !isPrivate && isPressing(reply.triage)
}

/** Conversations are one runner's in one place: a thread of a channel is shared, what a runner said is not. */
function conversationOf({ team, channel, user, thread, isPrivate }: Place): string {
  return ['slack', team, channel, ...(isPrivate ? [] : [thread ?? '']), user].join(':')
}

function withoutMentions(text: string): string {
  return text
    .replace(/<[@#!][^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { teamOf } from './installations.ts'
import { typedText } from './mrkdwn.ts'
import type { Parts } from './parts.ts'
import { DIRECT, inThread, taskOf } from './place.ts'
import { change, post } from './send.ts'

/** Seconds; an edit later than this is about an answer that was already read. */
const EDIT_S = 120

/** A message as a person typed it in a direct message or with a mention. */
const Typed = z.looseObject({
  channel: z.string(),
  user: z.string(),
  text: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  bot_id: z.undefined().optional(),
  subtype: z.undefined().optional(),
})
const Edited = z.looseObject({
  channel: z.string(),
  message: z.looseObject({
    user: z.string(),
    text: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    bot_id: z.undefined().optional(),
    edited: z.looseObject({ ts: z.string(), user: z.string().optional() }),
  }),
  previous_message: z.looseObject({ text: z.string().optional() }),
})
type Typed = z.infer<typeof Typed>
type From = { team: string; client: webApi.WebClient }

/** Direct messages, mentions, and questions that their writer corrects. */
export function listenToMessages(parts: Parts): void {
  const { app } = parts

  app.event('app_mention', async ({ event, context, client }) => {
    const parsed = Typed.safeParse(event)
    if (!parsed.success) return
    const from = { team: teamOf(context), client }
    // A mention in a direct message comes as both kinds of event.
    if (parsed.data.channel.startsWith('D')) await answerDirect(parts, parsed.data, from)
    else await answerInThread(parts, parsed.data, from)
  })

  app.message(async ({ message, context, client }) => {
    if (message.channel_type !== 'im') return
    const from = { team: teamOf(context), client }
    if (message.subtype === 'message_changed') {
      const parsed = Edited.safeParse(message)
      if (parsed.success) await answerEdit(parts, parsed.data, from)
      return
    }
    // Joins, deletions and everything bots say carry a subtype or a bot id, and fall through here.
    const parsed = Typed.safeParse(message)
    if (parsed.success) await answerDirect(parts, parsed.data, from)
  })
}

async function answerDirect(parts: Parts, message: Typed, { team, client }: From): Promise<void> {
  const { accept, answers, agentView } = parts
  const { channel, user, ts } = message
  // In the agent view each question is the root of a thread.
  const thread = message.thread_ts ?? (agentView.isOn(team) ? ts : undefined)
  if (thread) void agentView.showStatus(client, { team, channel, thread })
  const question = { id: `${channel}:${ts}`, team, user, where: DIRECT }
  await accept({ ...question, text: typedText(message.text) }, (reply) => {
    return [post(answers.direct(reply, { where: DIRECT }), { channel, thread, runner: user })]
  })
}

async function answerInThread(parts: Parts, message: Typed, { team }: From): Promise<void> {
  const { accept, answers } = parts
  const { channel, user, ts } = message
  const thread = message.thread_ts ?? ts
  const where = inThread(channel, thread)
  const question = { id: `${channel}:${ts}`, team, user, where }
  await accept({ ...question, text: typedText(message.text) }, (reply) =>
    answers.inThread(reply, { where, channel, thread, runner: user }),
  )
}

/**
 * A question corrected within two minutes is read again and its answer changed in place. What was reported before stays
 * reported: only taking it back lowers a red flag.
 */
async function answerEdit(
  { accept, answers, outbox }: Parts,
  { channel, message, previous_message: before }: z.infer<typeof Edited>,
  { team }: From,
): Promise<void> {
  const { user, ts, edited, text } = message
  const isTooLate = Number(edited.ts) - Number(ts) > EDIT_S
  // Slack also reports a change when it adds the preview of a link.
  if (isTooLate || text === before.text) return
  const original = taskOf({ team, user }, `${channel}:${ts}`)
  if (!(await outbox.has(original))) return
  const answer = await outbox.answerTo(original)
  const question = { id: `${channel}:${ts}:edit:${edited.ts}`, team, user, where: DIRECT }
  await accept({ ...question, text: typedText(text) }, (reply) => {
    const rendered = answers.direct(reply, { where: DIRECT })
    return [
      answer
        ? change(rendered, { ...answer, runner: user })
        : post(rendered, { channel, thread: message.thread_ts, runner: user }),
    ]
  })
}

import { z } from 'zod'
import { teamOf } from './installations.ts'
import { whereOf } from './place.ts'

/** A tap on a button of ours, whichever surface it stands on. */
const Body = z.looseObject({
  user: z.looseObject({ id: z.string() }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  container: z.looseObject({
    type: z.string(),
    message_ts: z.string().optional(),
    thread_ts: z.string().optional(),
    channel_id: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  channel: z.looseObject({ id: z.string() }).optional(),
  message: z
    .looseObject({
      blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
      text: z.string().optional(),
      thread_ts: z.string().optional(),
    })
    .optional(),
  view: z
    .looseObject({
      id: z.string(),
      hash: z.string().optional(),
      type: z.string(),
      blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
    })
    .optional(),
})
const Action = z.looseObject({
  action_id: z.string(),
  block_id: z.string().optional(),
  action_ts: z.string().optional(),
  value: z.string().optional(),
  text: z.looseObject({ text: z.string() }).optional(),
})

export type ShownBlock = { type: string; block_id?: string | undefined; [key: string]: unknown }

export type Tap = {
  team: string
  user: string
  /** The conversation that the tapped block belongs to. */
  where: string
  action: string
  block: string
  value: string
  label: string
  /** The same for the second tap of a double tap, but not for a tap later on. */
  id: string
  trigger: string
  /** Where an answer to the tap may be sent for half an hour; missing in views. */
  address: string | undefined
  on:
    | { kind: 'view'; id: string; hash: string | undefined; isHome: boolean; blocks: ShownBlock[] }
    /** Only the runner sees the message; Slack does not tell us what it says. */
    | { kind: 'whisper'; channel: string; thread: string | undefined }
    | {
        kind: 'message'
        channel: string
        ts: string
        thread: string | undefined
        blocks: ShownBlock[]
        text: string
      }
}

/** Reads a tap; undefined for one that is not on a message or view of ours. */
export function tapFrom(
  body: unknown,
  action: unknown,
  context: Parameters<typeof teamOf>[0],
): Tap | undefined {
  const tapped = Body.safeParse(body)
  const what = Action.safeParse(action)
  if (!tapped.success || !what.success) return undefined
  const { user, container, channel, message, view, trigger_id, response_url } = tapped.data
  const { action_id, block_id = '', action_ts = '', value = '', text } = what.data
  const shared = {
    team: teamOf(context),
    user: user.id,
    where: whereOf(block_id),
    action: action_id,
    block: block_id,
    value,
    label: text?.text ?? '',
    id: `${channel?.id ?? 'view'}:${container.message_ts ?? view?.id ?? ''}:tap:${action_ts}`,
    trigger: trigger_id ?? '',
    address: response_url,
  }
  if (view) {
    const { id, hash, type, blocks } = view
    return { ...shared, on: { kind: 'view', id, hash, isHome: type === 'home', blocks } }
  }
  const place = channel?.id ?? container.channel_id
  if (!place || !container.message_ts) return undefined
  const thread = container.thread_ts ?? message?.thread_ts
  if (container.is_ephemeral || !message)
    return { ...shared, on: { kind: 'whisper', channel: place, thread } }
  return {
    ...shared,
    on: {
      kind: 'message',
      channel: place,
      ts: container.message_ts,
      thread,
      blocks: message.blocks,
      text: message.text ?? '',
    },
  }
}

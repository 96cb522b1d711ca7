import type { Send } from './outbox-task.ts'

/** Slack found fault with the blocks; the plain text says the same. */
const ABOUT_BLOCKS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_attachments',
])
/** The place is closed to us or to the runner, or the time to answer there is over. */
const ABOUT_PLACE = new Set([
  'channel_not_found',
  'not_in_channel',
  'user_not_in_channel',
  'is_archived',
  'messages_tab_disabled',
  'restricted_action',
  'no_permission',
  'http_403',
  'http_404',
  'http_410',
])

/** Another way to tell the runner what Slack refused; undefined when there is none left. */
export function otherWay(send: Send, code: string): Send | undefined {
  const { blocks, ...plain } = send.body
  if (ABOUT_BLOCKS.has(code) && blocks !== undefined) return { ...send, body: plain }
  if (!ABOUT_PLACE.has(code) || !send.runner) return undefined
  return {
    to: 'api',
    method: 'chat.postMessage',
    body: { channel: send.runner, text: plain.text, ...(blocks ? { blocks } : {}) },
  }
}

import type { ApiSend, Send } from './outbox-task.ts'
import type { Rendered } from './render-reply.ts'

const QUIET = { unfurl_links: false, unfurl_media: false } as const

/** A message that everybody of the channel can read; in a direct message that is the runner alone. */
export function post(
  rendered: Rendered,
  { channel, thread, runner }: { channel: string; thread?: string | undefined; runner: string },
): Send {
  return {
    to: 'api',
    method: 'chat.postMessage',
    body: { channel, ...(thread ? { thread_ts: thread } : {}), ...rendered, ...QUIET },
    isAnswer: true,
    runner,
  }
}

/** A message that only the runner sees. */
export function whisper(
  rendered: Rendered,
  { channel, thread, runner }: { channel: string; thread?: string | undefined; runner: string },
): Send {
  return {
    to: 'api',
    method: 'chat.postEphemeral',
    body: { channel, user: runner, ...(thread ? { thread_ts: thread } : {}), ...rendered },
    runner,
  }
}

/** The same message with other content. */
export function change(
  rendered: Rendered,
  { channel, ts, runner }: { channel: string; ts: string; runner: string },
): ApiSend {
  return {
    to: 'api',
    method: 'chat.update',
    body: { channel, ts, ...rendered },
    isAnswer: true,
    runner,
  }
}

/** An answer to a tap in a message that only the runner sees, seen by the runner alone as well. */
export function respondPrivately(
  rendered: Rendered,
  { address, thread, runner }: { address: string; thread?: string | undefined; runner: string },
): Send {
  return {
    to: 'response',
    address,
    body: {
      response_type: 'ephemeral',
      replace_original: false,
      ...(thread ? { thread_ts: thread } : {}),
      ...rendered,
    },
    runner,
  }
}

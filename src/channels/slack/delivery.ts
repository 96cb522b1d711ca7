import { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { ApiSend, Send } from './outbox-task.ts'

/** What became of one attempt to send. */
export type Outcome =
  | { kind: 'sent'; channel?: string; ts?: string }
  /** Slack is busy or away: again after so long. */
  | { kind: 'later'; afterMs?: number }
  /** Slack will never take it; the code says why. */
  | { kind: 'refused'; code: string }

/** Slack's own trouble; everything else that it answers with "not ok" is about our request and stays refused. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
])
const SECOND = 1_000
const RESPONSE_MS = 10_000
const Posted = z.looseObject({ channel: z.string().optional(), ts: z.string().optional() })

/** One attempt; never throws. */
export async function attempt(send: Send, client: webApi.WebClient): Promise<Outcome> {
  return send.to === 'api' ? call(send, client) : respond(send)
}

async function call({ method, body }: ApiSend, client: webApi.WebClient): Promise<Outcome> {
  try {
    const { channel, ts } = Posted.parse(await client.apiCall(method, body))
    return { kind: 'sent', ...(channel ? { channel } : {}), ...(ts ? { ts } : {}) }
  } catch (error) {
    return afterError(error)
  }
}

const ApiError = z.looseObject({
  code: z.string(),
  retryAfter: z.number().optional(),
  statusCode: z.number().optional(),
  data: z.looseObject({ error: z.string() }).optional(),
})

function afterError(error: unknown): Outcome {
  const parsed = ApiError.safeParse(error)
  if (!parsed.success) return { kind: 'later' }
  const { code, retryAfter, statusCode, data } = parsed.data
  if (code === webApi.ErrorCode.RateLimitedError)
    return { kind: 'later', afterMs: (retryAfter ?? 1) * SECOND }
  if (code === webApi.ErrorCode.PlatformError && data)
    return PASSING.has(data.error) ? { kind: 'later' } : { kind: 'refused', code: data.error }
  if (code === webApi.ErrorCode.HTTPError && statusCode !== undefined && statusCode < 500)
    return { kind: 'refused', code: `http_${statusCode}` }
  return { kind: 'later' }
}

/** An answer to a tap or a command; its address is good for five uses within half an hour. */
async function respond({ address, body }: Extract<Send, { to: 'response' }>): Promise<Outcome> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(RESPONSE_MS),
    })
    await answer.arrayBuffer()
    if (answer.ok) return { kind: 'sent' }
    if (answer.status === 429) {
      const seconds = Number(answer.headers.get('retry-after') ?? 1)
      return { kind: 'later', afterMs: (Number.isFinite(seconds) ? seconds : 1) * SECOND }
    }
    return answer.status >= 500
      ? { kind: 'later' }
      : { kind: 'refused', code: `http_${answer.status}` }
  } catch {
    return { kind: 'later' }
  }
}

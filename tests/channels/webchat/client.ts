import { WebSocket } from 'ws'
import { z } from 'zod'

export const Token = z.object({
  conversationId: z.string(),
  token: z.string(),
  expires_in: z.literal(1_800),
})
export const Started = Token.extend({ streamUrl: z.string().startsWith('ws://') })
export type Started = z.infer<typeof Started>
export const Activities = z.object({
  activities: z.array(
    z.looseObject({ id: z.string().optional(), type: z.string(), text: z.string().optional() }),
  ),
  watermark: z.string().optional(),
})

export type Call = { token?: string; body?: unknown; method?: string; headers?: HeadersInit }

/** A small client of the endpoint at `url`, for tests of the contract itself. */
export function directLineAt(url: () => string, secret: string) {
  async function call(path: string, { token, body, method, headers }: Call = {}) {
    const response = await fetch(`${url()}/v3/directline${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    }
  }
  const generate = async (body: unknown = {}) =>
    Token.parse((await call('/tokens/generate', { token: secret, body })).body)
  const start = async (body?: unknown) => {
    const { token } = await generate(body)
    return Started.parse((await call('/conversations', { token, body: {} })).body)
  }
  const post = (to: { conversationId: string; token: string }, body: unknown) =>
    call(`/conversations/${to.conversationId}/activities`, { token: to.token, body })
  const read = async (of: { conversationId: string; token: string }, watermark = '') =>
    Activities.parse(
      (
        await call(`/conversations/${of.conversationId}/activities?watermark=${watermark}`, {
          token: of.token,
        })
      ).body,
    )
  return { call, generate, start, post, read }
}

/** A message as Web Chat posts it. */
export const say = (text: string, clientActivityID = `c-${Math.random()}`) => ({
  type: 'message',
  text,
  from: { id: 'forged', name: 'Me' },
  channelData: { clientActivityID, extra: [1] },
})

/** An open stream and the frames that came. */
export function open(url: string, origin?: string) {
  return new Promise<{ socket: WebSocket; frames: string[] }>((resolve, reject) => {
    const socket = new WebSocket(url, origin ? { origin } : {})
    const frames: string[] = []
    socket.on('message', (data) => frames.push(String(data)))
    socket.on('open', () => resolve({ socket, frames }))
    socket.on('error', reject)
  })
}

/** All activities of some frames. */
export const activitiesOf = (frames: readonly string[]) =>
  frames
    .filter((frame) => frame !== '')
    .flatMap((frame) => Activities.parse(JSON.parse(frame)).activities)

import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'

/** What one conversation saw; every figure but the times should be zero. */
export type Seen = { lost: number; doubled: number; outOfOrder: number; replyMs: number[] }

type Activity = { id: string; type: string; replyToId?: string; from: { role: string } }
/** Somebody who posts and listens. */
export type Talker = { say: (text: string) => Promise<void>; seen: () => Seen; close: () => void }

const PATIENCE_MS = 60_000

/** Opens a conversation as a stock client does: token, start, socket. */
export async function openConversation(url: string, secret: string): Promise<Talker> {
  const base = `${url}/v3/directline`
  // Each browser has a connection of its own, and keeps it.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { token } = await post(agent, `${base}/tokens/generate`, secret, {})
  const { conversationId, streamUrl } = await post(agent, `${base}/conversations`, token, {})
  const socket = await open(streamUrl)
  const activities: Activity[] = []
  const posted: string[] = []
  const replyMs: number[] = []
  let wake = () => {}
  socket.on('message', (data: Buffer) => {
    if (data.length === 0) return
    activities.push(...JSON.parse(String(data)).activities)
    wake()
  })

  const isAnswered = (id: string) => activities.some(({ replyToId }) => replyToId === id)
  return {
    async say(text) {
      const start = performance.now()
      const channelData = { clientActivityID: `${conversationId}-${posted.length}` }
      const body = { type: 'message', text, from: { id: 'me' }, locale: 'en-GB', channelData }
      const { id } = await post(
        agent,
        `${base}/conversations/${conversationId}/activities`,
        token,
        body,
      )
      posted.push(id)
      const isOver = () => isAnswered(id) || performance.now() - start > PATIENCE_MS
      while (!isOver()) {
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, PATIENCE_MS).unref()
        })
      }
      replyMs.push(performance.now() - start)
    },
    seen() {
      const messages = activities.filter(({ type }) => type === 'message')
      const expected = posted.flatMap((id) => [`echo ${id}`, `reply ${id}`])
      const got = messages.map(({ id, replyToId }) =>
        replyToId ? `reply ${replyToId}` : `echo ${id}`,
      )
      const ids = messages.map(({ id }) => id)
      return {
        lost: expected.filter((item) => !got.includes(item)).length,
        doubled: got.length - new Set(got).size,
        outOfOrder: got.join() === expected.join() && ids.join() === ids.toSorted().join() ? 0 : 1,
        replyMs,
      }
    },
    close: () => {
      socket.terminate()
      agent.destroy()
    },
  }
}

/** The same talk with a server that only sends back what came. */
export async function openEcho(url: string): Promise<Pick<Talker, 'say' | 'close'>> {
  const socket = await open(url.replace('http', 'ws'))
  let wake = () => {}
  socket.on('message', () => wake())
  return {
    say: (text) =>
      new Promise((resolve) => {
        wake = resolve
        socket.send(text)
      }),
    close: () => socket.terminate(),
  }
}

function open(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

function post(agent: Agent, url: string, token: string, body: unknown) {
  return new Promise<Record<'token' | 'conversationId' | 'streamUrl' | 'id', string>>(
    (resolve, reject) => {
      const text = JSON.stringify(body)
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      }
      const call = request(url, { method: 'POST', agent, headers }, (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (part) => {
          answer += part
        })
        response.on('end', () => {
          if (response.statusCode !== 200 && response.statusCode !== 201)
            reject(new Error(`${response.statusCode} from ${new URL(url).pathname}: ${answer}`))
          else resolve(JSON.parse(answer))
        })
      })
      call.on('error', reject)
      call.end(text)
    },
  )
}

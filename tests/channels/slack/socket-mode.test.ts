import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { eventually, type RunningServer, runServer } from '../server.ts'

/** A peer written from the protocol facts: opens connections, sends envelopes, notes acknowledgements and calls. */
const calls: { method: string; token: string | undefined; body: URLSearchParams }[] = []
const acknowledged: string[] = []
let slack: Server
let sockets: WebSocketServer
let socket: WebSocket | undefined
let kneewise: RunningServer

beforeAll(async () => {
  sockets = new WebSocketServer({ noServer: true })
  slack = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const method = request.url?.replace('/api/', '') ?? ''
      calls.push({ method, token: request.headers.authorization, body: new URLSearchParams(body) })
      const answers: Record<string, unknown> = {
        'auth.test': {
          ok: true,
          user_id: 'U0BOT',
          bot_id: 'B0BOT',
          team_id: 'T1',
          team: 'Harriers',
          user: 'kneewise',
        },
        'apps.connections.open': {
          ok: true,
          url: `ws://127.0.0.1:${port()}/link?ticket=1&app_id=A1`,
        },
      }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answers[method] ?? { ok: true, ts: '1.000001', channel: 'D1' }))
    })
  })
  slack.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (opened) => {
      socket = opened
      opened.on('message', (data) => {
        const { envelope_id: id } = JSON.parse(String(data))
        if (id) acknowledged.push(id)
      })
      opened.send(
        JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }),
      )
    })
  })
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve))
  kneewise = await runServer({
    SLACK_BOT_TOKEN: 'xoxb-tests',
    SLACK_APP_TOKEN: 'xapp-tests',
    SLACK_API_URL: `http://127.0.0.1:${port()}/api/`,
  })
  await eventually(() => socket)
})
afterAll(async () => {
  await kneewise?.close()
  sockets?.close()
  slack?.close()
})

function port(): number {
  const address = slack.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function deliver(id: string, type: string, payload: Record<string, unknown>): void {
  socket?.send(
    JSON.stringify({
      envelope_id: id,
      type,
      payload,
      accepts_response_payload: false,
      retry_attempt: 0,
      retry_reason: '',
    }),
  )
}

const message = (text: string, event: string) => ({
  type: 'event_callback',
  team_id: 'T1',
  api_app_id: 'A1',
  event_id: event,
  authorizations: [{ team_id: 'T1', user_id: 'U0BOT', is_bot: true }],
  event: {
    type: 'message',
    channel_type: 'im',
    channel: 'D1',
    user: 'U0RUNNER',
    text,
    ts: `${event.length}.${event.length}`,
  },
})

describe('Slack in Socket Mode', () => {
  it('connects with the app token and answers a direct message it has acknowledged', async () => {
    expect(calls.find(({ method }) => method === 'apps.connections.open')?.token).toBe(
      'Bearer xapp-tests',
    )
    deliver('envelope-1', 'events_api', message('what is a bakers cyst?', 'Ev1'))
    await eventually(() => (acknowledged.includes('envelope-1') ? true : undefined))
    const answer = await eventually(() => calls.find(({ method }) => method === 'chat.postMessage'))
    expect(answer.token).toBe('Bearer xoxb-tests')
    expect(answer.body.get('text')).toContain('back of the knee')
  })

  it('answers the same event once, even in another envelope', async () => {
    const before = calls.filter(({ method }) => method === 'chat.postMessage').length
    deliver('envelope-2', 'events_api', message('is a treadmill better?', 'Ev22'))
    deliver('envelope-3', 'events_api', message('is a treadmill better?', 'Ev22'))
    await eventually(() => (acknowledged.includes('envelope-3') ? true : undefined))
    await eventually(() =>
      calls.filter(({ method }) => method === 'chat.postMessage').length > before
        ? true
        : undefined,
    )
    expect(calls.filter(({ method }) => method === 'chat.postMessage').length).toBe(before + 1)
  })
})

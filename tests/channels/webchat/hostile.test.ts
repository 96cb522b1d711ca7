import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, runServer } from '../server.ts'
import { directLineAt, open, type Started, say } from './client.ts'
import { runEndpoint } from './endpoint.ts'

const SECRET = 'direct-line-secret-of-the-tests'
const MILLION = 1_000_000
/** What one visitor may wait while another misbehaves. */
const PATIENCE_MS = 5_000

let kneewise: RunningServer
const { call, start, post, read } = directLineAt(() => kneewise.url, SECRET)
beforeAll(async () => {
  kneewise = await runServer({ DIRECT_LINE_SECRET: SECRET })
})
afterAll(() => kneewise?.close())

/** Another visitor asks something and gets the answer in time. */
async function othersAreServed(): Promise<void> {
  const began = performance.now()
  const conversation = await start()
  expect((await post(conversation, say('what is cadence?'))).status).toBe(200)
  expect((await read(conversation)).activities).toHaveLength(2)
  expect(performance.now() - began).toBeLessThan(PATIENCE_MS)
}

const socketTo = (url: string) =>
  new Promise<Socket>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname, () => resolve(socket))
    socket.on('error', reject)
  })
const closed = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.resume()
  })

/** A stream opened by hand, to write into it what no client would. */
async function rawStream({ streamUrl }: Started): Promise<Socket> {
  const socket = await socketTo(streamUrl.replace('ws', 'http'))
  const { pathname, search, host } = new URL(streamUrl)
  const upgraded = new Promise<void>((resolve) => socket.once('data', () => resolve()))
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  )
  await upgraded
  return socket
}

describe('forged tokens', () => {
  const sign = (claims: Record<string, unknown>, key: string, expires = '1h') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(key))
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('are refused even with our own key when they would never expire', async () => {
    const { conversationId } = await start()
    const eternal = await new SignJWT({ conv: conversationId, user: 'dl_x', use: 'talk' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('a key for the tests, long enough to be taken'))
    const path = `/conversations/${conversationId}/activities`
    expect((await call(path, { token: eternal })).status).toBe(403)
  })

  it('are refused, whoever signed them and however', async () => {
    const { conversationId, token } = await start()
    const claims = { conv: conversationId, user: 'dl_x', use: 'talk' }
    const [head, , signature] = token.split('.')
    const forged = [
      await sign(claims, 'another key that is long enough to be used'),
      `${part({ alg: 'none' })}.${part(claims)}.`,
      `${head}.${part({ ...claims, conv: 'other', exp: 9_999_999_999 })}.${signature}`,
      `${part({ alg: 'HS512' })}.${part(claims)}.${signature}`,
      'rubbish',
      `${SECRET}x`,
      'x'.repeat(10_000),
    ]
    for (const token of forged) {
      const answer = await call(`/conversations/${conversationId}/activities`, { token })
      expect(answer.status).toBe(403)
      expect(answer.body).toMatchObject({ error: { code: 'Forbidden' } })
    }
    for (const authorization of ['', 'Bearer', 'Basic abc', token]) {
      const answer = await call('/conversations', { body: {}, headers: { authorization } })
      expect(answer.status).toBe(401)
    }
  })
})

describe('bodies that are no activity', () => {
  it.each([
    ['not JSON', '{', 400],
    ['empty', '', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['without a type', '{"text":"hi"}', 400],
    ['of a wrong type', '{"type":5}', 400],
    ['with a text that is none', '{"type":"message","text":{"a":1}}', 400],
    ['with a sender that is none', '{"type":"message","from":"me"}', 400],
    ['with a prototype', '{"type":"message","__proto__":{"isAdmin":true}}', 400],
    [
      'nested 30,000 deep',
      `{"type":"message","channelData":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      400,
    ],
    ['longer than a message may be', JSON.stringify(say('x'.repeat(8_001))), 413],
    ['larger than a request may be', JSON.stringify(say('x'.repeat(200_000))), 413],
  ])('are refused when %s', async (_what, body, status) => {
    const { conversationId, token } = await start()
    const answer = await call(`/conversations/${conversationId}/activities`, {
      token,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({
      error: { code: expect.any(String), message: expect.any(String) },
    })
    expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.ts|node_modules/)
    expect((await read({ conversationId, token })).activities).toEqual([])
  })
  it('leave the others served', othersAreServed)
})

describe('addresses that lead elsewhere', () => {
  it.each([
    '/v3/directline/conversations/..%2f..%2fetc%2fpasswd/activities',
    '/v3/directline/conversations/%00/activities',
    '/v3/directline/../../etc/passwd',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e%2f%2e%2e%2f.env',
    '/assets/web-chat-4.18.1/..%2f..%2fmodel.json',
    '/knowledge/%E0%A4%A',
  ])('find nothing: %s', async (path) => {
    const response = await fetch(kneewise.url + path, {
      headers: { authorization: `Bearer ${SECRET}` },
    })
    expect([400, 403, 404]).toContain(response.status)
    expect(await response.text()).not.toMatch(/root:|"dependencies"/)
  })
})

describe('markup in messages and names', () => {
  it('comes back as the data it was, never as a page', async () => {
    const conversation = await start()
    const text =
      '<img src=x onerror=alert(1)> [tap](javascript:alert(1)) **bold** {{7*7}} \u202Eevil\u0000'
    const name = '<script>alert(1)</script>'
    const activity = { ...say(text), from: { id: 'x', name } }
    expect((await post(conversation, activity)).status).toBe(200)
    const { headers, body } = await call(
      `/conversations/${conversation.conversationId}/activities`,
      conversation,
    )
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(body.activities[0]).toMatchObject({ text, from: { name } })
    expect(body.activities[1]).toMatchObject({ textFormat: 'plain' })
  })
})

describe('one who floods', () => {
  it('with a million frames is cut off, and everybody else is served meanwhile', async () => {
    const conversation = await start()
    const socket = await rawStream(conversation)
    const end = closed(socket)
    // Masked, final, text, empty: the only frame a client may send.
    const frame = Buffer.from([0x81, 0x80, 0, 0, 0, 0])
    const thousand = Buffer.concat(Array.from({ length: 1_000 }, () => frame))
    let sent = 0
    const flood = async () => {
      while (sent < MILLION && !socket.destroyed) {
        sent += 1_000
        if (!socket.write(thousand)) {
          await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), end])
        }
      }
    }
    await Promise.all([flood(), othersAreServed()])
    await end
    // The runner comes back and has lost nothing.
    await post(conversation, say('hello'))
    expect((await read(conversation)).activities).toHaveLength(2)
  })

  it('with one enormous frame is cut off', async () => {
    const { socket } = await open((await start()).streamUrl)
    const code = new Promise((resolve) => socket.on('close', resolve))
    socket.on('error', () => undefined)
    socket.send('x'.repeat(1_000_000))
    expect(await code).toBe(1009)
    await othersAreServed()
  })

  it('with messages is slowed down, and told when to go on', async () => {
    const conversation = await start()
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => post(conversation, say('hello'))),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(20)
    expect(refused[0]?.body).toMatchObject({ error: { code: 'TooManyRequests' } })
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    await othersAreServed()
  })

  it('with requests for tokens is slowed down', async () => {
    const visit = () =>
      fetch(`${kneewise.url}/webchat/token`, { method: 'POST', headers: { origin: kneewise.url } })
    const statuses = []
    for (let attempt = 0; attempt < 40; attempt += 1) statuses.push((await visit()).status)
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200))
    expect(statuses.at(-1)).toBe(429)
  })

  it('by never reading is cut off before it fills our memory, and finds everything when it comes back', async () => {
    const endpoint = await runEndpoint()
    const own = directLineAt(() => endpoint.url, SECRET)
    const conversation = await own.start()
    const socket = await rawStream(conversation)
    let isOver = false
    const end = closed(socket).then(() => {
      isOver = true
    })
    socket.pause()
    const event = { type: 'event', channelData: { ballast: 'x'.repeat(100_000) } }
    const claims = { conv: conversation.conversationId, use: 'talk' } as const
    let posted = 0
    // Events are not answered, and posted here without the limit that a client meets.
    for (; posted < 300 && !isOver; posted += 1) await endpoint.conversations.post(claims, event)
    socket.resume()
    await end
    let count = 0
    let page = await own.read(conversation)
    for (; page.activities.length > 0; page = await own.read(conversation, page.watermark))
      count += page.activities.length
    expect(count).toBe(posted)
    await endpoint.close()
  })
})

describe('slow requests', () => {
  it('are ended, and meanwhile take nothing from the others', async () => {
    const { server } = kneewise.server
    const { headersTimeout, requestTimeout } = server
    Object.assign(server, { headersTimeout: 500, requestTimeout: 500 })
    const { host } = new URL(kneewise.url)
    const sockets = await Promise.all(Array.from({ length: 300 }, () => socketTo(kneewise.url)))
    const ends = sockets.map(closed)
    for (const [index, socket] of sockets.entries()) {
      socket.write(
        index % 2 === 0
          ? `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `
          : `POST /v3/directline/conversations HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
      )
    }
    await othersAreServed()
    await Promise.all(ends)
    Object.assign(server, { headersTimeout, requestTimeout })
  })

  it('have limits in earnest, too', () => {
    const { headersTimeout, requestTimeout } = kneewise.server.server
    expect(headersTimeout).toBeLessThanOrEqual(15_000)
    expect(requestTimeout).toBeLessThanOrEqual(30_000)
  })
})

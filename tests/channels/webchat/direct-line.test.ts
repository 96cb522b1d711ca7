import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { type RunningServer, runServer } from '../server.ts'

const SECRET = 'direct-line-secret-of-the-tests'
const MINUTE = 60_000
const Token = z.object({
  conversationId: z.string(),
  token: z.string(),
  expires_in: z.literal(1_800),
})
const Started = Token.extend({ streamUrl: z.string().startsWith('ws://') })
const Activities = z.object({
  activities: z.array(z.looseObject({ id: z.string(), type: z.string() })),
  watermark: z.string(),
})

let kneewise: RunningServer
let clock = Date.now()

beforeAll(async () => {
  kneewise = await runServer({ DIRECT_LINE_SECRET: SECRET }, () => clock)
})
afterAll(() => kneewise?.close())

async function call(
  path: string,
  {
    token,
    body,
    method,
    origin,
  }: { token?: string; body?: unknown; method?: string; origin?: string } = {},
) {
  const response = await fetch(`${kneewise.url}/v3/directline${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(origin ? { origin } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

const generate = async (body: unknown = {}) =>
  Token.parse((await call('/tokens/generate', { token: SECRET, body })).body)
async function start() {
  const { token } = await generate()
  return Started.parse((await call('/conversations', { token, body: {} })).body)
}
const say = (text: string) => ({
  type: 'message',
  text,
  from: { id: 'forged', name: 'Me' },
  channelData: { clientActivityID: 'c1', extra: [1] },
})

describe('the Direct Line endpoint', () => {
  it('starts a conversation once: 201, then 200 for the same token', async () => {
    const { token, conversationId } = await generate()
    const first = await call('/conversations', { token, body: {} })
    const second = await call('/conversations', { token, body: {} })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(first.body.conversationId).toBe(conversationId)
    expect(second.body.conversationId).toBe(conversationId)
  })

  it('issues tokens that Web Chat can read the user from', async () => {
    const { token } = await generate({ user: { id: 'dl_runner' } })
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ user: 'dl_runner', exp: expect.any(Number) })
  })

  it('refuses a user id that does not begin with dl_', async () => {
    expect(
      await call('/tokens/generate', { token: SECRET, body: { user: { id: 'me' } } }),
    ).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument' } },
    })
  })

  it('echoes what was posted with the id that the post gave, the true user and unchanged channel data, and answers', async () => {
    const { token, conversationId } = await start()
    const posted = await call(`/conversations/${conversationId}/activities`, {
      token,
      body: say('what is cadence?'),
    })
    expect(posted.status).toBe(200)
    const { activities, watermark } = Activities.parse(
      (await call(`/conversations/${conversationId}/activities`, { token })).body,
    )
    const [echo, answer] = activities.filter(({ type }) => type === 'message')
    expect(echo).toMatchObject({
      id: posted.body.id,
      from: { id: expect.stringMatching(/^dl_/), role: 'user' },
      channelData: { clientActivityID: 'c1', extra: [1] },
    })
    expect(answer).toMatchObject({
      from: { role: 'bot' },
      replyToId: posted.body.id,
      channelId: 'webchat',
    })
    expect(answer?.text).toContain('Cadence is')
    expect(answer).not.toHaveProperty('_channelId')
    const rest = await call(`/conversations/${conversationId}/activities?watermark=${watermark}`, {
      token,
    })
    expect(rest.body).toEqual({ activities: [], watermark })
  })

  it('refreshes a token for the same conversation, but never an expired one', async () => {
    const { token, conversationId } = await start()
    expect((await call('/tokens/refresh', { token, body: {} })).body).toMatchObject({
      conversationId,
    })
    clock += 31 * MINUTE
    for (const path of ['/tokens/refresh', `/conversations/${conversationId}/activities`]) {
      expect(await call(path, { token, body: say('hi') })).toMatchObject({
        status: 403,
        body: { error: { code: 'TokenExpired' } },
      })
    }
  })

  it('keeps conversations apart', async () => {
    const [mine, theirs] = [await start(), await start()]
    const path = `/conversations/${theirs.conversationId}/activities`
    expect((await call(path, { token: mine.token })).status).toBe(403)
    expect((await call(path)).status).toBe(401)
    expect((await call('/conversations/unknown/activities', { token: SECRET })).status).toBe(404)
  })

  it('refuses forged tokens', async () => {
    const forged = await new SignJWT({ conv: 'x', user: 'dl_x', use: 'talk' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('another key that is long enough to be used'))
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"conv":"x","user":"dl_x","use":"talk"}').toString('base64url')}.`
    for (const token of [forged, none, 'rubbish']) {
      expect((await call('/conversations', { token, body: {} })).status).toBe(403)
    }
  })

  it('lets a token be used only from the sites it was made for', async () => {
    const { token } = await generate({ trustedOrigins: ['https://club.example'] })
    expect(
      (await call('/conversations', { token, body: {}, origin: 'https://club.example' })).status,
    ).toBe(201)
    expect(
      (await call('/conversations', { token, body: {}, origin: 'https://evil.example' })).status,
    ).toBe(403)
  })

  it.each([
    ['not JSON', '{'],
    ['not an activity', '[]'],
    ['without a type', '{"text":"hi"}'],
  ])('answers 400 in the documented shape to a body that is %s', async (_what, body) => {
    const { token, conversationId } = await start()
    const response = await fetch(
      `${kneewise.url}/v3/directline/conversations/${conversationId}/activities`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      },
    )
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { code: 'BadArgument', message: expect.any(String) },
    })
  })

  it('refuses what is too large, and uploads, and goes on serving', async () => {
    const { token, conversationId } = await start()
    const path = `/conversations/${conversationId}/activities`
    expect((await call(path, { token, body: say('x'.repeat(200_000)) })).status).toBe(413)
    expect(
      (await call(`/conversations/${conversationId}/upload`, { token, body: {} })).status,
    ).toBe(415)
    expect((await call(path, { token, body: say('hello') })).status).toBe(200)
  })

  it('reads an empty watermark as none and refuses a malformed one', async () => {
    const { token, conversationId } = await start()
    expect((await call(`/conversations/${conversationId}?watermark=`, { token })).status).toBe(200)
    expect((await call(`/conversations/${conversationId}?watermark=abc`, { token })).status).toBe(
      400,
    )
    expect(
      (await call(`/conversations/${conversationId}/activities?watermark=999`, { token })).body,
    ).toMatchObject({ activities: [] })
  })
})

describe('the stream', () => {
  const open = (url: string, origin?: string) =>
    new Promise<{ socket: WebSocket; frames: string[] }>((resolve, reject) => {
      const socket = new WebSocket(url, origin ? { origin } : {})
      const frames: string[] = []
      socket.on('message', (data) => frames.push(String(data)))
      socket.on('open', () => resolve({ socket, frames }))
      socket.on('error', reject)
    })
  const texts = (frames: string[]) =>
    frames
      .filter((frame) => frame !== '')
      .flatMap((frame) =>
        Activities.parse(JSON.parse(frame)).activities.map(({ text }) => String(text)),
      )

  it('replays what was said before it opened, then goes on live, and ignores empty frames', async () => {
    const { token, conversationId, streamUrl } = await start()
    const path = `/conversations/${conversationId}/activities`
    await call(path, { token, body: say('thanks') })
    const { socket, frames } = await open(streamUrl)
    socket.send('')
    await call(path, { token, body: say('goodbye') })
    await expect.poll(() => texts(frames).length).toBe(4)
    expect(texts(frames)[0]).toBe('thanks')
    expect(texts(frames)[2]).toBe('goodbye')
    socket.close()
  })

  it('gives after a reconnect everything since the watermark and nothing twice', async () => {
    const { token, conversationId, streamUrl } = await start()
    const path = `/conversations/${conversationId}/activities`
    const first = await open(streamUrl)
    await call(path, { token, body: say('hello') })
    await expect.poll(() => texts(first.frames).length).toBe(2)
    const { watermark } = Activities.parse(JSON.parse(first.frames.filter(Boolean).at(-1) ?? ''))
    first.socket.terminate()
    await call(path, { token, body: say('bye') })
    const { body } = await call(`/conversations/${conversationId}?watermark=${watermark}`, {
      token,
    })
    const second = await open(body.streamUrl)
    await expect.poll(() => texts(second.frames).length).toBe(2)
    expect(texts(second.frames)[0]).toBe('bye')
    second.socket.close()
  })

  it('closes the first socket when a second one comes', async () => {
    const { streamUrl } = await start()
    const first = await open(streamUrl)
    const closed = new Promise<string>((resolve) =>
      first.socket.on('close', (_code, reason) => resolve(String(reason))),
    )
    const second = await open(streamUrl)
    expect(await closed).toBe('collision')
    second.socket.close()
  })

  it('refuses an old address, a foreign site and another conversation', async () => {
    const { token } = await generate({ trustedOrigins: ['https://club.example'] })
    const { body } = await call('/conversations', {
      token,
      body: {},
      origin: 'https://club.example',
    })
    await expect(open(body.streamUrl, 'https://evil.example')).rejects.toThrow('403')
    const other = await start()
    await expect(
      open(other.streamUrl.replace(other.conversationId, body.conversationId)),
    ).rejects.toThrow('403')
    clock += 61_000
    await expect(open(other.streamUrl)).rejects.toThrow('403')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, runServer } from '../server.ts'
import { activitiesOf, directLineAt, open, say } from './client.ts'

const SECRET = 'direct-line-secret-of-the-tests'
const MINUTE = 60_000

let kneewise: RunningServer
let clock = Date.now()
const { call, generate, start, post, read } = directLineAt(() => kneewise.url, SECRET)

beforeAll(async () => {
  kneewise = await runServer({ DIRECT_LINE_SECRET: SECRET }, () => clock)
})
afterAll(() => kneewise?.close())

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const texts = (frames: readonly string[]) => activitiesOf(frames).map(({ text }) => String(text))

describe('a token', () => {
  it('is generated for the secret only, for one conversation that has not begun', async () => {
    const { token, conversationId } = await generate()
    expect((await call('/tokens/generate', { token, body: {} })).status).toBe(403)
    expect((await call(`/conversations/${conversationId}`, { token })).status).toBe(404)
    expect(await call('/tokens/generate', { token: SECRET, method: 'POST' })).toMatchObject({
      status: 200,
    })
  })

  it('is one that Web Chat can read the user from', async () => {
    const { token } = await generate({ user: { id: 'dl_runner', name: 'Asha' } })
    expect(claimsOf(token)).toMatchObject({ user: 'dl_runner', exp: expect.any(Number) })
  })

  it.each([
    ['a user id without dl_', { user: { id: 'me' } }],
    ['a user that is no object', { user: 'dl_me' }],
    ['origins that are no list', { trustedOrigins: 'https://club.example' }],
  ])('is not made for %s', async (_what, body) => {
    expect(await call('/tokens/generate', { token: SECRET, body })).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument' } },
    })
  })

  it('is refreshed for the same conversation and user, but never once it has expired', async () => {
    const { token, conversationId } = await start({ user: { id: 'dl_runner' } })
    const { body } = await call('/tokens/refresh', { token, method: 'POST' })
    expect(body).toMatchObject({ conversationId, expires_in: 1_800 })
    expect(claimsOf(body.token).user).toBe('dl_runner')
    clock += 31 * MINUTE
    for (const path of ['/tokens/refresh', `/conversations/${conversationId}/activities`]) {
      expect(await call(path, { token, body: say('hi') })).toMatchObject({
        status: 403,
        body: { error: { code: 'TokenExpired' } },
      })
    }
  })

  it('opens its own conversation only', async () => {
    const [mine, theirs] = [await start(), await start()]
    const path = `/conversations/${theirs.conversationId}/activities`
    expect((await call(path, { token: mine.token })).status).toBe(403)
    expect((await call(path, { token: mine.token, body: say('hi') })).status).toBe(403)
    expect((await call(`/conversations/${theirs.conversationId}`, mine)).status).toBe(403)
    expect((await call(path)).status).toBe(401)
    expect((await call('/conversations/unknown/activities', { token: SECRET })).status).toBe(404)
  })

  it('can be used from the sites it was made for, and by programs, which send no origin', async () => {
    const from = async (origin?: string) => {
      const { token } = await generate({ trustedOrigins: ['https://club.example'] })
      const headers = origin ? { origin } : {}
      return (await call('/conversations', { token, body: {}, headers })).status
    }
    expect(await from('https://club.example')).toBe(201)
    expect(await from()).toBe(201)
    expect(await from('https://evil.example')).toBe(403)
    expect(await from('null')).toBe(403)
  })
})

describe('a conversation', () => {
  it('starts once: 201, then 200 for the same token', async () => {
    const { token, conversationId } = await generate()
    const first = await call('/conversations', { token, body: {} })
    const second = await call('/conversations', { token, body: { user: {}, locale: 'en-GB' } })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(first.body).toMatchObject({ conversationId, expires_in: 1_800 })
    expect(second.body.conversationId).toBe(conversationId)
  })

  it('echoes what was posted with the id that the post gave, the true user and unchanged channel data, and answers', async () => {
    const conversation = await start()
    const posted = await post(conversation, say('what is cadence?', 'c1'))
    expect(posted.status).toBe(200)
    const { activities, watermark } = await read(conversation)
    const [echo, answer] = activities
    expect(echo).toMatchObject({
      id: posted.body.id,
      from: { id: expect.stringMatching(/^dl_/), name: 'Me', role: 'user' },
      channelData: { clientActivityID: 'c1', extra: [1] },
      timestamp: expect.any(String),
    })
    expect(answer).toMatchObject({
      from: { role: 'bot' },
      replyToId: posted.body.id,
      channelId: 'webchat',
    })
    expect(answer?.text).toContain('Cadence is')
    expect(answer).not.toHaveProperty('_channelId')
    expect(await read(conversation, watermark)).toEqual({ activities: [], watermark })
  })

  it('answers once what is posted twice by the same id of its sender, and gives the same id again', async () => {
    const conversation = await start()
    const twice = say('what is cadence?', 'same')
    const ids = await Promise.all([post(conversation, twice), post(conversation, twice)])
    const again = await post(conversation, twice)
    expect(new Set([...ids, again].map(({ body }) => body.id)).size).toBe(1)
    expect((await read(conversation)).activities).toHaveLength(2)
  })

  it('gives ids that sort in the order of speaking', async () => {
    const conversation = await start()
    for (const text of ['hello', 'thanks', 'goodbye']) await post(conversation, say(text))
    const ids = (await read(conversation)).activities.map(({ id }) => id)
    expect(ids).toHaveLength(6)
    expect(ids.toSorted()).toEqual(ids)
  })

  it('takes the name of the token before the name a client claims', async () => {
    const conversation = await start({ user: { id: 'dl_runner', name: 'Asha' } })
    await post(conversation, say('hello'))
    const [echo] = (await read(conversation)).activities
    expect(echo).toMatchObject({ from: { id: 'dl_runner', name: 'Asha', role: 'user' } })
  })

  it('begun with the secret takes the client at its word for who speaks', async () => {
    const { body } = await call('/conversations', { token: SECRET, body: {} })
    await post(body, { type: 'message', text: 'hello', from: { id: 'runner-7' } })
    const [echo] = (await read(body)).activities
    expect(echo).toMatchObject({ from: { id: 'runner-7', role: 'user' } })
    expect(claimsOf(body.token)).not.toHaveProperty('user')
  })

  it('keeps events, and neither typing nor updates', async () => {
    const conversation = await start()
    for (const type of ['event', 'typing', 'conversationUpdate']) {
      const posted = await post(conversation, { type, name: 'webchat/join', from: { id: 'me' } })
      expect(posted).toMatchObject({ status: 200, body: { id: expect.any(String) } })
    }
    expect((await read(conversation)).activities.map(({ type }) => type)).toEqual(['event'])
  })

  it('takes an empty watermark, refuses a malformed one, and has nothing after a future one', async () => {
    const { token, conversationId } = await start()
    const path = `/conversations/${conversationId}`
    expect((await call(`${path}?watermark=`, { token })).status).toBe(200)
    for (const watermark of ['abc', '-1', '1.5', '1e3', '99999999999999999999']) {
      expect((await call(`${path}?watermark=${watermark}`, { token })).status).toBe(400)
    }
    expect(
      (await call(`${path}/activities?watermark=99999999999999`, { token })).body.activities,
    ).toEqual([])
  })

  it('refuses files clearly, however they come', async () => {
    const conversation = await start()
    const form = new FormData()
    form.append('file', new Blob(['x-ray']), 'knee.png')
    const response = await fetch(
      `${kneewise.url}/v3/directline/conversations/${conversation.conversationId}/upload?userId=me`,
      { method: 'POST', headers: { authorization: `Bearer ${conversation.token}` }, body: form },
    )
    const refused = { error: { code: 'BadArgument', message: expect.stringContaining('no files') } }
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject(refused)
    const attachments = [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,AA==' }]
    expect(await post(conversation, { ...say('look'), attachments })).toMatchObject({
      status: 415,
      body: refused,
    })
  })

  it('lets pages of other origins read what they need', async () => {
    const response = await fetch(`${kneewise.url}/v3/directline/conversations`, {
      method: 'OPTIONS',
      headers: { origin: 'https://club.example', 'access-control-request-method': 'POST' },
    })
    expect(response.status).toBe(204)
    for (const name of ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with']) {
      expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(name)
    }
    expect(await call('/no/such/address')).toMatchObject({
      status: 404,
      body: { error: { code: 'NotFound' } },
    })
    expect((await call('/session/getsessionid')).status).toBe(200)
  })
})

describe('the stream', () => {
  it('replays what was said before it opened, then goes on live, and ignores empty frames', async () => {
    const conversation = await start()
    await post(conversation, say('thanks'))
    const { socket, frames } = await open(conversation.streamUrl)
    socket.send('')
    await post(conversation, say('goodbye'))
    await expect.poll(() => texts(frames).length).toBe(4)
    expect(texts(frames)[0]).toBe('thanks')
    expect(texts(frames)[2]).toBe('goodbye')
    socket.close()
  })

  it('gives after a reconnect everything since the watermark and nothing twice', async () => {
    const conversation = await start()
    const first = await open(conversation.streamUrl)
    await post(conversation, say('hello'))
    await expect.poll(() => texts(first.frames).length).toBe(2)
    const { watermark } = JSON.parse(first.frames.filter(Boolean).at(-1) ?? '')
    first.socket.terminate()
    await post(conversation, say('bye'))
    const path = `/conversations/${conversation.conversationId}?watermark=${watermark}`
    const { body } = await call(path, { token: conversation.token })
    const second = await open(body.streamUrl)
    await expect.poll(() => texts(second.frames).length).toBe(2)
    expect(texts(second.frames)[0]).toBe('bye')
    second.socket.close()
  })

  it.each([
    ['without a watermark only what is new', '', ['bye']],
    [
      'with an empty one everything, because that client has seen nothing',
      '?watermark=',
      ['hello', 'bye'],
    ],
  ])('gives after a reconnect %s', async (_what, query, expected) => {
    const conversation = await start()
    await post(conversation, say('hello'))
    const path = `/conversations/${conversation.conversationId}${query}`
    const { body } = await call(path, { token: conversation.token })
    const { socket, frames } = await open(body.streamUrl)
    await post(conversation, say('bye'))
    await expect.poll(() => texts(frames).length).toBe(2 * expected.length)
    expect(texts(frames).filter((_, index) => index % 2 === 0)).toEqual(expected)
    socket.close()
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

  it('refuses an old address, a foreign site, another conversation, and an address without a token', async () => {
    const { token } = await generate({ trustedOrigins: ['https://club.example'] })
    const headers = { origin: 'https://club.example' }
    const { body } = await call('/conversations', { token, body: {}, headers })
    await expect(open(body.streamUrl, 'https://evil.example')).rejects.toThrow('403')
    const other = await start()
    await expect(
      open(other.streamUrl.replace(other.conversationId, body.conversationId)),
    ).rejects.toThrow('403')
    await expect(open(other.streamUrl.replace(/t=.*/, 't='))).rejects.toThrow('403')
    // A token to talk with is no address to listen at.
    await expect(open(other.streamUrl.replace(/t=.*/, `t=${other.token}`))).rejects.toThrow('403')
    clock += 61_000
    await expect(open(other.streamUrl)).rejects.toThrow('403')
  })
})

import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { eventually, type RunningServer, runServer } from '../server.ts'

const SIGNING_SECRET = 'a signing secret of the tests'
const TOKEN = 'xoxb-kneewise-tests'
const RUNNER = 'U0RUNNER'

const Message = z.looseObject({
  text: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string() })).default([]),
})
const Answer = z.looseObject({ ok: z.boolean() })

let emulator: Emulator
let relay: Server
/** Every call Kneewise makes to Slack's Web API: the method and what it sent. */
const calls: { method: string; body: string }[] = []
let kneewise: RunningServer
let channel: string
let direct: string
let eventNumber = 0

const api = async (method: string, body: Record<string, string>) => {
  const response = await fetch(`${emulator.url}/api/${method}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(body),
  })
  return Answer.parse(await response.json())
}

/** Sends what Slack would send, signed as Slack signs. */
async function deliver(
  body: string,
  type: string,
  differs: { secret?: string; timestamp?: number } = {},
): Promise<Response> {
  const timestamp = String(differs.timestamp ?? Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', differs.secret ?? SIGNING_SECRET)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex')
  return fetch(`${kneewise.url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  })
}

function nextNumber(): string {
  eventNumber += 1
  return String(eventNumber)
}

const nextEventId = () => `Ev${nextNumber()}`

function eventBody(event: Record<string, unknown>, id = nextEventId()): string {
  const authorizations = [{ team_id: 'T000000001', user_id: 'U0BOT', is_bot: true }]
  return JSON.stringify({
    type: 'event_callback',
    team_id: 'T000000001',
    api_app_id: 'A1',
    event_id: id,
    authorizations,
    event,
  })
}

const say = (event: Record<string, unknown>, id?: string) =>
  deliver(eventBody(event, id), 'application/json')
async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}

const ts = () => `${Math.floor(Date.now() / 1_000)}.${nextNumber().padStart(6, '0')}`

async function messages(where: string): Promise<z.infer<typeof Message>[]> {
  const { messages: found } = z
    .looseObject({ messages: z.array(Message) })
    .parse(await api('conversations.history', { channel: where, limit: '200' }))
  return found
}

async function replies(where: string, thread: string): Promise<z.infer<typeof Message>[]> {
  const answer = await api('conversations.replies', { channel: where, ts: thread })
  const { messages: found = [] } = z
    .looseObject({ messages: z.array(Message).optional() })
    .parse(answer)
  return found.filter((message) => message.ts !== thread)
}

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'slack',
    port: 14_003,
    seed: {
      slack: {
        team: { name: 'Harriers', domain: 'harriers' },
        users: [
          { name: 'runner', real_name: 'A Runner', email: 'runner@example.com' },
          { name: 'app', real_name: 'Kneewise', email: 'app@example.com' },
        ],
        channels: [{ name: 'general', topic: 'Running' }],
        bots: [{ name: 'kneewise' }],
        tokens: [
          {
            token: TOKEN,
            user: 'app',
            scopes: [
              'chat:write',
              'channels:read',
              'channels:history',
              'im:write',
              'im:history',
              'users:read',
            ],
          },
        ],
      },
    },
  })
  relay = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const body = Buffer.concat(chunks)
      calls.push({ method: request.url?.replace('/api/', '') ?? '', body: body.toString() })
      const answer = await fetch(`${emulator.url}${request.url}`, {
        method: 'POST',
        headers: {
          authorization: request.headers.authorization ?? '',
          'content-type': request.headers['content-type'] ?? 'application/json',
        },
        body,
      })
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(await answer.text())
    })
  })
  const relayUrl = await listening(relay)
  kneewise = await runServer({
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${relayUrl}/api/`,
  })
  await eventually(() => (calls.some(({ method }) => method === 'auth.test') ? true : undefined))
  const Channels = z.looseObject({
    channels: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  })
  const { channels } = Channels.parse(await api('conversations.list', {}))
  channel = channels.find(({ name }) => name === 'general')?.id ?? ''
  const Users = z.looseObject({
    members: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  })
  const { members } = Users.parse(await api('users.list', {}))
  const user = members.find(({ name }) => name === 'runner')?.id ?? ''
  const opened = z
    .looseObject({ channel: z.looseObject({ id: z.string() }) })
    .parse(await api('conversations.open', { users: user }))
  direct = opened.channel.id
})

afterAll(async () => {
  await kneewise?.close()
  relay?.close()
  await emulator?.close()
})

describe('Slack', () => {
  it('answers the challenge with which Slack checks the address', async () => {
    const response = await deliver(
      JSON.stringify({ type: 'url_verification', challenge: 'abc' }),
      'application/json',
    )
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('abc')
  })

  it('refuses what Slack did not sign, or signed long ago', async () => {
    const body = eventBody({
      type: 'message',
      channel_type: 'im',
      channel: direct,
      user: RUNNER,
      text: 'my knee hurts',
      ts: ts(),
    })
    expect((await deliver(body, 'application/json', { secret: 'wrong' })).status).toBe(401)
    const old = Math.floor(Date.now() / 1_000) - 301
    expect((await deliver(body, 'application/json', { timestamp: old })).status).toBe(401)
    expect(await messages(direct)).toEqual([])
  })

  it('answers a direct message with the answer in blocks, buttons and a full text', async () => {
    await say({
      type: 'message',
      channel_type: 'im',
      channel: direct,
      user: RUNNER,
      text: 'what is a meniscus tear?',
      ts: ts(),
    })
    const answer = await eventually(async () =>
      (await messages(direct)).find(({ text }) => text.includes('meniscus')),
    )
    expect(answer.blocks[0]).toMatchObject({ type: 'section', text: { type: 'mrkdwn' } })
    const rows = answer.blocks.filter(({ type }) => type === 'actions')
    expect(rows[0]).toMatchObject({
      block_id: 'direct|next:0',
      elements: [{ type: 'button', action_id: 'say:0' }, {}, {}, {}],
    })
    expect(answer.text.length).toBeLessThanOrEqual(4_000)
  })

  it('answers a mention in its thread', async () => {
    const { ts: root } = z
      .looseObject({ ts: z.string() })
      .parse(await api('chat.postMessage', { channel, text: 'question' }))
    await say({
      type: 'app_mention',
      channel,
      user: RUNNER,
      text: '<@U0BOT> how often should I replace running shoes?',
      ts: root,
    })
    const [answer] = await eventually(async () => {
      const found = await replies(channel, root)
      return found.length > 0 ? found : undefined
    })
    expect(answer?.text).toContain('shoes')
  })

  it('answers a repeated event once', async () => {
    const event = {
      type: 'message',
      channel_type: 'im',
      channel: direct,
      user: RUNNER,
      text: 'is foam rolling any good?',
      ts: ts(),
    }
    const before = (await messages(direct)).length
    await Promise.all([
      say(event, 'EvRepeated'),
      say(event, 'EvRepeated'),
      say(event, 'EvOtherEnvelope'),
    ])
    await eventually(async () => ((await messages(direct)).length > before ? true : undefined))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await messages(direct)).length).toBe(before + 1)
  })

  it('ignores bots, joins and edits', async () => {
    const before = (await messages(direct)).length
    const message = {
      type: 'message',
      channel_type: 'im',
      channel: direct,
      user: RUNNER,
      text: 'my knee hurts',
    }
    await say({ ...message, bot_id: 'B1', ts: ts() })
    await say({ ...message, subtype: 'message_changed', ts: ts() })
    await say({ ...message, subtype: 'channel_join', ts: ts() })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await messages(direct)).length).toBe(before)
  })

  it('says a red flag in a channel to the runner alone', async () => {
    const { ts: root } = z
      .looseObject({ ts: z.string() })
      .parse(await api('chat.postMessage', { channel, text: 'question' }))
    await say({
      type: 'app_mention',
      channel,
      user: RUNNER,
      text: '<@U0BOT> my calf is swollen and hot since my flight',
      ts: root,
    })
    const sent = await eventually(() =>
      calls
        .filter(({ method }) => method === 'chat.postEphemeral')
        .map(({ body }) => new URLSearchParams(body))
        .find((body) => body.get('thread_ts') === root),
    )
    expect(sent.get('user')).toBe(RUNNER)
    expect(sent.get('text')).toMatch(/^See a doctor today/)
    expect(await replies(channel, root)).toEqual([])
  })

  it('answers a tapped suggestion in the same place', async () => {
    const payload = {
      type: 'block_actions',
      team: { id: 'T000000001' },
      user: { id: RUNNER },
      channel: { id: direct },
      container: { type: 'message', channel_id: direct, message_ts: ts(), is_ephemeral: false },
      message: { text: 'an earlier answer', blocks: [] },
      actions: [
        {
          type: 'button',
          action_id: 'say:1',
          block_id: 'direct|next:0',
          action_ts: ts(),
          value: 'Tell me about Cadence and stride length',
        },
      ],
      api_app_id: 'A1',
      response_url: 'http://127.0.0.1:9/unused',
    }
    const response = await deliver(
      new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
      'application/x-www-form-urlencoded',
    )
    expect(response.status).toBe(200)
    const answer = await eventually(async () =>
      (await messages(direct)).find(({ text }) => text.startsWith('Cadence is')),
    )
    expect(answer.blocks.length).toBeGreaterThan(2)
  })

  it('answers /knee only to the one who asked', async () => {
    const form = new URLSearchParams({
      command: '/knee',
      text: 'which warm-up before a cold race?',
      team_id: 'T000000001',
      channel_id: channel,
      user_id: RUNNER,
      api_app_id: 'A1',
      response_url: 'http://127.0.0.1:9/unused',
      trigger_id: '1',
    })
    const response = await deliver(form.toString(), 'application/x-www-form-urlencoded')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('pace'),
    })
  })
})

describe('when Slack cannot be reached, or refuses the token,', () => {
  it.each([
    ['nobody answers', 'http://127.0.0.1:9/api/'],
    ['the token is wrong', 'EMULATOR'],
  ])('web chat goes on: %s', async (_why, address) => {
    const url = address === 'EMULATOR' ? `${emulator.url}/api/` : address
    const alone = await runServer({
      SLACK_BOT_TOKEN: 'xoxb-wrong',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: url,
    })
    expect((await fetch(`${alone.url}/healthz`)).status).toBe(200)
    await alone.close()
  })
})

describe('without Slack settings', () => {
  it('the rest goes on', async () => {
    const alone = await runServer()
    expect((await fetch(`${alone.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${alone.url}/slack/events`, { method: 'POST' })).status).toBe(404)
    await alone.close()
  })
})

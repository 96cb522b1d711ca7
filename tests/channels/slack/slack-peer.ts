import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { Message, View } from './block-kit.ts'

export const SIGNING_SECRET = 'a signing secret of the tests'
export const BOT_TOKEN = 'xoxb-kneewise-tests'
export const APP_TOKEN = 'xapp-kneewise-tests'
export const TEAM = 'T0HARRIERS'
export const RUNNER = 'U0RUNNER'
export const OTHER = 'U0OTHER'
export const DIRECT = 'D0RUNNER'
export const CHANNEL = 'C0GENERAL'

const SCOPES = 'app_mentions:read,chat:write,commands,im:history'

type Json = Record<string, unknown>
export type Call = { method: string; token: string; body: Json; at: number }
export type Posted = {
  channel: string
  ts: string
  thread: string | undefined
  text: string
  blocks: Json[]
  /** Only this person sees it. */
  onlyFor: string | undefined
  edits: number
}
/** What Slack does to one call instead of taking it. */
export type Trouble = { status: number; retryAfter?: number } | { error: string } | 'hang' | 'drop'

export type SlackPeer = Awaited<ReturnType<typeof startSlackPeer>>

/**
 * Slack as far as Kneewise meets it, written from the protocol facts and keeping state: messages, whispers, views, what
 * was answered to taps; the Web API over HTTP, signed requests, and Socket Mode. It refuses blocks that Slack refuses.
 */
export async function startSlackPeer({ latencyMs = 0 }: { latencyMs?: number } = {}) {
  const calls: Call[] = []
  const messages: Posted[] = []
  const responses: Json[] = []
  const views: Json[] = []
  const homes = new Map<string, Json>()
  const acknowledged: { envelope: string; payload: unknown }[] = []
  const sockets = new Set<WebSocket>()
  const streams = new Set<Socket>()
  const opened = new WebSocketServer({ noServer: true })
  let trouble: (call: Call) => Trouble | undefined = () => undefined
  let number = 0
  let scopes = SCOPES
  const next = () => {
    number += 1
    return String(number).padStart(6, '0')
  }
  const ts = () => `${Math.floor(Date.now() / 1_000)}.${next()}`

  const server = createServer((request, response) => {
    void answer(request, response)
  })
  server.on('connection', (stream) => {
    streams.add(stream)
    stream.on('close', () => streams.delete(stream))
  })
  server.on('upgrade', (request, stream, head) => {
    opened.handleUpgrade(request, stream, head, (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('message', (data) => {
        const parsed = JSON.parse(String(data))
        if (parsed.envelope_id)
          acknowledged.push({ envelope: parsed.envelope_id, payload: parsed.payload })
      })
      socket.send(
        JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const path = new URL(request.url ?? '/', url).pathname
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
    if (path.startsWith('/respond/')) {
      const body = JSON.parse(text)
      const gone = trouble({ method: 'respond', token: '', body, at: Date.now() })
      if (gone && typeof gone === 'object' && 'status' in gone)
        return void response.writeHead(gone.status).end()
      if (body.blocks) Message.parse(body)
      responses.push(body)
      return void response.end('ok')
    }
    const method = path.replace('/api/', '')
    const call: Call = {
      method,
      token: (request.headers.authorization ?? '').replace('Bearer ', ''),
      body: fields(text, request.headers['content-type'] ?? ''),
      at: Date.now(),
    }
    calls.push(call)
    const refused = trouble(call)
    if (refused === 'hang') return
    if (refused === 'drop') return void request.socket.destroy()
    if (refused && 'status' in refused) {
      const headers = refused.retryAfter ? { 'retry-after': String(refused.retryAfter) } : {}
      return void response.writeHead(refused.status, headers).end('{"ok":false}')
    }
    const result = refused ? { ok: false, error: refused.error } : take(call)
    response.setHeader('content-type', 'application/json')
    response.setHeader('x-oauth-scopes', scopes)
    response.end(JSON.stringify(result))
  }

  function take({ method, token, body }: Call): Json {
    if (token === 'xoxb-wrong' || token === 'xapp-wrong')
      return { ok: false, error: 'invalid_auth' }
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          user_id: 'U0BOT',
          bot_id: 'B0BOT',
          team_id: TEAM,
          team: 'Harriers',
          user: 'kneewise',
        }
      case 'apps.connections.open':
        return { ok: true, url: `${url.replace('http', 'ws')}/link?ticket=1&app_id=A1` }
      case 'oauth.v2.access':
        return installed(String(body.code))
      case 'chat.postMessage':
      case 'chat.postEphemeral':
        return posted(method, body)
      case 'chat.update':
        return updated(body)
      case 'views.open':
      case 'views.update': {
        const parsed = View.safeParse(body.view)
        if (!parsed.success) return { ok: false, error: 'invalid_blocks', why: parsed.error.issues }
        const view = { ...parsed.data, id: `V${next()}` }
        views.push({ ...view, by: method })
        return { ok: true, view }
      }
      case 'views.publish': {
        const parsed = View.safeParse(body.view)
        if (!parsed.success) return { ok: false, error: 'invalid_blocks', why: parsed.error.issues }
        homes.set(String(body.user_id), parsed.data)
        return { ok: true }
      }
      case 'assistant.threads.setSuggestedPrompts':
      case 'assistant.threads.setStatus':
        return { ok: true }
      default:
        return { ok: false, error: 'unknown_method' }
    }
  }

  function posted(method: string, body: Json): Json {
    const parsed = Message.safeParse(body)
    if (!parsed.success) return { ok: false, error: 'invalid_blocks', why: parsed.error.issues }
    // A person's id stands for the direct messages with them.
    const channel = body.channel === RUNNER ? DIRECT : String(body.channel)
    const message: Posted = {
      channel,
      ts: ts(),
      thread: body.thread_ts === undefined ? undefined : String(body.thread_ts),
      text: String(body.text),
      blocks: list(body.blocks),
      onlyFor: method === 'chat.postEphemeral' ? String(body.user) : undefined,
      edits: 0,
    }
    messages.push(message)
    return { ok: true, channel, ts: message.ts }
  }

  function updated(body: Json): Json {
    const message = messages.find(
      ({ channel, ts: at }) => channel === body.channel && at === body.ts,
    )
    if (!message) return { ok: false, error: 'message_not_found' }
    const parsed = Message.safeParse(body)
    if (!parsed.success) return { ok: false, error: 'invalid_blocks', why: parsed.error.issues }
    Object.assign(message, { text: body.text, blocks: list(body.blocks), edits: message.edits + 1 })
    return { ok: true, channel: body.channel, ts: body.ts }
  }

  return {
    url,
    apiUrl: `${url}/api/`,
    calls,
    messages,
    responses,
    views,
    homes,
    acknowledged,
    sockets,
    ts,
    next,
    /** From now on calls meet this trouble; nothing ends it. */
    trouble(next: ((call: Call) => Trouble | undefined) | undefined) {
      trouble = next ?? (() => undefined)
    },
    /** The scopes of the bot token from now on. */
    scopes(next: string | undefined) {
      scopes = next ?? SCOPES
    },
    /** What everybody in a channel, or one person, can read. */
    readable: (channel: string, person?: string) =>
      messages.filter(
        (message) => message.channel === channel && (message.onlyFor ?? person) === person,
      ),
    sendOverSocket(id: string, type: string, payload: Json, retry = 0) {
      const [socket] = sockets
      socket?.send(
        JSON.stringify({
          envelope_id: id,
          type,
          payload,
          accepts_response_payload: type === 'slash_commands',
          retry_attempt: retry,
          retry_reason: retry > 0 ? 'timeout' : '',
        }),
      )
    },
    async close() {
      for (const socket of sockets) socket.terminate()
      for (const stream of streams) stream.destroy()
      opened.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  function installed(code: string): Json {
    const team = `T0${code.toUpperCase()}`
    const isGrid = code === 'grid'
    return {
      ok: true,
      app_id: 'A1',
      authed_user: { id: `U0ADMIN${code.toUpperCase()}` },
      scope: 'chat:write,commands',
      token_type: 'bot',
      access_token: `xoxb-${code}`,
      bot_user_id: 'U0BOT',
      team: isGrid ? null : { id: team, name: code },
      enterprise: isGrid ? { id: 'E0GRID', name: code } : null,
      is_enterprise_install: isGrid,
    }
  }
}

/** A form or JSON body; blocks and views come as JSON inside a form. */
function fields(text: string, type: string): Json {
  if (type.includes('application/json')) return JSON.parse(text || '{}')
  const form = Object.fromEntries(new URLSearchParams(text))
  const inner = ['blocks', 'view', 'prompts'].flatMap((name) => {
    const value = form[name]
    return value === undefined ? [] : [[name, JSON.parse(value)]]
  })
  return { ...form, ...Object.fromEntries(inner) }
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value : []
}

/** What Slack sends to Kneewise over HTTP, signed as Slack signs. */
export function createSender(
  kneewise: string | (() => string),
  { team = TEAM }: { team?: string } = {},
) {
  let number = 0
  const next = () => {
    number += 1
    return `${process.pid}-${number}-${Math.random().toString(36).slice(2, 8)}`
  }
  const ts = () => {
    number += 1
    return `${Math.floor(Date.now() / 1_000)}.${String(number).padStart(6, '0')}`
  }

  async function deliver(
    body: string,
    type: string,
    differs: { secret?: string; timestamp?: number; retry?: number } = {},
  ): Promise<Response> {
    const timestamp = String(differs.timestamp ?? Math.floor(Date.now() / 1_000))
    const signature = createHmac('sha256', differs.secret ?? SIGNING_SECRET)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex')
    const address = typeof kneewise === 'string' ? kneewise : kneewise()
    return fetch(`${address}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...(differs.retry ? { 'x-slack-retry-num': String(differs.retry) } : {}),
      },
      body,
    })
  }
  const asJson = 'application/json'
  const asForm = 'application/x-www-form-urlencoded'
  const form = (values: Record<string, string>) => new URLSearchParams(values).toString()
  const interaction = (payload: Json) =>
    deliver(
      form({
        payload: JSON.stringify({
          api_app_id: 'A1',
          team: { id: team, domain: 'harriers' },
          user: { id: RUNNER, team_id: team },
          trigger_id: `trigger-${next()}`,
          ...payload,
        }),
      }),
      asForm,
    )

  return {
    ts,
    deliver,
    eventBody: (event: Json, id = `Ev${next()}`): Json => ({
      type: 'event_callback',
      team_id: team,
      api_app_id: 'A1',
      event_id: id,
      authorizations: [{ team_id: team, user_id: 'U0BOT', is_bot: true }],
      event,
    }),
    event(event: Json, id = `Ev${next()}`, retry = 0) {
      return deliver(JSON.stringify(this.eventBody(event, id)), asJson, { retry })
    },
    direct(text: string, differs: Json = {}, id?: string) {
      const message = { type: 'message', channel_type: 'im', channel: DIRECT, user: RUNNER }
      return this.event({ ...message, text, ts: ts(), ...differs }, id)
    },
    mention(text: string, differs: Json = {}, id?: string) {
      const message = { type: 'app_mention', channel: CHANNEL, user: RUNNER }
      return this.event({ ...message, text: `<@U0BOT> ${text}`, ts: ts(), ...differs }, id)
    },
    command: (text: string, differs: Record<string, string> = {}) =>
      deliver(
        form({
          command: '/knee',
          text,
          team_id: team,
          channel_id: CHANNEL,
          user_id: RUNNER,
          api_app_id: 'A1',
          response_url: 'http://127.0.0.1:9/unused',
          trigger_id: '1',
          ...differs,
        }),
        asForm,
      ),
    interaction,
    /** A tap on a button of a message of ours. */
    tap(button: Json, message: Posted, { by = RUNNER, url }: { by?: string; url: string }) {
      const isWhisper = message.onlyFor !== undefined
      return interaction({
        type: 'block_actions',
        user: { id: by, team_id: team },
        channel: { id: message.channel },
        container: {
          type: 'message',
          channel_id: message.channel,
          message_ts: message.ts,
          is_ephemeral: isWhisper,
          ...(message.thread ? { thread_ts: message.thread } : {}),
        },
        ...(isWhisper
          ? {}
          : { message: { text: message.text, blocks: message.blocks, ts: message.ts } }),
        response_url: `${url}/respond/1`,
        actions: [{ ...button, action_ts: `${Date.now() / 1_000}${next()}` }],
      })
    },
    /** A tap on a button of a view: the App Home or a modal. */
    tapInView(button: Json, view: Json) {
      return interaction({
        type: 'block_actions',
        container: { type: 'view', view_id: view.id ?? 'VHOME' },
        view: { id: 'VHOME', ...view },
        actions: [{ ...button, action_ts: `${Date.now() / 1_000}${next()}` }],
      })
    },
    submit(view: Json, values: Json) {
      return interaction({ type: 'view_submission', view: { ...view, state: { values } } })
    },
  }
}

/** All buttons among blocks, each with the id of its block. */
export function buttonsOf(blocks: readonly Json[]): (Json & { label: string })[] {
  return blocks.flatMap((block) =>
    list(block.elements).flatMap((element) =>
      element.type === 'button'
        ? [{ ...element, block_id: block.block_id, label: labelOf(element) }]
        : [],
    ),
  )
}

function labelOf({ text }: Json): string {
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : ''
}

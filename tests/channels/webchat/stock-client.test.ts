import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import XMLHttpRequest from 'xhr2'
import { PATHS } from '../../../src/paths.ts'
import { eventually, type RunningServer, runServer } from '../server.ts'
import { runEndpoint } from './endpoint.ts'

const SECRET = 'direct-line-secret-of-the-tests'
const MINUTE = 60_000
const ONLINE = 2 satisfies ConnectionStatus.Online
const EXPIRED_TOKEN = 3 satisfies ConnectionStatus.ExpiredToken
const ENDED = 5 satisfies ConnectionStatus.Ended

let kneewise: RunningServer
/** How far the server's clock is ahead. */
let aheadMs = 0
const clients: DirectLine[] = []

beforeAll(async () => {
  // What the client expects of a browser.
  Object.assign(globalThis, { XMLHttpRequest, WebSocket })
  kneewise = await runServer({ DIRECT_LINE_SECRET: SECRET }, () => Date.now() + aheadMs)
})
afterAll(() => kneewise?.close())
afterEach(() => {
  for (const client of clients.splice(0)) client.end()
})

async function generate(url: string): Promise<string> {
  const response = await fetch(`${url}/v3/directline/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}` },
  })
  return (await response.json()).token
}

/** Microsoft's client, what it has seen, and its connection states. */
type Options = {
  token?: string
  conversationId?: string
  webSocket?: boolean
  pollingInterval?: number
  timeout?: number
}

async function connect(options: Options = {}, url = kneewise.url) {
  const { DirectLine } = await import('botframework-directlinejs')
  const token = options.token ?? (await generate(url))
  const client = new DirectLine({ domain: `${url}/v3/directline`, token, ...options })
  const seen: Activity[] = []
  const states: number[] = []
  // Its end is an error to whoever listens.
  const ignore = () => undefined
  client.activity$.subscribe((activity) => seen.push(activity), ignore)
  client.connectionStatus$.subscribe((state) => states.push(state), ignore)
  clients.push(client)
  const post = (text: string, clientActivityID = `${Math.random()}`) =>
    new Promise<string>((resolve, reject) => {
      client
        .postActivity({
          type: 'message',
          text,
          from: { id: 'me' },
          channelData: { clientActivityID },
        })
        .subscribe(resolve, reject)
    })
  const messages = () => seen.filter(({ type }) => type === 'message')
  const until = (count: number) =>
    eventually(() => (messages().length >= count ? messages() : undefined))
  return { client, seen, states, post, until }
}
const textOf = (activity: Activity | undefined) =>
  activity?.type === 'message' ? activity.text : undefined

describe("Microsoft's own client, unchanged", () => {
  it.each([
    ['over the socket', true],
    ['by polling', false],
  ])('holds a conversation with our endpoint %s', async (_how, webSocket) => {
    const { post, until } = await connect({ webSocket, pollingInterval: 200 })
    const id = await post('how do I warm up before running?')
    const [echo, answer] = await until(2)
    expect(echo).toMatchObject({ text: 'how do I warm up before running?', id })
    expect(echo?.from.role).toBe('user')
    expect(answer?.from.role).toBe('bot')
    expect(textOf(answer)).toContain('Walk fast or jog easily')
    expect(answer).toMatchObject({ suggestedActions: { actions: expect.anything() } })

    await post('my knee is stuck bent and I cannot straighten it')
    expect(textOf((await until(4))[3])).toMatch(/^Have it looked at today\./)
  })

  it('finds its own messages again by the id that it gave them and by the id that it got', async () => {
    const { post, until } = await connect()
    const id = await post('hello', 'mine-1')
    const [echo] = await until(1)
    expect(echo).toMatchObject({ id, channelData: { clientActivityID: 'mine-1' } })
  })

  it('sees typing when an answer takes its time', async () => {
    const slow = await runEndpoint((agent) => async (incoming, answer) => {
      if (incoming.type === 'message') await new Promise((resolve) => setTimeout(resolve, 600))
      return agent(incoming, answer)
    })
    const { seen, post, until } = await connect({}, slow.url)
    await post('hello')
    await until(2)
    expect(seen.map(({ type }) => type)).toEqual(['typing', 'message', 'message'])
    clients.splice(0).map((client) => client.end())
    await slow.close()
  })

  it('refreshes its token each quarter of an hour and goes on talking when the first has expired', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'], shouldAdvanceTime: true })
    try {
      // Fewer pings: a quarter of an hour of them at once would look like a flood.
      const { client, post, until, states } = await connect({ timeout: 10 * MINUTE })
      const first = Reflect.get(client, 'token')
      await post('hello')
      // The address of the socket is good for a minute only: it must be open before the clock leaps.
      await until(2)
      for (let quarter = 0; quarter < 3; quarter += 1) {
        const before = Reflect.get(client, 'token')
        aheadMs += 15 * MINUTE
        await vi.advanceTimersByTimeAsync(15 * MINUTE)
        await eventually(() => (Reflect.get(client, 'token') === before ? undefined : true))
      }
      expect(Reflect.get(client, 'token')).not.toBe(first)
      expect(await post('thanks')).toContain('|')
      await until(4)
      expect(states).not.toContain(EXPIRED_TOKEN)
    } finally {
      vi.useRealTimers()
    }
  })

  it('learns that its token has expired, and talks on after the page got a new one by its cookie', async () => {
    const visit = (cookie = '') =>
      fetch(`${kneewise.url}/webchat/token`, {
        method: 'POST',
        headers: { origin: kneewise.url, cookie },
      })
    const first = await visit()
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { token, conversationId } = await first.json()
    const { client, post, until, states } = await connect({ token })
    await post('hello')
    await until(2)
    aheadMs += 31 * MINUTE
    expect(await post('are you there?')).toBe('retry')
    expect(states.at(-1)).toBe(EXPIRED_TOKEN)

    const renewed = await (await visit(cookie)).json()
    expect(renewed.conversationId).toBe(conversationId)
    // As a page does it: a new stream from where its client stands.
    const path = `/v3/directline/conversations/${conversationId}`
    const watermark: string = Reflect.get(client, 'watermark')
    const response = await fetch(`${kneewise.url}${path}?watermark=${watermark}`, {
      headers: { authorization: `Bearer ${renewed.token}` },
    })
    client.reconnect(await response.json())
    expect(states.at(-1)).toBe(ONLINE)
    expect(await post('are you there?')).toContain(conversationId)
    expect(textOf((await until(4))[2])).toBe('are you there?')
  })

  it('shows the whole conversation again after its page was loaded anew', async () => {
    const { client, post, until } = await connect()
    await post('hello')
    await until(2)
    const token: string = Reflect.get(client, 'token')
    const conversationId: string = Reflect.get(client, 'conversationId')
    client.end()
    const reloaded = await connect({ token, conversationId })
    expect((await reloaded.until(2)).map(textOf)[0]).toBe('hello')
  })

  it('learns that its conversation was erased', async () => {
    const first = await fetch(`${kneewise.url}/webchat/token`, {
      method: 'POST',
      headers: { origin: kneewise.url },
    })
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { token } = await first.json()
    const { post, until, states } = await connect({ token, webSocket: false, pollingInterval: 200 })
    await post('hello')
    await until(2)
    await fetch(`${kneewise.url}/webchat/forget`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
    })
    await eventually(() => (states.includes(ENDED) ? true : undefined))
  })

  // The long run, over 1,000 drops, is `npm run bench:drops`.
  it('loses nothing and doubles nothing over a line that breaks at random', async () => {
    const drops = join(PATHS.root, 'bench', 'webchat', 'drops.ts')
    const child = spawn(process.execPath, [drops, '40', '7', '5'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, KNEEWISE_URL: kneewise.url, DIRECT_LINE_SECRET: SECRET },
    })
    let said = ''
    child.stdout.on('data', (data) => {
      said += data
    })
    const code = await new Promise((resolve) => child.on('exit', resolve))
    expect(said).toContain('40 sockets')
    expect(said).toContain('expected 80, lost 0, doubled 0, out of order 0')
    expect(code).toBe(0)
  }, 90_000)
})

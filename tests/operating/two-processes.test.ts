import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import XMLHttpRequest from 'xhr2'
import { eventually } from '../eventually.ts'
import { freePort, HAS_REDIS, type RedisServer, startRedis } from '../storage/redis-server.ts'
import { type KneewiseProcess, startKneewise } from './kneewise-process.ts'
import { type RoundRobin, startProxy } from './round-robin.ts'

const SECRET = 'direct-line-secret-of-the-tests'

let redis: RedisServer
let ports: number[]
let processes: KneewiseProcess[]
let proxy: RoundRobin

const start = (port: number) =>
  startKneewise(port, {
    REDIS_URL: redis.url,
    DIRECT_LINE_SECRET: SECRET,
    TRUST_PROXY: '127.0.0.1',
  })

describe.skipIf(!HAS_REDIS)(
  'two processes on one Redis behind a proxy',
  { timeout: 90_000 },
  () => {
    beforeAll(async () => {
      // What the client expects of a browser.
      Object.assign(globalThis, { XMLHttpRequest, WebSocket })
      redis = await startRedis()
      ports = [await freePort(), await freePort()]
      processes = await Promise.all(ports.map(start))
      proxy = await startProxy(ports)
    }, 90_000)
    afterAll(async () => {
      await proxy?.close()
      await Promise.all((processes ?? []).map(({ kill }) => kill()))
      await redis?.stop()
      vi.restoreAllMocks()
    })

    it("serve Microsoft's own client while each of them is stopped and started", async () => {
      // The client waits 3 to 15 seconds, by chance, before it comes back; here always 3.
      vi.spyOn(Math, 'random').mockReturnValue(0)
      const { DirectLine } = await import('botframework-directlinejs')
      const given = await fetch(`${proxy.url}/v3/directline/tokens/generate`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET}` },
      })
      const { token } = await given.json()
      const client = new DirectLine({
        domain: `${proxy.url}/v3/directline`,
        token,
        webSocket: true,
      })
      const seen: { id: string; text: string; role: string }[] = []
      const following = client.activity$.subscribe(({ id = '', type, from, ...activity }) => {
        const text = 'text' in activity ? String(activity.text) : ''
        if (type === 'message') seen.push({ id, text, role: String(from.role) })
      })
      let said = 0
      /** Says something and waits until the client has both it and its answer. */
      const say = async (text: string) => {
        said += 1
        const post = () =>
          new Promise<string>((resolve, reject) => {
            const id = `said-${said}`
            client
              .postActivity({
                type: 'message',
                text,
                from: { id: 'me' },
                channelData: { clientActivityID: id },
              })
              .subscribe(resolve, reject)
          })
        // Stock clients send again what was answered with "retry".
        await eventually(async () => ((await post()) === 'retry' ? undefined : true))
        await eventually(() => (seen.length >= 2 * said ? true : undefined), { seconds: 30 })
      }

      await say('my knee hurts on the outside')
      for (const [index, port] of ports.entries()) {
        expect(await processes[index]?.stop()).toBe(0)
        await say('it started two weeks ago')
        processes[index] = await start(port)
        await say('which running shoes suit a heavy runner?')
      }
      await say('my knee is stuck bent and I cannot straighten it')

      expect(seen.at(-1)?.text).toMatch(/^Have it looked at today/)
      expect(seen).toHaveLength(2 * said)
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
      expect(seen.map(({ role }) => role)).toEqual(Array(said).fill(['user', 'bot']).flat())
      following.unsubscribe()
      client.end()
    })

    it('wake a socket of the one for what was posted to the other', async () => {
      const [one, other] = processes
      const given = await fetch(`${one?.url}/v3/directline/conversations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
        body: '{}',
      })
      const { conversationId, token, streamUrl } = await given.json()
      const frames: string[] = []
      const socket = new WebSocket(streamUrl)
      socket.on('message', (frame) => frames.push(String(frame)))
      await new Promise((resolve) => socket.once('open', resolve))
      const posted = await fetch(
        `${other?.url}/v3/directline/conversations/${conversationId}/activities`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ type: 'message', text: 'how do I warm up?', from: { id: 'me' } }),
        },
      )
      expect(posted.status).toBe(200)
      await eventually(() => frames.find((frame) => frame.includes('Walk fast or jog easily')))
      socket.terminate()
    })

    it('stop kindly: the socket is closed with a code that brings its client back', async () => {
      const { streamUrl } = await (
        await fetch(`${processes[0]?.url}/v3/directline/conversations`, {
          method: 'POST',
          headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
          body: '{}',
        })
      ).json()
      const socket = new WebSocket(streamUrl)
      await new Promise((resolve) => socket.once('open', resolve))
      const closed = new Promise<number>((resolve) => socket.once('close', resolve))
      expect(await processes[0]?.stop()).toBe(0)
      expect([1001, 1012]).toContain(await closed)
      expect(processes[0]?.log.at(-1)).toContain('Stopped.')
    })
  },
)

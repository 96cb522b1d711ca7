import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { eventually, type RunningServer, runServer } from '../channels/server.ts'
import { HAS_REDIS, type RedisServer, startRedis } from '../storage/redis-server.ts'
import { visit } from './chat.ts'

let kneewise: RunningServer
const stopping = { isStopping: false }
beforeAll(async () => {
  kneewise = await runServer({}, undefined, { stopping })
})
afterAll(() => kneewise?.close())

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${kneewise.url}${path}`, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('the health of a process', () => {
  it('is shown to probes', async () => {
    expect((await get('/healthz')).status).toBe(200)
    const { status, text } = await get('/readyz')
    expect([status, JSON.parse(text)]).toEqual([
      200,
      { status: 'ready', store: 'reachable', model: 'loaded', stopping: false },
    ])
  })

  it('says before it stops that it will', async () => {
    stopping.isStopping = true
    expect((await get('/readyz')).status).toBe(503)
    expect((await get('/healthz')).status).toBe(200)
    stopping.isStopping = false
  })

  it.skipIf(!HAS_REDIS)('shows a store that is gone, and that it is back', async () => {
    let redis: RedisServer = await startRedis()
    const { port } = redis
    const other = await runServer({ REDIS_URL: redis.url })
    const ready = async () => (await fetch(`${other.url}/readyz`)).status
    expect(await ready()).toBe(200)
    await redis.stop()
    expect(await ready()).toBe(503)
    redis = await startRedis({ port })
    await eventually(async () => ((await ready()) === 200 ? true : undefined))
    await other.close()
    await redis.stop()
  })
})

describe('the metrics', () => {
  it('count messages, levels, red flags, unsure answers, stages, sockets and requests', async () => {
    const runner = await visit(kneewise.url)
    await runner.post('my knee is stuck bent and I cannot straighten it')
    await runner.post('xyzzy frobnicate the knee')
    const address = kneewise.url.replace('http', 'ws')
    const started = await fetch(
      `${kneewise.url}/v3/directline/conversations/${runner.conversationId}?watermark=0`,
      { headers: { authorization: `Bearer ${runner.token}`, origin: kneewise.url } },
    )
    const { streamUrl } = await started.json()
    const socket = new WebSocket(streamUrl.replace(/^ws:\/\/[^/]+/, address), {
      origin: kneewise.url,
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const { text } = await get('/metrics')
    expect(text).toContain('kneewise_messages_total{channel="webchat"} 2')
    expect(text).toContain('kneewise_replies_total{triage="urgent",scope="knee"}')
    expect(text).toContain('kneewise_red_flags_total{id="locked-knee"} 1')
    for (const stage of ['load', 'understand', 'converse', 'render', 'save']) {
      expect(text).toContain(`kneewise_stage_seconds_count{stage="${stage}"} 2`)
    }
    expect(text).toContain('kneewise_sockets 1')
    expect(text).toMatch(/kneewise_store_seconds_count\{operation="commit"\} [1-9]/)
    expect(text).toContain('route="/v3/directline/conversations/:id/activities",status="200"')
    expect(text).not.toContain(runner.conversationId)
    expect(text).not.toMatch(/xyzzy|dl_/)
    socket.terminate()
    await eventually(async () =>
      (await get('/metrics')).text.includes('kneewise_sockets 0') ? true : undefined,
    )
  })

  it('are for this machine only, unless there is a token for others', async () => {
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
    const other = await runServer({ METRICS_TOKEN: 'a token for the collector' })
    const read = async (authorization?: string) =>
      (await fetch(`${other.url}/metrics`, { headers: authorization ? { authorization } : {} }))
        .status
    expect(await read()).toBe(404)
    expect(await read('Bearer a token for somebody else')).toBe(404)
    expect(await read('Bearer a token for the collector')).toBe(200)
    await other.close()
  })
})

describe('a request', () => {
  it('has an id, its own or the one a proxy gave it', async () => {
    expect((await get('/healthz')).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
    const given = { 'x-request-id': 'from-the-proxy-1' }
    expect((await get('/healthz', given)).headers.get('x-request-id')).toBe('from-the-proxy-1')
    const forged = { 'x-request-id': 'my knee hurts' }
    expect((await get('/healthz', forged)).headers.get('x-request-id')).not.toContain('knee')
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, type RunningServer, runServer } from '../channels/server.ts'
import { HAS_REDIS, type RedisServer, startRedis } from '../storage/redis-server.ts'
import { visit } from './chat.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Words of the runner's own, which no entry and no reply holds. */
const SAID = 'my knee is stuck bent since the Zwickelbach relay'
const WORD = 'Zwickelbach'
const FINDING = 'locked-knee'

describe('what is kept', () => {
  let folder: string
  let clock: number
  let kneewise: RunningServer
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
    clock = Date.now()
    kneewise = await runServer({ KNEEWISE_DATABASE: join(folder, 'kneewise.db') }, () => clock, {
      sweepMs: 20,
    })
  })
  afterEach(async () => {
    await kneewise.close()
    rmSync(folder, { recursive: true })
  })

  it('is words for 24 hours and findings for the retention time, then nothing', async () => {
    const runner = await visit(kneewise.url)
    await runner.post(SAID)
    expect([holds(WORD), holds(FINDING)]).toEqual([true, true])
    clock += 23 * HOUR_MS
    expect(holds(WORD)).toBe(true)
    clock += 2 * HOUR_MS
    await eventually(() => (holds(WORD) ? undefined : true))
    expect(holds(FINDING)).toBe(true)
    clock += 29 * DAY_MS
    await eventually(() => (holds(FINDING) ? undefined : true))
    expect(holds(runner.conversationId)).toBe(false)
  })

  it('lasts from the last message on', async () => {
    const runner = await visit(kneewise.url)
    await runner.post(SAID)
    clock += 20 * DAY_MS
    await fetch(`${kneewise.url}/`, {
      method: 'POST',
      headers: { cookie: runner.cookie },
      body: new URLSearchParams({ text: 'which running shoes suit a heavy runner?' }),
      redirect: 'manual',
    })
    clock += 20 * DAY_MS
    await swept()
    expect(holds(FINDING)).toBe(true)
    clock += 11 * DAY_MS
    await eventually(() => (holds(FINDING) ? undefined : true))
  })

  it('is erased at once when the runner asks, in the files as well', async () => {
    const runner = await visit(kneewise.url)
    await runner.post(SAID)
    const answer = await fetch(`${kneewise.url}/webchat/forget`, {
      method: 'POST',
      headers: { cookie: runner.cookie },
      redirect: 'manual',
    })
    expect(answer.status).toBe(303)
    expect([holds(WORD), holds(FINDING), holds(runner.conversationId)]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('is given to the runner as JSON, and to nobody else', async () => {
    const runner = await visit(kneewise.url)
    await runner.post(SAID)
    const get = async (headers: Record<string, string>) =>
      (await fetch(`${kneewise.url}/webchat/export`, { headers })).json()
    const own = await get({ cookie: runner.cookie })
    expect(JSON.stringify(own.understood)).toContain(FINDING)
    expect(own.log[0]).toMatchObject({ type: 'message', text: SAID })
    expect(await get({})).toBeNull()
    const other = await visit(kneewise.url)
    expect(JSON.stringify(await get({ cookie: other.cookie }))).not.toContain(WORD)
  })

  /** Lets the sweeper pass. */
  function swept(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 150))
  }

  /** Whether any file of the store holds it. */
  function holds(text: string): boolean {
    return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(text))
  }
})

describe.skipIf(!HAS_REDIS)('what is kept in Redis', () => {
  let redis: RedisServer
  let client: Redis
  let kneewise: RunningServer
  beforeEach(async () => {
    redis = await startRedis()
    client = new Redis(redis.url)
    kneewise = await runServer({ REDIS_URL: redis.url })
  })
  afterEach(async () => {
    await kneewise.close()
    client.disconnect()
    await redis.stop()
  })

  it('carries its own end: words within 24 hours, findings within the retention time', async () => {
    const runner = await visit(kneewise.url)
    await runner.post(SAID)
    const ends = await endsOf(await client.keys('*'))
    for (const [key, { content, msLeft }] of ends) {
      // Lists of ids only, which are trimmed as conversations end.
      if (key.startsWith('kneewise:due:')) expect(content).not.toMatch(/Zwickelbach|locked-knee/)
      else expect(msLeft, key).toBeGreaterThan(0)
      if (content.includes(WORD)) expect(msLeft, key).toBeLessThanOrEqual(DAY_MS)
      if (content.includes(FINDING)) expect(msLeft, key).toBeLessThanOrEqual(30 * DAY_MS)
    }
    expect([...ends.values()].some(({ content }) => content.includes(WORD))).toBe(true)
  })

  it('is erased at once when the runner asks', async () => {
    const runner = await visit(kneewise.url)
    await runner.post(SAID)
    await fetch(`${kneewise.url}/webchat/forget`, {
      method: 'POST',
      headers: { cookie: runner.cookie },
      redirect: 'manual',
    })
    for (const [key, { content }] of await endsOf(await client.keys('*'))) {
      expect(content, key).not.toMatch(/Zwickelbach|locked-knee/)
      // The rate limit of a conversation outlives it by seconds.
      if (!key.startsWith('kneewise:limit:'))
        expect(key + content).not.toContain(runner.conversationId)
    }
  })

  async function endsOf(keys: string[]) {
    const found = new Map<string, { content: string; msLeft: number }>()
    for (const key of keys) {
      const dump = await client.dumpBuffer(key)
      found.set(key, { content: `${dump}${await plainly(key)}`, msLeft: await client.pttl(key) })
    }
    return found
  }

  /** Redis packs what it dumps; so each kind is read in its own way as well. */
  async function plainly(key: string): Promise<string> {
    switch (await client.type(key)) {
      case 'string':
        return String(await client.get(key))
      case 'stream':
        return JSON.stringify(await client.xrange(key, '-', '+'))
      case 'list':
        return JSON.stringify(await client.lrange(key, 0, -1))
      case 'zset':
        return JSON.stringify(await client.zrange(key, '0', '-1'))
      default:
        return ''
    }
  }
})

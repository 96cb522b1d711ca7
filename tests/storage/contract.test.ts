import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Logged, openStore, type Store, type Turn } from '../../src/storage/index.ts'
import { eventually } from '../eventually.ts'
import { type Cluster, startCluster } from './redis-cluster.ts'
import { HAS_REDIS, type RedisServer, startRedis } from './redis-server.ts'

const HOUR_MS = 3_600_000
/** Long enough to be read once, short enough to be waited for. */
const BRIEF_MS = 40

/** A plain turn; say only what differs. */
const turn = (differs: Partial<Turn> = {}): Turn => ({ keepMs: HOUR_MS, ...differs })
const begin = (state: unknown) => turn({ state: { state, version: 0 } })

let redis: RedisServer
let cluster: Cluster
beforeAll(async () => {
  if (!HAS_REDIS) return
  redis = await startRedis()
  cluster = await startCluster()
})
afterAll(async () => {
  await redis?.stop()
  await cluster?.stop()
})

const KINDS = [
  { name: 'SQLite', url: () => undefined, isHere: true },
  { name: 'Redis', url: () => redis.url, isHere: HAS_REDIS },
  { name: 'Redis cluster', url: () => cluster.url, isHere: HAS_REDIS },
]

describe.each(KINDS)('the $name store', ({ url, isHere }) => {
  let folder: string
  let store: Store
  let faults: Error[]

  const open = () =>
    openStore(
      { redisUrl: url(), path: join(folder, 'kneewise.db') },
      { onError: (error) => faults.push(error), now: Date.now },
    )
  beforeEach(async () => {
    if (!isHere) return
    faults = []
    folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
    if (url() === redis?.url) await emptyRedis(redis.url)
    if (url() === cluster?.url) await Promise.all(cluster.urls.map(emptyRedis))
    store = await open()
  })
  afterEach(async () => {
    if (!isHere) return
    await store.close()
    rmSync(folder, { recursive: true })
    expect(faults).toEqual([])
  })

  const test = it.skipIf(!isHere)

  describe('conversations', () => {
    test('come back as they were saved, also after a restart', async () => {
      await store.commit('a', begin({ topic: 'shoes' }))
      await store.close()
      store = await open()
      expect((await store.load('a'))?.state).toEqual({ topic: 'shoes' })
      expect(await store.load('b')).toBeUndefined()
      expect([await store.has('a'), await store.has('b')]).toEqual([true, false])
    })

    test('are saved by only one of two writers', async () => {
      await store.commit('a', begin(1))
      const { version } = await loaded('a')
      const second = turn({ state: { state: 2, version } })
      const third = turn({ state: { state: 3, version } })
      expect(await store.commit('a', second)).toEqual({ kind: 'committed', first: 0 })
      expect(await store.commit('a', third)).toEqual({ kind: 'stale' })
      expect(await store.commit('a', begin(4))).toEqual({ kind: 'stale' })
      expect((await store.load('a'))?.state).toBe(2)
    })

    test('lose none of a hundred turns that race', async () => {
      await store.commit('a', begin(0))
      const takeTurn = async (): Promise<void> => {
        const { state, version } = await loaded('a')
        const next = turn({ state: { state: Number(state) + 1, version } })
        const { kind } = await store.commit('a', next)
        if (kind === 'stale') await takeTurn()
      }
      await Promise.all(Array.from({ length: 10 }, takeTurn))
      await Promise.all(Array.from({ length: 10 }, takeTurn))
      expect((await store.load('a'))?.state).toBe(20)
    })

    test('are forgotten when they expire, and begin anew', async () => {
      await store.commit('a', turn({ state: { state: 1, version: 0 }, keepMs: BRIEF_MS }))
      await eventually(async () => ((await store.load('a')) === undefined ? true : undefined))
      expect(await store.has('a')).toBe(false)
      expect((await store.commit('a', begin(2))).kind).toBe('committed')
    })

    test('never take a conversation begun anew for the one that was forgotten', async () => {
      await store.commit('a', begin('before'))
      const { version } = await loaded('a')
      await store.forget('a')
      await store.commit('a', begin('after'))
      const late = turn({ state: { state: 'late', version } })
      expect(await store.commit('a', late)).toEqual({ kind: 'stale' })
    })
  })

  describe('activity logs', () => {
    test('are replayed in order from any place, and a part at a time', async () => {
      const first = await logged('a', ['one', 'two'])
      await logged('b', ['of another'])
      const third = await logged('a', ['three'])
      expect(third).toBe(first + 2)
      expect(await store.entriesAfter('a', first, 10)).toEqual([
        { sequence: first + 1, activity: 'two' },
        { sequence: third, activity: 'three' },
      ])
      expect(await textsOf(store.entriesAfter('a', 0, 2))).toEqual(['one', 'two'])
      expect(await store.entriesAfter('a', third, 10)).toEqual([])
      expect(await store.lastSequence('a')).toBe(third)
      expect(await store.lastSequence('nobody')).toBe(0)
    })

    test('take turns of many writers without a gap and without a double', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, index) => logged('a', [`${index}`, 'x'])))
      const entries = await store.entriesAfter('a', 0, 1_000)
      const start = entries[0]?.sequence ?? 0
      expect(entries.map(({ sequence }) => sequence - start)).toEqual(
        Array.from({ length: 100 }, (_, index) => index),
      )
      expect(new Set(entries.map(({ activity }) => activity)).size).toBe(51)
    })

    test('never use a number again after all entries expired', async () => {
      const old = await logged('a', ['old', 'older'], BRIEF_MS)
      await eventually(async () =>
        (await store.entriesAfter('a', 0, 1)).length === 0 ? true : undefined,
      )
      await store.sweep()
      expect(await logged('a', ['new'])).toBeGreaterThan(old + 1)
    })

    test('lose an expired entry even while the conversation goes on', async () => {
      await logged('a', ['brief'], BRIEF_MS)
      await logged('a', ['long'])
      await eventually(async () =>
        (await store.entriesAfter('a', 0, 9)).length === 1 ? true : undefined,
      )
      await store.sweep()
      expect(await textsOf(store.entriesAfter('a', 0, 9))).toEqual(['long'])
    })

    test('wake those who watch', async () => {
      const woken = { a: 0, b: 0 }
      const stop = store.watch('a', () => {
        woken.a += 1
      })
      store.watch('b', () => {
        woken.b += 1
      })
      const isWoken = (name: 'a' | 'b', before: number) =>
        eventually(() => (woken[name] > before ? true : undefined))
      // Both are told once they watch, because something may have been added meanwhile.
      await Promise.all([isWoken('a', 0), isWoken('b', 0)])
      const before = woken.a
      await logged('a', ['something'])
      await isWoken('a', before)
      stop()
      const last = { ...woken }
      await logged('a', ['unheard'])
      await logged('b', ['heard'])
      await isWoken('b', last.b)
      expect(woken.a).toBe(last.a)
      const beforeEnd = woken.b
      await store.forget('b')
      await isWoken('b', beforeEnd)
    })

    test('are read by one who is woken as they are read later, from wherever it stands', async () => {
      const first = await logged('a', ['one'])
      const seen = new Map<string, Logged[]>()
      const look = async () => {
        seen.set('another log', await store.entriesAfter('b', first, 2))
        seen.set('the beginning', await store.entriesAfter('a', 0, 2))
        seen.set('the last entry', await store.entriesAfter('a', first, 2))
        seen.set('a later one', await store.entriesAfter('a', first + 1, 2))
      }
      store.watch('a', () => void look())
      await logged('a', ['two', 'three', 'four'])
      const entry = (activity: string, place: number) => ({ sequence: first + place, activity })
      await eventually(() => (seen.get('a later one')?.length === 2 ? true : undefined))
      expect(Object.fromEntries(seen)).toEqual({
        'another log': [],
        'the beginning': [entry('one', 0), entry('two', 1)],
        'the last entry': [entry('two', 1), entry('three', 2)],
        'a later one': [entry('three', 2), entry('four', 3)],
      })
    })
  })

  describe('a turn', () => {
    test('is all or nothing', async () => {
      await store.commit('a', begin(1))
      const stale = turn({ state: { state: 2, version: 7 }, activities: ['lost'], key: 'k' })
      expect(await store.commit('a', stale)).toEqual({ kind: 'stale' })
      expect(await store.entriesAfter('a', 0, 9)).toEqual([])
      const { version } = await loaded('a')
      const good = turn({ state: { state: 2, version }, activities: ['kept'], key: 'k' })
      expect((await store.commit('a', good)).kind).toBe('committed')
    })

    test('that its sender repeats commits nothing and tells the first place', async () => {
      const asked = turn({ activities: ['question', 'answer'], key: 'client id with spaces' })
      const done = await store.commit('a', asked)
      expect(await store.commit('a', asked)).toEqual({ ...done, kind: 'repeated' })
      expect(await store.entriesAfter('a', 0, 9)).toHaveLength(2)
      expect((await store.commit('b', asked)).kind).toBe('committed')
    })

    test('repeated at once by many senders commits once', async () => {
      const asked = turn({ activities: ['question'], key: 'k' })
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => store.commit('a', { ...asked })),
      )
      expect(answers.filter(({ kind }) => kind === 'committed')).toHaveLength(1)
      expect(await store.entriesAfter('a', 0, 99)).toHaveLength(1)
    })
  })

  describe('erasing', () => {
    test('leaves no trace of a conversation', async () => {
      const owners = ['slack:T1', 'slack:T1:U1']
      await store.commit('a', { ...begin('swelling'), activities: ['secret'], key: 'k', owners })
      await store.commit('b', { ...begin('other'), owners: ['slack:T1'] })
      await store.forget('a')
      expect(await store.load('a')).toBeUndefined()
      expect(await store.has('a')).toBe(false)
      expect(await store.entriesAfter('a', 0, 9)).toEqual([])
      expect(await store.conversationsOf('slack:T1:U1')).toEqual([])
      expect(await store.conversationsOf('slack:T1')).toEqual(['b'])
      expect((await store.commit('a', { ...begin('new'), key: 'k' })).kind).toBe('committed')
    })

    test('finds all conversations of an owner', async () => {
      await store.commit('a', { ...begin(1), owners: ['U1'] })
      await store.commit('b', { ...begin(1), owners: ['U1', 'T1'] })
      await store.commit('c', { ...begin(1), owners: ['U2', 'T1'] })
      expect((await store.conversationsOf('U1')).sort()).toEqual(['a', 'b'])
      expect((await store.conversationsOf('T1')).sort()).toEqual(['b', 'c'])
    })

    test('happens by itself to owners of expired conversations', async () => {
      await store.commit('a', { ...begin(1), owners: ['U1'], keepMs: BRIEF_MS })
      await eventually(async () =>
        (await store.conversationsOf('U1')).length === 0 ? true : undefined,
      )
    })
  })

  describe('claims', () => {
    test('belong to the first of many until they expire', async () => {
      const claims = Array.from({ length: 20 }, () => store.claim('event', BRIEF_MS))
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1)
      await eventually(async () => (await store.claim('event', HOUR_MS)) || undefined)
      expect(await store.claim('event', HOUR_MS)).toBe(false)
    })

    test('can be released after a failure and prolonged after a success', async () => {
      await store.claim('failed', HOUR_MS)
      await store.release('failed')
      expect(await store.claim('failed', HOUR_MS)).toBe(true)
      await store.claim('done', BRIEF_MS)
      await store.prolong('done', HOUR_MS)
      await new Promise((resolve) => setTimeout(resolve, 2 * BRIEF_MS))
      expect(await store.claim('done', HOUR_MS)).toBe(false)
    })
  })

  describe('limits', () => {
    test('let a burst pass, then one each refill', async () => {
      const limit = { burst: 3, refillMs: 100 }
      for (let use = 0; use < 3; use += 1) expect(await store.spend('address', limit)).toBe(0)
      const wait = await store.spend('address', limit)
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(100)
      expect(await store.spend('another', limit)).toBe(0)
      await eventually(async () => ((await store.spend('address', limit)) === 0 ? true : undefined))
    })
  })

  describe('counters', () => {
    test('count every one of many at once', async () => {
      await Promise.all(Array.from({ length: 30 }, () => store.increment('helpful:shoes')))
      await store.increment('unhelpful:shoes')
      expect(await store.counters()).toEqual({ 'helpful:shoes': 30, 'unhelpful:shoes': 1 })
    })
  })

  test('says that it can be reached', async () => {
    await store.ping()
  })

  async function loaded(conversation: string) {
    const saved = await store.load(conversation)
    if (!saved) throw new Error('nothing was saved')
    return saved
  }

  async function logged(conversation: string, activities: string[], logMs = HOUR_MS) {
    const committed = await store.commit(conversation, turn({ activities, logMs }))
    if (committed.kind === 'stale') throw new Error('a log alone cannot be stale')
    return committed.first
  }
})

async function textsOf(entries: Promise<{ activity: unknown }[]>): Promise<unknown[]> {
  return (await entries).map(({ activity }) => activity)
}

async function emptyRedis(url: string): Promise<void> {
  const client = new Redis(url)
  await client.flushall()
  client.disconnect()
}

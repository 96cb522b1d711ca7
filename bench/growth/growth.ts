import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { openStore, type Store } from '../../src/storage/index.ts'
import { HAS_REDIS, startRedis } from '../../tests/storage/redis-server.ts'
import { measureContent } from './content.ts'
import { measureCost } from './cost.ts'
import { fill, loadAndSave, percentile } from './stored.ts'

const SMALL = 1_000
const LARGE = Number(process.argv[2] ?? 1_000_000)
/** Turns measured in each store, in turn with the other, so that whatever else the machine does meets both. */
const SAMPLES = 5_000
const ROUND = 100

measureContent()
if (HAS_REDIS) await measureCost()
const folder = mkdtempSync(join(tmpdir(), 'kneewise-growth-'))
console.log(`Load plus save, one after the other, ${SAMPLES} times in each store, in ms:`)
await compare('SQLite', async (name) => {
  const path = join(folder, `${name}.db`)
  const store = await open({ path })
  return {
    store,
    bytes: async () => statSync(path).size,
    stop: () => store.close(),
  }
})
if (HAS_REDIS) {
  await compare('Redis', async (name) => {
    const redis = await startRedis({ folder: mkdtempSync(join(folder, name)), fsync: 'everysec' })
    const store = await open({ redisUrl: redis.url })
    const client = new Redis(redis.url)
    return {
      store,
      async bytes() {
        const [, used = '0'] = /used_memory:(\d+)/.exec(await client.info('memory')) ?? []
        return Number(used)
      },
      async stop() {
        client.disconnect()
        await store.close()
        await redis.stop()
      },
    }
  })
}
rmSync(folder, { recursive: true })

type Opened = { store: Store; bytes: () => Promise<number>; stop: () => Promise<void> }

function open({ redisUrl, path = '' }: { redisUrl?: string; path?: string }): Promise<Store> {
  const onError = (error: Error) => console.error(error.message)
  return openStore({ redisUrl, path }, { onError, now: Date.now })
}

async function compare(kind: string, openNamed: (name: string) => Promise<Opened>): Promise<void> {
  const stores = [
    { conversations: SMALL, ...(await openNamed('small')), took: new Float64Array(SAMPLES) },
    { conversations: LARGE, ...(await openNamed('large')), took: new Float64Array(SAMPLES) },
  ]
  for (const { store, conversations } of stores) await fill(store, conversations)
  for (let from = 0; from < SAMPLES; from += ROUND) {
    for (const { store, conversations, took } of stores) {
      for (let sample = from; sample < from + ROUND; sample += 1) {
        took[sample] = await loadAndSave(store, conversations)
      }
    }
  }
  const p99s: number[] = []
  for (const { conversations, took, bytes } of stores) {
    const sorted = took.toSorted()
    const [median, p99] = [percentile(sorted, 0.5), percentile(sorted, 0.99)]
    p99s.push(p99)
    const megabytes = ((await bytes()) / 1_000_000).toFixed(1)
    console.log(
      `${kind}, ${conversations} conversations (${megabytes} MB): median ${median.toFixed(2)}, 99th percentile ${p99.toFixed(2)}`,
    )
  }
  const [small = 0, large = 0] = p99s
  console.log(
    `${kind}: 99th percentile ${(large / small).toFixed(2)} times that of the small store`,
  )
  for (const { stop } of stores) await stop()
}

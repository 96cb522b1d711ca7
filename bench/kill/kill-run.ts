import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { z } from 'zod'
import { State } from '../../src/conversation/state.ts'
import { loadCore } from '../../src/load-core.ts'
import { openStore } from '../../src/storage/index.ts'
import { seededRandom } from '../../src/understanding/seeded-random.ts'
import { type KneewiseProcess, startKneewise } from '../../tests/operating/kneewise-process.ts'
import { freePort, startRedis } from '../../tests/storage/redis-server.ts'
import { BENCH_SECRET, checkTalk, talk } from './talker.ts'

/** A process lives this long under load before it is killed. */
const LIFE_MS = { least: 30, most: 500 }

export type KillOptions = {
  store: 'sqlite' | 'redis'
  kills: number
  clients: number
  /** Seeds the moments. */
  seed: number
  onKill?: (count: number) => void
}

/**
 * Kills processes (SIGKILL) at random moments while clients talk: one process on a SQLite file, or one of two on a
 * Redis. Gives what was acknowledged, and what of it was lost, doubled, unanswered or corrupt afterwards.
 */
export async function runKills(options: KillOptions) {
  const { store: kind, kills, clients, seed, onKill } = options
  const folder = mkdtempSync(join(tmpdir(), 'kneewise-kill-'))
  const redis = kind === 'redis' ? await startRedis({ folder }) : undefined
  const ports = await Promise.all(redis ? [freePort(), freePort()] : [freePort()])
  const path = join(folder, 'kneewise.db')
  const core = join(folder, 'core')
  writeFileSync(core, serialize(loadCore()))
  const environment = {
    DIRECT_LINE_SECRET: BENCH_SECRET,
    KNEEWISE_DATABASE: path,
    KNEEWISE_BENCH_CORE: core,
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    ...(redis ? { REDIS_URL: redis.url } : {}),
  }
  const start = (port: number) =>
    startKneewise(port, environment, { script: ['bench/kill/serve.ts'] })
  const processes = await Promise.all(ports.map(start))
  const urls = processes.map(({ url }) => url)
  const random = seededRandom(seed)
  const startedAt = performance.now()

  let isOver = false
  const talking = Promise.all(Array.from({ length: clients }, () => talk(urls, () => isOver)))
  try {
    for (let killed = 0; killed < kills; killed += 1) {
      await pause(LIFE_MS.least + random() * (LIFE_MS.most - LIFE_MS.least))
      const index = killed % processes.length
      await processes[index]?.kill()
      onKill?.(killed + 1)
      processes[index] = await start(ports[index] ?? 0)
    }
  } finally {
    isOver = true
  }
  const talks = (await talking).flat()
  const seconds = (performance.now() - startedAt) / 1_000
  const found = { conversations: talks.length, acknowledged: 0, lost: 0, doubled: 0 }
  const answers = { unanswered: 0, answeredTwice: 0, corrupt: 0 }
  const store = await openStore(
    { redisUrl: redis?.url, path },
    { onError: () => undefined, now: Date.now },
  )
  for (const each of talks) {
    const checked = await checkTalk(urls[0] ?? '', each)
    found.acknowledged += each.acknowledged.length
    found.lost += checked.lost
    found.doubled += checked.doubled
    answers.unanswered += checked.unanswered
    answers.answeredTwice += checked.answeredTwice
    const saved = await store.load(`webchat:${each.conversation}`)
    // A conversation that lost or took a turn twice has another count than its log.
    const turns = turnsOf(saved?.state)
    if (turns !== checked.questions) answers.corrupt += 1
  }
  await store.close()
  await Promise.all(processes.map((each: KneewiseProcess) => each.kill()))
  await redis?.stop()
  rmSync(folder, { recursive: true })
  return { kills, seconds, ...found, ...answers }
}

/** The turns a stored conversation counts; undefined for one that cannot be read. */
function turnsOf(stored: unknown): number | undefined {
  // Begun, and nothing said yet.
  if (stored === null) return 0
  const parsed = z.object({ state: State.nullable() }).safeParse(stored)
  return parsed.success ? (parsed.data.state?.turns ?? 0) : undefined
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

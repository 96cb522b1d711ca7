import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, runServer } from '../channels/server.ts'
import { freePort, HAS_REDIS, startRedis } from '../storage/redis-server.ts'
import { visit } from './chat.ts'
import { startKneewise } from './kneewise-process.ts'

const HOUR_MS = 3_600_000
const HAS_PRLIMIT = spawnSync('prlimit', ['--version']).status === 0
if (!HAS_PRLIMIT) {
  console.log('The full disk test is skipped: there is no prlimit (Debian package: util-linux).')
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('when the disk is full', { timeout: 60_000 }, () => {
  it.skipIf(!HAS_PRLIMIT)(
    'messages are refused clearly, and taken again once there is room',
    async () => {
      // Files may not grow beyond this many blocks, as on a full disk, until the limit is lifted.
      const kneewise = await startKneewise(
        await freePort(),
        { KNEEWISE_DATABASE: join(folder, 'kneewise.db') },
        { shell: `trap '' XFSZ; ulimit -S -f 1500; exec "$@"` },
      )
      const taken: string[] = []
      let refused: { status: number; id: string } | undefined
      for (let talk = 0; talk < 40 && !refused; talk += 1) {
        const runner = await visit(kneewise.url)
        for (let said = 0; said < 20 && !refused; said += 1) {
          const id = `${talk}-${said}`
          const status = await runner.post('my knee hurts going downstairs', id)
          if (status === 200) taken.push(id)
          else refused = { status, id }
          if (status !== 200) {
            expect((await fetch(`${kneewise.url}/healthz`)).status).toBe(200)
            spawnSync('prlimit', ['--pid', String(kneewise.child.pid), '--fsize=unlimited'])
            expect(await runner.post('my knee hurts going downstairs', id)).toBe(200)
            const ids = (await runner.activities()).map(clientIdOf).filter(Boolean)
            expect(ids).toEqual(Array.from({ length: said + 1 }, (_, index) => `${talk}-${index}`))
          }
        }
      }
      expect(taken.length).toBeGreaterThan(0)
      expect(refused?.status).toBe(503)
      expect(kneewise.log.join('\n')).not.toContain('downstairs')
      await kneewise.stop()
    },
  )
})

describe('when the store goes away and comes back', { timeout: 60_000 }, () => {
  it.skipIf(!HAS_REDIS)(
    'messages are refused meanwhile, sent again once, and nothing is forgotten',
    async () => {
      let redis = await startRedis({ folder })
      const { port } = redis
      const kneewise = await runServer({ REDIS_URL: redis.url })
      const runner = await visit(kneewise.url)
      expect(await runner.ask('my knee is stuck bent and I cannot straighten it')).toMatch(
        /^Have it/,
      )
      await redis.stop()
      expect(await runner.post('which running shoes suit a heavy runner?', 'while away')).toBe(503)
      const page = await fetch(`${kneewise.url}/`, { headers: { cookie: runner.cookie } })
      expect(page.status).toBe(503)
      expect(await page.text()).toContain('Please send it again')
      redis = await startRedis({ port, folder })
      await eventually(async () =>
        (await runner.post('which running shoes suit a heavy runner?', 'while away')) === 200
          ? true
          : undefined,
      )
      const activities = await runner.activities()
      expect(activities.filter((each) => clientIdOf(each) === 'while away')).toHaveLength(1)
      expect(activities).toHaveLength(4)
      // The red flag that was in force before the outage still is.
      expect(activities.at(-1)?.text).toMatch(/^Have it looked at today/)
      await kneewise.close()
      await redis.stop()
    },
  )
})

describe('when the clock jumps by an hour', () => {
  for (const [name, isHere] of [
    ['SQLite', true],
    ['Redis', HAS_REDIS],
  ] as const) {
    it.skipIf(!isHere)(`nothing is lost or out of order on ${name}`, async () => {
      const redis = name === 'Redis' ? await startRedis() : undefined
      let clock = Date.now()
      const kneewise = await runServer(redis ? { REDIS_URL: redis.url } : {}, () => clock)
      const runner = await visit(kneewise.url)
      await runner.post('my knee hurts', '0')
      clock -= HOUR_MS
      expect(await runner.post('which running shoes suit a heavy runner?', '1')).toBe(200)
      clock += 2 * HOUR_MS
      // A token lasts half an hour; a client whose token has run out asks for another.
      expect(await runner.post('how do I warm up?', '2')).toBe(403)
      clock -= HOUR_MS
      expect(await runner.post('how do I warm up?', '2')).toBe(200)
      const activities = await runner.activities()
      expect(activities.map(clientIdOf).filter(Boolean)).toEqual(['0', '1', '2'])
      expect(activities).toHaveLength(6)
      expect(activities.map(({ id }) => id)).toEqual(activities.map(({ id }) => id).toSorted())
      await kneewise.close()
      await redis?.stop()
    })
  }
})

function clientIdOf({ channelData }: { channelData?: unknown }): string | undefined {
  const isOurs =
    typeof channelData === 'object' && channelData !== null && 'clientActivityID' in channelData
  return isOurs ? String(channelData.clientActivityID) : undefined
}

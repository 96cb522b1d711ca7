import { describe, expect, it } from 'vitest'
import { runKills } from '../../bench/kill/kill-run.ts'
import { HAS_REDIS } from '../storage/redis-server.ts'

/** Few here; `npm run bench:kill` does two hundred on each store. */
const KILLS = 3

const NOTHING_WRONG = { lost: 0, doubled: 0, unanswered: 0, answeredTwice: 0, corrupt: 0 }

describe('processes killed at random moments under load', { timeout: 120_000 }, () => {
  it('lose, double and corrupt nothing on a SQLite file', async () => {
    const result = await runKills({ store: 'sqlite', kills: KILLS, clients: 4, seed: 1 })
    expect(result).toMatchObject(NOTHING_WRONG)
    expect(result.acknowledged).toBeGreaterThan(0)
  })

  it.skipIf(!HAS_REDIS)('lose, double and corrupt nothing as two on one Redis', async () => {
    const result = await runKills({ store: 'redis', kills: KILLS, clients: 4, seed: 2 })
    expect(result).toMatchObject(NOTHING_WRONG)
    expect(result.acknowledged).toBeGreaterThan(0)
  })
})

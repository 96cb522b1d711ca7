import { runKills } from './kill-run.ts'

/** The issue asks for so many on each store. */
const KILLS = Number(process.argv[2] ?? 200)
const CLIENTS = 8

/** So many at a time, each checked and printed, so that a run that is broken off has shown something. */
const BATCH = 20

for (const store of ['sqlite', 'redis'] as const) {
  const total: Record<string, number> = {}
  for (let done = 0; done < KILLS; done += BATCH) {
    const kills = Math.min(BATCH, KILLS - done)
    const result = await runKills({ store, kills, clients: CLIENTS, seed: done + 1 })
    for (const [name, count] of Object.entries(result)) total[name] = (total[name] ?? 0) + count
    console.log(
      `${store}: ${JSON.stringify({ ...total, seconds: Math.round(total.seconds ?? 0) })}`,
    )
  }
}

import { runKills } from './kill-run.ts'

/** The issue asks for so many on each store. */
const KILLS = Number(process.argv[2] ?? 200)
const CLIENTS = 8

for (const store of ['sqlite', 'redis'] as const) {
  const result = await runKills({
    store,
    kills: KILLS,
    clients: CLIENTS,
    seed: 7,
    onKill: (count) => {
      if (count % 20 === 0) console.log(`${store}: ${count} kills`)
    },
  })
  console.log(JSON.stringify({ store, ...result, seconds: Math.round(result.seconds) }))
}

import { performance } from 'node:perf_hooks'
import { createPromises } from '../tests/conversation/walks/promises.ts'
import { createWalker } from '../tests/conversation/walks/walk.ts'
import { core } from '../tests/core.ts'

/**
 * `npm run bench:walks -- [conversations] [first seed]`: simulated conversations held against the promises of
 * tests/conversation/walks; prints how many turns, how long, how large the state grew, and every promise with how often
 * it was broken. The exit code is 1 when any was.
 */
const [conversations = 100_000, firstSeed = 1] = process.argv.slice(2).map(Number)
const SHOWN = 3
const PROGRESS_EVERY = 10_000

const promises = Object.entries(createPromises(core.knowledge))
const walker = createWalker({ remember: true })
const broken = new Map(
  promises.map(([promise]) => [promise, { walks: 0, examples: [] as string[] }]),
)
const levels = new Map<string, number>()
let turns = 0
let questions = 0
let largestState = 0

const start = performance.now()
for (let seed = firstSeed; seed < firstSeed + conversations; seed += 1) {
  const walk = walker(seed)
  turns += walk.turns.length
  for (const { reply, state } of walk.turns) {
    levels.set(reply.triage, (levels.get(reply.triage) ?? 0) + 1)
    questions += reply.blocks.filter(({ kind }) => kind === 'question').length
    largestState = Math.max(largestState, Buffer.byteLength(JSON.stringify(state)))
  }
  for (const [promise, isBrokenBy] of promises) {
    const [example] = isBrokenBy(walk)
    const record = broken.get(promise)
    if (example === undefined || !record) continue
    record.walks += 1
    if (record.examples.length < SHOWN) record.examples.push(`walk ${seed}: ${example}`)
  }
  const done = seed - firstSeed + 1
  if (done % PROGRESS_EVERY === 0) console.error(`${done} conversations, ${secondsSince(start)} s`)
}

console.log(
  `${conversations} conversations from seed ${firstSeed}, ${turns} messages (each answered twice) in ${secondsSince(start)} s`,
)
console.log(
  `replies by level: ${[...levels].map(([level, count]) => `${level} ${count}`).join(', ')}`,
)
console.log(
  `${questions} questions asked back; the largest state has ${largestState} bytes of JSON`,
)
for (const [promise, { walks, examples }] of broken) {
  console.log(`${walks === 0 ? 'kept' : `BROKEN in ${walks} conversations`}: ${promise}`)
  for (const example of examples) console.log(`  ${example}`)
}
process.exitCode = [...broken.values()].some(({ walks }) => walks > 0) ? 1 : 0

function secondsSince(then: number): string {
  return ((performance.now() - then) / 1_000).toFixed(0)
}

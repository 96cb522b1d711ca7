import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadIntents } from '../../src/knowledge/index.ts'
import { loadCore } from '../../src/load-core.ts'
import { PATHS } from '../../src/paths.ts'
import { startChild } from './child.ts'
import { openConversation, openEcho, type Talker } from './talk.ts'

/**
 * Many conversations at once by the stock protocol against one Kneewise process, each sending its messages one after
 * the other, beside a bare WebSocket echo server in the same run. Prints only; nothing is judged here.
 * `npm run bench:webchat -- CONVERSATIONS MESSAGES`
 */
const CONVERSATIONS = Number(process.argv[2] ?? 2_000)
const MESSAGES = Number(process.argv[3] ?? 5)
/** Conversations that are opened at the same time, so that the opening itself is no flood. */
const OPENING = 100
const SECRET = 'a-secret-that-lives-as-long-as-the-bench'

const intents = loadIntents(PATHS.intents, loadCore().knowledge)
const folder = mkdtempSync(join(tmpdir(), 'kneewise-bench-'))
const here = import.meta.dirname
const echo = await startChild(join(here, 'echo-server.ts'))

try {
  console.log(`${CONVERSATIONS} conversations, ${MESSAGES} messages each`)
  const before = await measureEcho()
  const whole = await measure('Kneewise', 'kneewise-server.ts')
  const alone = await measure('the endpoint without reading and answering', 'endpoint-server.ts')
  const after = await measureEcho()
  const peer = (before + after) / 2
  console.log(`the echo: ${before.toFixed(0)} and ${after.toFixed(0)} messages a second`)
  const share = (rate: number) => `${((100 * rate) / peer).toFixed(1)} % of the echo`
  console.log(`Kneewise reaches ${share(whole)}, the endpoint alone ${share(alone)}`)
} finally {
  await echo.stop()
  rmSync(folder, { recursive: true })
}
process.exit(0)

/** Lets everybody talk with one server and prints what they saw; gives the messages answered a second. */
async function measure(name: string, script: string): Promise<number> {
  const server = await startChild(join(here, script), [], {
    KNEEWISE_DATABASE: join(folder, `${script}.db`),
    KNEEWISE_SETTINGS: 'none',
    LOG_LEVEL: 'error',
    DIRECT_LINE_SECRET: SECRET,
  })
  const openOne = () => openConversation(server.url, SECRET)
  const warm = await openAll(openOne, 50)
  await talk(warm.talkers, 10)
  for (const talker of warm.talkers) talker.close()

  const empty = { live: await server.liveBytes(), resident: server.residentBytes() }
  const { talkers, seconds } = await openAll(openOne, CONVERSATIONS)
  const opened = await server.liveBytes()
  const before = { server: server.processorMs(), own: process.cpuUsage() }
  const rate = await talk(talkers, MESSAGES)
  const serverMs = server.processorMs() - before.server
  const own = process.cpuUsage(before.own)
  const resident = server.residentBytes()
  const full = await server.liveBytes()
  const kb = (bytes: number) => `${(bytes / CONVERSATIONS / 1_024).toFixed(1)} KB`
  console.log(`${name}:`)
  console.log(`  opened ${(CONVERSATIONS / seconds).toFixed(0)} conversations a second`)
  report(talkers, rate)
  const each = (ms: number) => `${(ms / CONVERSATIONS / MESSAGES).toFixed(2)} ms`
  console.log(
    `  processor time a message: ${each(serverMs)} here, ${each((own.user + own.system) / 1_000)} for those who talk`,
  )
  console.log(
    `  memory a conversation: ${kb(opened - empty.live)} open, ${kb(full - empty.live)} after talking`,
  )
  // Room that the engine took for all who wait at once; it does not grow with further conversations.
  console.log(
    `  and ${((resident - empty.resident) / 1_048_576).toFixed(0)} MB more of the machine in all`,
  )
  for (const talker of talkers) talker.close()
  await server.stop()
  return rate
}

async function measureEcho(): Promise<number> {
  const { talkers } = await openAll(() => openEcho(echo.url), CONVERSATIONS)
  const measured = await talk(talkers, MESSAGES * 4)
  for (const talker of talkers) talker.close()
  return measured
}

async function openAll<Kind>(open: () => Promise<Kind>, count: number) {
  const start = performance.now()
  const talkers: Kind[] = []
  while (talkers.length < count) {
    const some = Math.min(OPENING, count - talkers.length)
    talkers.push(...(await Promise.all(Array.from({ length: some }, open))))
  }
  return { talkers, seconds: (performance.now() - start) / 1_000 }
}

/** Lets all talk at the same time; gives messages a second. */
async function talk(talkers: readonly Pick<Talker, 'say'>[], messages: number): Promise<number> {
  const start = performance.now()
  await Promise.all(
    talkers.map(async ({ say }, talker) => {
      for (let message = 0; message < messages; message += 1)
        await say(intents[(talker * 7 + message * 131) % intents.length]?.text ?? 'hello')
    }),
  )
  return (talkers.length * messages) / ((performance.now() - start) / 1_000)
}

function report(talkers: readonly Talker[], measured: number): void {
  const seen = talkers.map((talker) => talker.seen())
  const sum = (of: 'lost' | 'doubled' | 'outOfOrder') =>
    seen.reduce((total, each) => total + each[of], 0)
  const times = seen.flatMap(({ replyMs }) => replyMs).sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(0)
  console.log(`  lost ${sum('lost')}, doubled ${sum('doubled')}, out of order ${sum('outOfOrder')}`)
  console.log(`  answered: ${measured.toFixed(0)} messages a second`)
  console.log(`  reply time: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`)
}

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
const kneewise = await startChild(join(here, 'kneewise-server.ts'), [], {
  KNEEWISE_DATABASE: join(folder, 'kneewise.db'),
  KNEEWISE_SETTINGS: 'none',
  LOG_LEVEL: 'error',
  DIRECT_LINE_SECRET: SECRET,
})

try {
  console.log(`${CONVERSATIONS} conversations, ${MESSAGES} messages each`)
  const warm = await openAll(() => openConversation(kneewise.url, SECRET), 50)
  await talk(warm.talkers, 10)
  for (const talker of warm.talkers) talker.close()

  const before = await measureEcho()
  const empty = kneewise.residentBytes()
  const { talkers, seconds } = await openAll(
    () => openConversation(kneewise.url, SECRET),
    CONVERSATIONS,
  )
  const opened = kneewise.residentBytes()
  console.log(`opened: ${rate(CONVERSATIONS, seconds)} conversations a second`)
  const rates = await talk(talkers, MESSAGES)
  const full = kneewise.residentBytes()
  const after = await measureEcho()
  report(talkers, rates)
  const kb = (bytes: number) => `${(bytes / CONVERSATIONS / 1_024).toFixed(1)} KB`
  console.log(
    `memory a conversation: ${kb(opened - empty)} open, ${kb(full - empty)} after talking`,
  )
  const peer = (before + after) / 2
  console.log(`echo: ${before.toFixed(0)} and ${after.toFixed(0)} messages a second`)
  console.log(`Kneewise answers ${((100 * rates) / peer).toFixed(1)} % of what the echo sends back`)
} finally {
  await Promise.all([kneewise.stop(), echo.stop()])
  rmSync(folder, { recursive: true })
}
process.exit(0)

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
  console.log(`lost ${sum('lost')}, doubled ${sum('doubled')}, out of order ${sum('outOfOrder')}`)
  console.log(`answered: ${measured.toFixed(0)} messages a second`)
  console.log(`reply time: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`)
}

function rate(count: number, seconds: number): string {
  return (count / seconds).toFixed(0)
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import XMLHttpRequest from 'xhr2'
import { seededChance } from '../../tests/conversation/walks/chance.ts'
import { type Child, startChild } from './child.ts'
import { startDroppingProxy } from './dropping-proxy.ts'
import { pause } from './fast-time.ts'

/**
 * Microsoft's own client, unchanged, over a line that breaks at random: is anything lost or doubled?
 * `npm run bench:drops -- DROPS SEED DROPS_OF_ONE_CLIENT`; ends with 1 when something was. With KNEEWISE_URL it uses a server that runs.
 */
const DROPS = Number(process.argv[2] ?? 1_000)
const SEED = Number(process.argv[3] ?? 20_261_125)
/** Sockets one client loses; few enough that its messages stay below the limit of one conversation. */
const DROPS_EACH = Number(process.argv[4] ?? 20)
const SECRET = process.env.DIRECT_LINE_SECRET ?? 'the-secret-of-the-bench-with-drops'
const PATIENCE_MS = 60_000
const QUESTIONS = [
  'hello',
  'what is cadence?',
  'my knee hurts on the stairs',
  'thanks',
  'yes',
  'no',
]

type Seen = {
  id: string
  role: string
  key: string | undefined
  replyToId: string | undefined
  time: string
}

Object.assign(globalThis, { XMLHttpRequest, WebSocket })
const { DirectLine } = await import('botframework-directlinejs')
const chance = seededChance(SEED)
const folder = mkdtempSync(join(tmpdir(), 'kneewise-drops-'))
const own: Child | undefined = process.env.KNEEWISE_URL
  ? undefined
  : await startChild(join(import.meta.dirname, 'kneewise-server.ts'), [], {
      KNEEWISE_DATABASE: join(folder, 'kneewise.db'),
      KNEEWISE_SETTINGS: 'none',
      LOG_LEVEL: 'error',
      DIRECT_LINE_SECRET: SECRET,
    })
const url = own?.url ?? process.env.KNEEWISE_URL ?? ''
const line = await startDroppingProxy(url, {
  chance,
  drops: DROPS,
  after: (cut, ms) => void pause(ms).then(cut),
})
const started = performance.now()
const results = await Promise.all(
  Array.from({ length: Math.ceil(DROPS / DROPS_EACH) }, (_, index) => converse(index)),
)
const sum = (of: keyof (typeof results)[number]) =>
  results.reduce((total, result) => total + result[of], 0)
const { sockets, acknowledgements } = line.lost()
const seconds = ((performance.now() - started) / 1_000).toFixed(0)
console.log(
  `${results.length} clients, ${sum('posted')} messages, ${sockets} sockets and ${acknowledgements} acknowledgements dropped (seed ${SEED}, ${seconds} s)`,
)
console.log(
  `activities: expected ${2 * sum('posted')}, lost ${sum('lost')}, doubled ${sum('doubled')}, out of order ${sum('outOfOrder')}`,
)
line.close()
await own?.stop()
rmSync(folder, { recursive: true })
process.exit(sum('lost') + sum('doubled') + sum('outOfOrder') > 0 || sockets < DROPS ? 1 : 0)

/** One client that talks while its line breaks, then counts what it saw. */
async function converse(index: number) {
  const response = await fetch(`${url}/v3/directline/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}` },
  })
  const { token } = await response.json()
  const client = new DirectLine({ domain: `${line.url}/v3/directline`, token })
  const seen: Seen[] = []
  const following = client.activity$.subscribe((activity) => {
    const { id = '', type, from, channelData, timestamp: time = '' } = activity
    if (type !== 'message') return
    // The client's types forget it.
    const replyToId = 'replyToId' in activity ? String(activity.replyToId) : undefined
    seen.push({ id, role: String(from.role), key: channelData?.clientActivityID, replyToId, time })
  })
  const post = (text: string, key: string) =>
    new Promise<string>((resolve) => {
      const activity = {
        type: 'message',
        text,
        from: { id: 'me' },
        channelData: { clientActivityID: key },
      } as const
      // Whatever went wrong, the same message is sent again, as a person's page does.
      client.postActivity(activity).subscribe(resolve, () => resolve('retry'))
    })

  const keys: string[] = []
  for (let message = 0; message < DROPS_EACH; message += 1) {
    const key = `${index}-${message}`
    const text = QUESTIONS[chance.below(QUESTIONS.length)] ?? 'hello'
    for (let id = 'retry'; id === 'retry'; ) id = await post(text, key)
    keys.push(key)
    await pause(chance.below(1_500))
  }
  // The line goes on breaking, without messages, until all its drops are spent.
  const deadline = performance.now() + PATIENCE_MS
  while (line.lost().sockets < DROPS && performance.now() < deadline) await pause(50)
  while (seen.length < 2 * keys.length && performance.now() < deadline) await pause(50)
  // Anything doubled would come now.
  await pause(1_000)
  following.unsubscribe()
  client.end()
  return { posted: keys.length, ...judge(seen, keys) }
}

function judge(seen: readonly Seen[], keys: readonly string[]) {
  const echoes = seen.filter(({ role }) => role === 'user')
  const idOf = new Map(echoes.map(({ key, id }) => [key, id]))
  const expected = keys.flatMap((key) => [`echo ${idOf.get(key)}`, `reply ${idOf.get(key)}`])
  // In the order that Web Chat shows: the client mixes frames that arrive together.
  const shown = seen.toSorted((one, other) => one.time.localeCompare(other.time))
  const got = shown.map(({ role, id, replyToId }) =>
    role === 'user' ? `echo ${id}` : `reply ${replyToId}`,
  )
  return {
    lost: expected.filter((item) => !got.includes(item)).length,
    doubled: got.length - new Set(got).size,
    outOfOrder: got.join() === expected.join() ? 0 : 1,
  }
}

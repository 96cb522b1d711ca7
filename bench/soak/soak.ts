import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { startKneewise } from '../../tests/operating/kneewise-process.ts'
import { freePort } from '../../tests/storage/redis-server.ts'

/** Mixed load of web chat and Slack for some minutes; memory, sockets and files of the process at the start and the end. */
const MINUTES = Number(process.argv[2] ?? 30)
const MINUTE_MS = 60_000
const WEB_CLIENTS = 10
/** Memory is compared from here on, when everything has been used once. */
const SETTLED_SHARE = 1 / 6
const SECRET = 'direct-line-secret-of-the-soak'
const SIGNING_SECRET = 'signing-secret-of-the-soak'
const SAID = [
  'my knee hurts going downstairs',
  'which shoes should I buy?',
  'my knee is stuck bent and I cannot straighten it',
  'how do I warm up?',
  'no swelling, no pop',
  'help me get back to running',
]

const slack = await startSlack()
const folder = mkdtempSync(join(tmpdir(), 'kneewise-soak-'))
const kneewise = await startKneewise(await freePort(), {
  KNEEWISE_DATA: folder,
  DIRECT_LINE_SECRET: SECRET,
  SLACK_BOT_TOKEN: 'xoxb-soak',
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: `${slack.url}/api/`,
})
const startedAt = performance.now()
const endsAt = startedAt + MINUTES * MINUTE_MS
const isOver = () => performance.now() > endsAt
const counts = { web: 0, slack: 0, failed: 0 }

const load = Promise.all([...Array.from({ length: WEB_CLIENTS }, talkOnTheWeb), talkInSlack()])
await pause(MINUTES * MINUTE_MS * SETTLED_SHARE)
const before = state()
print('settled', before)
while (!isOver()) {
  await pause(Math.min(MINUTE_MS, Math.max(endsAt - performance.now(), 0)))
  print('running', state())
}
await load
await pause(5_000)
const after = state()
print('at the end', after)
const growth = (after.megabytes / before.megabytes - 1) * 100
console.log(
  `${JSON.stringify(counts)}; ${slack.posted()} answers in Slack; memory ${growth.toFixed(1)} % from settled to end; ` +
    `open files ${before.files} to ${after.files} (${WEB_CLIENTS} sockets of the load are gone at the end)`,
)
await kneewise.stop()
slack.close()
rmSync(folder, { recursive: true })

/** One web client after another: a conversation of six messages over a socket that is then closed or dropped. */
async function talkOnTheWeb(): Promise<void> {
  while (!isOver()) {
    try {
      const started = await send('/conversations', SECRET, {})
      const { conversationId, token, streamUrl } = await started.json()
      const socket = new WebSocket(streamUrl)
      await new Promise((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
      })
      for (const text of SAID) {
        const channelData = { clientActivityID: randomUUID() }
        const path = `/conversations/${conversationId}/activities`
        const posted = await send(path, token, { type: 'message', text, channelData })
        counts[posted.ok ? 'web' : 'failed'] += 1
        await pause(200)
      }
      if (Math.random() < 0.5) socket.close()
      else socket.terminate()
    } catch {
      counts.failed += 1
      await pause(200)
    }
  }
}

/** Five direct messages a second, of two hundred people. */
async function talkInSlack(): Promise<void> {
  for (let said = 0; !isOver(); said += 1) {
    const user = `U${String(said % 200).padStart(9, '0')}`
    const ts = `${Math.floor(Date.now() / 1_000)}.${String(said % 1_000_000).padStart(6, '0')}`
    const text = SAID[said % SAID.length]
    const event = {
      type: 'message',
      channel_type: 'im',
      channel: `D${user.slice(1)}`,
      user,
      text,
      ts,
    }
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: `Ev${randomUUID()}`,
      team_id: 'T000000001',
      api_app_id: 'A1',
      event,
      authorizations: [{ team_id: 'T000000001', user_id: 'U0BOT', is_bot: true }],
    })
    const at = String(Math.floor(Date.now() / 1_000))
    const hash = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex')
    const answer = await fetch(`${kneewise.url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': at,
        'x-slack-signature': `v0=${hash}`,
      },
      body,
    }).catch(() => undefined)
    await answer?.text()
    counts[answer?.ok ? 'slack' : 'failed'] += 1
    await pause(200)
  }
}

function send(path: string, bearer: string, body: unknown): Promise<Response> {
  return fetch(`${kneewise.url}/v3/directline${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** What the process holds now: resident memory, and open files with its sockets among them. */
function state(): { megabytes: number; files: number } {
  const status = readFileSync(`/proc/${kneewise.child.pid}/status`, 'utf8')
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(status) ?? []
  const files = readdirSync(`/proc/${kneewise.child.pid}/fd`).length
  return { megabytes: Number(kilobytes) / 1_000, files }
}

function print(when: string, { megabytes, files }: ReturnType<typeof state>): void {
  const minutes = ((performance.now() - startedAt) / MINUTE_MS).toFixed(1)
  console.log(
    `${minutes} min, ${when}: ${megabytes.toFixed(0)} MB, ${files} open files, ${JSON.stringify(counts)}`,
  )
}

/** A Slack that says yes to everything, after the time that Slack takes. */
async function startSlack() {
  let posted = 0
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', async () => {
      if (request.url?.includes('chat.post')) posted += 1
      await pause(50)
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          ok: true,
          ts: `${Date.now() / 1_000}`,
          channel: 'D1',
          team_id: 'T000000001',
          user_id: 'U0BOT',
          bot_id: 'B1',
          url: 'https://club.slack.example/',
        }),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    posted: () => posted,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

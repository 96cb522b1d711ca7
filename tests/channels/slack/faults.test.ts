import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PATHS } from '../../../src/paths.ts'
import { freePort, HAS_REDIS, type RedisServer, startRedis } from '../../storage/redis-server.ts'
import { eventually, type RunningServer, runServer } from '../server.ts'
import {
  APP_TOKEN,
  BOT_TOKEN,
  type Call,
  createSender,
  SIGNING_SECRET,
  type SlackPeer,
  startSlackPeer,
} from './slack-peer.ts'

const ASKED = ['is cadence important?', 'which warm-up is best?', 'how often new running shoes?']
const figures: string[] = []
let slack: SlackPeer
const running: RunningServer[] = []

beforeEach(async () => {
  slack = await startSlackPeer()
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
  await slack.close()
})
afterAll(() => console.log(`Slack faults:\n${figures.map((line) => `  ${line}`).join('\n')}`))

async function start(environment: Record<string, string> = {}, now?: () => number) {
  const server = await runServer(
    {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      ...environment,
    },
    now,
  )
  running.push(server)
  return createSender(server.url)
}

/** The questions of different runners, each in a direct message of their own. */
function questions(send: ReturnType<typeof createSender>, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    channel: `D${index}`,
    event: {
      type: 'message',
      channel_type: 'im',
      channel: `D${index}`,
      user: `U${index}`,
      text: ASKED[index % ASKED.length],
      ts: send.ts(),
    },
    id: `Ev${index}-${Math.random()}`,
  }))
}

/** Waits until every question has its answer and nothing more comes, and notes the figures. */
async function expectEachAnsweredOnce(name: string, count: number): Promise<void> {
  const answers = (index: number) => slack.readable(`D${index}`).length
  const counted = () => Array.from({ length: count }, (_, index) => answers(index))
  await eventually(() => (counted().every((answered) => answered >= 1) ? true : undefined), {
    seconds: 30,
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const lost = counted().filter((answered) => answered === 0).length
  const doubled = counted().filter((answered) => answered > 1).length
  const tries = slack.calls.filter(({ method }) => method === 'chat.postMessage').length
  figures.push(`${name}: ${count} questions, ${tries} calls, lost ${lost}, doubled ${doubled}`)
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 })
}

const isAnswer = ({ method }: Call) => method === 'chat.postMessage'
/** Chance that is the same in every run. */
const seeded = (seed: number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

describe('each question is answered once', () => {
  it('when Slack delivers it again and again, late and out of order', async () => {
    const send = await start()
    const asked = questions(send, 40)
    const deliveries = fc.sample(
      fc.shuffledSubarray(
        asked.flatMap((question) => [0, 0, 1, 2].map((retry) => ({ question, retry }))),
        { minLength: 160 },
      ),
      { seed: 7, numRuns: 1 },
    )[0]
    const chance = seeded(11)
    const statuses = await Promise.all(
      (deliveries ?? []).map(async ({ question, retry }) => {
        await new Promise((resolve) => setTimeout(resolve, chance() * 400))
        return (await send.event(question.event, question.id, retry)).status
      }),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
    await expectEachAnsweredOnce('repeated, late, out of order (4 deliveries each)', 40)
  })

  it('when one message comes as two kinds of event', async () => {
    const send = await start()
    const [question] = questions(send, 1)
    const { event } = question ?? { event: {} }
    await Promise.all([send.event(event), send.event({ ...event, type: 'app_mention' })])
    await expectEachAnsweredOnce('as message and as mention', 1)
  })

  it('when Slack says 429 for a while', async () => {
    const send = await start()
    const until = Date.now() + 1_500
    slack.trouble((call) =>
      isAnswer(call) && Date.now() < until ? { status: 429, retryAfter: 1 } : undefined,
    )
    await Promise.all(questions(send, 30).map(({ event, id }) => send.event(event, id)))
    await expectEachAnsweredOnce('a storm of 429', 30)
  })

  it('when Slack fails half of the calls with 500, or drops the connection', async () => {
    const send = await start()
    const chance = seeded(5)
    slack.trouble((call) => {
      if (!isAnswer(call) || slack.calls.length > 25) return undefined
      const lot = chance()
      if (lot < 0.3) return { status: 500 }
      if (lot < 0.5) return 'drop'
      return lot < 0.55 ? { error: 'internal_error' } : undefined
    })
    await Promise.all(questions(send, 16).map(({ event, id }) => send.event(event, id)))
    await expectEachAnsweredOnce('500s and dropped connections', 16)
  })

  it('when Slack finds fault with the blocks: then in plain text', async () => {
    const send = await start()
    slack.trouble((call) =>
      isAnswer(call) && call.body.blocks ? { error: 'invalid_blocks' } : undefined,
    )
    await Promise.all(questions(send, 3).map(({ event, id }) => send.event(event, id)))
    await expectEachAnsweredOnce('blocks refused', 3)
    expect(slack.readable('D0')[0]?.text).toContain('Cadence')
  })

  it('when the place is closed: then in private', async () => {
    const send = await start()
    slack.trouble((call) =>
      call.method === 'chat.postEphemeral' ? { error: 'user_not_in_channel' } : undefined,
    )
    await send.mention('my calf is swollen and hot since my flight', { user: 'U7' })
    const message = await eventually(() => slack.readable('U7')[0])
    expect(message.text).toMatch(/^See a doctor today/)
  })

  it.skipIf(!HAS_REDIS)('when two processes share one store and both get it', async () => {
    const redis: RedisServer = await startRedis()
    try {
      const senders = [await start({ REDIS_URL: redis.url }), await start({ REDIS_URL: redis.url })]
      const [first] = senders
      if (!first) throw new Error('no sender')
      const asked = questions(first, 25)
      await Promise.all(
        asked.flatMap(({ event, id }) =>
          senders.map(async (send) => expect((await send.event(event, id)).status).toBe(200)),
        ),
      )
      await expectEachAnsweredOnce('two processes, one Redis, each event to both', 25)
      for (const server of running.splice(0)) await server.close()
    } finally {
      await redis.stop()
    }
  })
})

describe('a process that is killed between question and answer', () => {
  it('loses no question: the next one answers it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kneewise-slack-'))
    const port = await freePort()
    const environment = {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      KNEEWISE_DATABASE: join(folder, 'kneewise.db'),
      KNEEWISE_TOKEN_KEY: 'a key for the tests, long enough to be taken',
    }
    const doomed = spawnKneewise(port, environment)
    try {
      await eventually(() => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined), {
        seconds: 60,
      })
      const send = createSender(`http://127.0.0.1:${port}`)
      slack.trouble((call) => (isAnswer(call) ? 'hang' : undefined))
      const asked = questions(send, 12)
      for (const { event, id } of asked) expect((await send.event(event, id)).status).toBe(200)
      doomed.kill('SIGKILL')
      await new Promise((resolve) => doomed.once('exit', resolve))
      expect(slack.messages).toEqual([])
      slack.trouble(undefined)
      // The next start is later than the killed process could still be at work.
      const next = await start(
        { KNEEWISE_DATABASE: environment.KNEEWISE_DATABASE },
        () => Date.now() + 20_000,
      )
      await expectEachAnsweredOnce('killed between question and answer', 12)
      // Slack's late repeats find that all is done.
      for (const { event, id } of asked) await next.event(event, id, 3)
      await expectEachAnsweredOnce('the same, repeated after the restart', 12)
      for (const server of running.splice(0)) await server.close()
    } finally {
      doomed.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }, 90_000)
})

describe('Socket Mode', () => {
  it('answers once when the socket drops before the acknowledgement and Slack repeats', async () => {
    const send = await start({ SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: APP_TOKEN })
    await eventually(() => (slack.sockets.size === 1 ? true : undefined))
    const asked = questions(send, 6)
    for (const { event, id } of asked)
      slack.sendOverSocket(`first-${id}`, 'events_api', send.eventBody(event, id))
    for (const socket of slack.sockets) socket.terminate()
    await eventually(() => (slack.sockets.size === 0 ? true : undefined))
    await eventually(() => (slack.sockets.size === 1 ? true : undefined))
    for (const { event, id } of asked)
      slack.sendOverSocket(`again-${id}`, 'events_api', send.eventBody(event, id), 1)
    await eventually(() =>
      asked.every(({ id }) => slack.acknowledged.some(({ envelope }) => envelope === `again-${id}`))
        ? true
        : undefined,
    )
    await expectEachAnsweredOnce('socket dropped in the middle', 6)
  }, 60_000)
})

function spawnKneewise(port: number, environment: Record<string, string>): ChildProcess {
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(PATHS.root, 'src/cli.ts'), 'start'],
    {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        LOG_LEVEL: 'silent',
        KNEEWISE_SETTINGS: 'no-such-file.yaml',
        ...environment,
      },
      stdio: 'ignore',
    },
  )
}

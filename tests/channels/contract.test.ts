import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Assistant, createAssistant } from '../../src/assistant.ts'
import { openSlack } from '../../src/channels/slack/index.ts'
import { chat } from '../../src/channels/terminal/index.ts'
import { webchat } from '../../src/channels/webchat/index.ts'
import { TranscriptTurns } from '../../src/documents/transcript.ts'
import { PATHS } from '../../src/paths.ts'
import type { Reply } from '../../src/replies/index.ts'
import { openSqliteStore } from '../../src/storage/index.ts'
import { BRITISH_CLUB, core } from '../core.ts'
import { eventually } from '../eventually.ts'
import {
  BOT_TOKEN,
  createSender,
  SIGNING_SECRET,
  type SlackPeer,
  startSlackPeer,
} from './slack/slack-peer.ts'
import { directLineAt, say } from './webchat/client.ts'

const KEY = 'a key for the tests, long enough to be taken'
const SECRET = 'direct-line-secret-of-the-tests'

/** The talks of docs/transcripts, and more kinds: an alarm taken back, small talk, what is outside, plans and pictures. */
const DIALOGUES: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    TranscriptTurns.parse(
      parse(readFileSync(join(PATHS.root, 'docs', 'transcripts', 'turns.yaml'), 'utf8')),
    ).transcripts.map(({ title, turns }) => [title, turns]),
  ),
  'a complaint, question by question': [
    'my knee hurts behind the kneecap when I squat',
    'yes',
    'how long does that take?',
    'and which shoes?',
  ],
  'a red flag that holds and is taken back': [
    'my calf is swollen and hot since my flight',
    'can I still run on Sunday?',
    'That is not what I meant',
    'no',
    'which warm-up is best?',
  ],
  'a beginner with small talk': ['hi', 'how often new running shoes?', 'thanks', 'bye'],
  'what is outside, and a riddle': [
    'my shin hurts',
    'what is the capital of France?',
    'asdf',
    'asdf',
  ],
  'a plan and a picture': [
    'show me the exercises',
    'check my training: 20 km, 22 km, 24 km, 38 km',
    'help me get back to running',
    '2',
  ],
  'in another language, with an emergency': [
    'Ich habe starke Schmerzen in der Brust und bekomme keine Luft',
    'my knee is stuck bent and I cannot straighten it',
  ],
}

let slack: SlackPeer
let server: FastifyInstance
let url: string
/** What was answered where, by conversation. */
const heard = new Map<string, Reply[]>()
const note = (conversation: string, reply: Reply) => {
  heard.set(conversation, [...(heard.get(conversation) ?? []), reply])
}
/** The real assistant, with an ear at its door. */
function newAssistant(store = openSqliteStore(':memory:')) {
  const real = createAssistant({ ...core, store, club: BRITISH_CLUB })
  const assistant: Assistant = {
    ...real,
    async answer(incoming) {
      const reply = await real.answer(incoming)
      note(incoming.conversation, reply)
      return reply
    },
    answerInLog: (incoming, log) =>
      real.answerInLog(incoming, {
        ...log,
        activitiesOf(reply) {
          note(incoming.conversation, reply)
          return log.activitiesOf(reply)
        },
      }),
  }
  return { store, assistant }
}
const settings = {
  club: BRITISH_CLUB,
  country: BRITISH_CLUB.country,
  professionals: BRITISH_CLUB.professionals,
  allowedSites: [],
  retentionDays: 30,
  publicAddress: undefined,
}
let disconnect: () => Promise<void>

beforeAll(async () => {
  slack = await startSlackPeer()
  server = fastify()
  const parts = { ...newAssistant(), settings, now: Date.now }
  const environment = {
    botToken: BOT_TOKEN,
    appToken: undefined,
    signingSecret: SIGNING_SECRET,
    clientId: undefined,
    clientSecret: undefined,
    stateSecret: undefined,
    apiUrl: slack.apiUrl,
  }
  disconnect = await openSlack(server, environment, { ...parts, key: KEY })
  await server.register(webchat, { ...parts, tokenKey: KEY, directLineSecret: SECRET })
  url = await server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await disconnect?.()
  await server?.close()
  await slack?.close()
})

/** The replies of one conversation, whose id the channel chose itself. */
async function repliesOf(turns: readonly string[], talk: () => Promise<void>): Promise<Reply[]> {
  heard.clear()
  await talk()
  const all = [...heard.values()].flat()
  expect(all).toHaveLength(turns.length)
  return all
}

async function throughSlack(turns: readonly string[], user: string): Promise<void> {
  const send = createSender(url)
  for (const [index, text] of turns.entries()) {
    await send.direct(text, { user, channel: `D${user}` })
    await eventually(() => slack.readable(`D${user}`)[index])
  }
}

async function throughWebChat(turns: readonly string[]): Promise<void> {
  const client = directLineAt(() => url, SECRET)
  const conversation = await client.start()
  for (const text of turns) expect((await client.post(conversation, say(text))).status).toBe(200)
}

async function throughTerminal(turns: readonly string[]): Promise<void> {
  const output = new PassThrough()
  output.resume()
  const look = { colours: false, columns: 80 }
  const input = Readable.from(turns.map((text) => `${text}\n`))
  await chat(newAssistant().assistant, { input, output, look, interactive: false })
}

describe('the same dialogue in Slack, web chat and the terminal', () => {
  it.each(Object.entries(DIALOGUES))('gets the same replies: %s', async (name, turns) => {
    const user = `U${Object.keys(DIALOGUES).indexOf(name)}`
    const inSlack = await repliesOf(turns, () => throughSlack(turns, user))
    const inWebChat = await repliesOf(turns, () => throughWebChat(turns))
    const inTerminal = await repliesOf(turns, () => throughTerminal(turns))
    expect(inWebChat).toEqual(inSlack)
    expect(inTerminal).toEqual(inSlack)
  })
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readWords } from '../../../src/channels/slack/words.ts'
import { eventually, type RunningServer, runServer } from '../server.ts'
import {
  createSender,
  RUNNER,
  SIGNING_SECRET,
  type SlackPeer,
  startSlackPeer,
} from './slack-peer.ts'

const words = readWords()
const RED_FLAG = 'I have chest pain and I am short of breath'
const folder = mkdtempSync(join(tmpdir(), 'kneewise-oauth-'))
const database = join(folder, 'kneewise.db')
const installerOf = (code: string) => `U0ADMIN${code.toUpperCase()}`

let slack: SlackPeer
let kneewise: RunningServer

beforeAll(async () => {
  slack = await startSlackPeer()
  kneewise = await start()
})
afterAll(async () => {
  await kneewise?.close()
  await slack?.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = () =>
  runServer({
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'a client secret',
    SLACK_STATE_SECRET: 'a state secret of the tests',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    KNEEWISE_DATABASE: database,
  })

/** Goes through Slack's pages as a browser does; `code` names the workspace. */
async function install(code: string): Promise<Response> {
  const page = await fetch(`${kneewise.url}/slack/install`)
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
  const address = /href="(http[^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? ''
  const state = new URL(address).searchParams.get('state') ?? ''
  const query = new URLSearchParams({ code, state })
  return fetch(`${kneewise.url}/slack/oauth_redirect?${query}`, { headers: { cookie } })
}

const teamOf = (code: string) => `T0${code.toUpperCase()}`
const senders = new Map<string, ReturnType<typeof createSender>>()
/** One for each workspace, so that no two messages of it have the same time. */
function sender(code: string): ReturnType<typeof createSender> {
  const known = senders.get(code) ?? createSender(() => kneewise.url, { team: teamOf(code) })
  senders.set(code, known)
  return known
}
const answersWith = (token: string) =>
  slack.calls.filter((call) => call.method === 'chat.postMessage' && call.token === token)

async function openHome(code: string, user: string): Promise<string> {
  slack.homes.clear()
  const event = { type: 'app_home_opened', user, channel: 'D1', tab: 'home' }
  await sender(code).event(event)
  return JSON.stringify(await eventually(() => slack.homes.get(user)))
}

async function saveClub(code: string, by: string, country: string): Promise<string> {
  const written = (value: string) => ({ value })
  const response = await sender(code).interaction({
    type: 'view_submission',
    user: { id: by, team_id: teamOf(code) },
    view: {
      id: `V${code}`,
      type: 'modal',
      callback_id: 'club',
      state: {
        values: {
          name: { name: written(`Runners of ${code}`) },
          country: { country: written(country) },
          professionals: { professionals: written('Asha, physiotherapist, 01632 960 001') },
        },
      },
    },
  })
  return response.text()
}

describe('many workspaces', () => {
  it('install it from a page, and the token is kept sealed', async () => {
    expect((await install('harriers')).status).toBe(200)
    expect((await install('striders')).status).toBe(200)
    await kneewise.close()
    expect(readFileSync(database).includes('xoxb-harriers')).toBe(false)
    kneewise = await start()
  })

  it('cannot be installed by a forged link', async () => {
    const forged = await fetch(`${kneewise.url}/slack/oauth_redirect?code=forged&state=none`)
    expect(forged.status).not.toBe(200)
    await sender('forged').direct('hi')
    expect(answersWith('xoxb-forged')).toEqual([])
  })

  it('are each answered with their own token, and know nothing of each other', async () => {
    await sender('harriers').direct(RED_FLAG)
    await eventually(() => answersWith('xoxb-harriers')[0])
    await sender('striders').direct('how often should I replace my running shoes?')
    const answer = await eventually(() => answersWith('xoxb-striders')[0])
    expect(answer.body.text).not.toMatch(/emergency/i)
  })

  it('have their own club, which only who installed it can change', async () => {
    expect(await openHome('harriers', installerOf('harriers'))).toContain(words.home.settings)
    expect(await openHome('harriers', RUNNER)).not.toContain(words.home.settings)
    expect(await saveClub('harriers', installerOf('harriers'), 'uk1')).toContain(
      words.club.badCountry,
    )
    expect(await saveClub('harriers', RUNNER, 'FR')).toBe('')
    expect(await saveClub('harriers', installerOf('harriers'), 'GB')).toBe('')
    expect(await openHome('harriers', RUNNER)).toContain('01632 960 001')
    expect(await openHome('striders', RUNNER)).not.toContain('01632 960 001')
    await sender('harriers').direct(RED_FLAG)
    const british = await eventually(() => answersWith('xoxb-harriers')[1])
    expect(british.body.text).toContain('999')
  })

  it('of one organisation share its installation (Enterprise Grid)', async () => {
    expect((await install('grid')).status).toBe(200)
    const send = sender('one-of-many')
    const message = { type: 'message', channel_type: 'im', channel: 'D5', user: 'W5', text: 'hi' }
    const authorization = { enterprise_id: 'E0GRID', team_id: null, user_id: 'U0BOT', is_bot: true }
    const body = {
      ...send.eventBody({ ...message, ts: send.ts() }),
      enterprise_id: 'E0GRID',
      authorizations: [{ ...authorization, is_enterprise_install: true }],
    }
    expect((await send.deliver(JSON.stringify(body), 'application/json')).status).toBe(200)
    await eventually(() => answersWith('xoxb-grid')[0])
  })

  it('that leave are forgotten: token, club and conversations', async () => {
    await sender('harriers').event({ type: 'tokens_revoked', tokens: { bot: ['U0BOT'] } })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const before = answersWith('xoxb-harriers').length
    await sender('harriers').direct('hi')
    expect(answersWith('xoxb-harriers')).toHaveLength(before)
    await sender('striders').direct('hi')
    await eventually(() => answersWith('xoxb-striders')[1])
  })
})

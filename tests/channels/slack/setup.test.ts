import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  examineSlack,
  type SlackSettings,
  slackManifest,
  slackMode,
} from '../../../src/channels/slack/index.ts'
import { readWords, WordsError } from '../../../src/channels/slack/words.ts'
import { readingGrade } from '../../../src/knowledge/index.ts'
import { PATHS } from '../../../src/paths.ts'
import { manifestText } from '../../../src/slack-manifest.ts'
import { eventually, runServer } from '../server.ts'
import {
  APP_TOKEN,
  BOT_TOKEN,
  SIGNING_SECRET,
  type SlackPeer,
  startSlackPeer,
} from './slack-peer.ts'

const NOTHING: SlackSettings = {
  botToken: undefined,
  appToken: undefined,
  signingSecret: undefined,
  clientId: undefined,
  clientSecret: undefined,
  stateSecret: undefined,
  apiUrl: undefined,
}
const off = (differs: Partial<SlackSettings>) => {
  const mode = slackMode({ ...NOTHING, ...differs })
  return mode.kind === 'off' ? mode.why : `on: ${mode.kind}`
}

let slack: SlackPeer
beforeAll(async () => {
  slack = await startSlackPeer()
})
afterAll(() => slack.close())

describe('the settings of Slack', () => {
  it('choose Socket Mode, HTTP, or many workspaces', () => {
    expect(off({ botToken: 'xoxb-1', appToken: 'xapp-1' })).toBe('on: socket')
    expect(off({ botToken: 'xoxb-1', signingSecret: 's' })).toBe('on: http')
    const many = { clientId: '1', clientSecret: '2', signingSecret: '3', stateSecret: '4' }
    expect(off(many)).toBe('on: oauth')
  })

  it('name the variable that is missing or wrong and where to find it, in one line', () => {
    expect(off({})).toMatch(
      /^Slack is off\. To turn it on, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN/,
    )
    expect(off({ botToken: 'xoxb-1' })).toMatch(
      /SLACK_APP_TOKEN is not set\. Find it on api\.slack\.com/,
    )
    expect(off({ appToken: 'xapp-1' })).toMatch(/SLACK_BOT_TOKEN is not set.*OAuth & Permissions/)
    expect(off({ botToken: 'xapp-swapped', appToken: 'xoxb-swapped' })).toMatch(
      /SLACK_BOT_TOKEN does not begin with xoxb-/,
    )
    expect(off({ botToken: 'xoxb-1', appToken: 'xoxp-1' })).toMatch(
      /SLACK_APP_TOKEN does not begin with xapp-/,
    )
    expect(off({ clientId: '1' })).toMatch(/SLACK_CLIENT_SECRET is not set/)
    expect(off({ clientId: '1', clientSecret: '2', signingSecret: '3' })).toMatch(
      /SLACK_STATE_SECRET/,
    )
    for (const secret of ['swapped', 'xoxp-1'])
      expect(off({ botToken: `xapp-${secret}`, appToken: secret })).not.toContain(secret)
  })

  it.each([
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: APP_TOKEN }],
    ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-wrong' }],
  ])('say once that Slack refused %s, and web chat goes on', async (variable, tokens) => {
    const lines: string[] = []
    const logStream = { write: (line: string) => void lines.push(line) }
    const kneewise = await runServer(
      { ...tokens, SLACK_API_URL: slack.apiUrl, LOG_LEVEL: 'info' },
      undefined,
      { logStream },
    )
    const said = await eventually(() => lines.find((line) => line.includes('Slack refused')))
    expect(said).toContain(`Slack is off: Slack refused ${variable} (invalid_auth). Find it on`)
    expect((await fetch(`${kneewise.url}/healthz`)).status).toBe(200)
    await kneewise.close()
    expect(lines.filter((line) => line.includes('Slack refused'))).toHaveLength(1)
    expect(lines.join('')).not.toMatch(/xoxb-wrong|xapp-wrong|kneewise-tests/)
  })
})

describe('the manifest', () => {
  it('in the repository is the one that is generated for Socket Mode', () => {
    const written = readFileSync(join(PATHS.root, 'slack', 'manifest.yaml'), 'utf8')
    expect(written).toBe(manifestText())
  })

  it('for Socket Mode names no address, for HTTP the same one everywhere', () => {
    const words = readWords()
    expect(JSON.stringify(slackManifest(words))).not.toContain('https://')
    const { settings, features, oauth_config } = slackManifest(words, 'https://knee.club.example/')
    const events = 'https://knee.club.example/slack/events'
    expect(settings.event_subscriptions.request_url).toBe(events)
    expect(settings.interactivity.request_url).toBe(events)
    expect(features.slash_commands[0]?.url).toBe(events)
    expect(oauth_config.redirect_urls).toEqual(['https://knee.club.example/slack/oauth_redirect'])
    expect(settings.socket_mode_enabled).toBe(false)
  })

  it('asks for nothing that reads channels', () => {
    const { scopes } = slackManifest(readWords()).oauth_config
    expect(scopes.bot).toEqual(['app_mentions:read', 'chat:write', 'commands', 'im:history'])
    expect(scopes.bot_optional).toEqual(['assistant:write'])
  })

  it('is refused for an address that Slack would not call', () => {
    expect(() => slackManifest(readWords(), 'http://knee.club.example')).toThrow()
    expect(() => slackManifest(readWords(), 'knee.club.example')).toThrow()
  })
})

describe('npm run doctor', () => {
  const examine = (differs: Partial<SlackSettings>, publicAddress?: string) =>
    examineSlack({ ...NOTHING, apiUrl: slack.apiUrl, ...differs }, { publicAddress })
  const unwell = (findings: Awaited<ReturnType<typeof examine>>) =>
    findings.filter(({ state }) => state === 'unwell')

  it('finds nothing to mend where all is well', async () => {
    const findings = await examine({ botToken: BOT_TOKEN, appToken: APP_TOKEN })
    expect(unwell(findings)).toEqual([])
    expect(findings.map(({ what }) => what).join('\n')).toContain(
      'It has the scopes it needs: app_mentions:read, chat:write, commands, im:history.',
    )
  })

  it('names a token that Slack refuses, a scope that lacks, an address that leads nowhere', async () => {
    const [token] = unwell(await examine({ botToken: 'xoxb-wrong', appToken: APP_TOKEN }))
    expect(token?.what).toBe('Slack refuses SLACK_BOT_TOKEN (invalid_auth).')
    expect(token?.mend).toContain('OAuth & Permissions')
    slack.scopes('chat:write,channels:history')
    const findings = await examine({ botToken: BOT_TOKEN, appToken: APP_TOKEN })
    expect(unwell(findings)[0]?.what).toBe(
      'It lacks scopes: app_mentions:read, commands, im:history.',
    )
    expect(JSON.stringify(findings)).toContain('scopes that Kneewise never uses: channels:history')
    slack.scopes(undefined)
    const http = { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET }
    const [address] = unwell(await examine(http, 'http://127.0.0.1:9'))
    expect(address?.what).toBe('http://127.0.0.1:9 does not reach Kneewise.')
    const [away] = unwell(await examine({ ...http, apiUrl: 'http://127.0.0.1:9/api/' }))
    expect(away?.what).toBe('Slack cannot be reached from this machine.')
  })
})

describe('the words of Slack', () => {
  it('are plain', () => {
    const sentences = JSON.stringify(readWords()).match(/[A-Z][^"{}]+[.?]/g) ?? []
    expect(sentences.length).toBeGreaterThan(40)
    expect(readingGrade(sentences.join(' '))).toBeLessThanOrEqual(6)
  })

  it('are refused with place and mend when they are broken', () => {
    expect(() => readWords(join(PATHS.root, 'no-such-folder'))).toThrow(WordsError)
  })
})

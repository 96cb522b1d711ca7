import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeError } from '../../src/operating/logging.ts'
import { type RunningServer, runServer } from '../channels/server.ts'
import { visit } from './chat.ts'

const SECRETS = {
  KNEEWISE_TOKEN_KEY: 'planted-token-key-0123456789-0123456789',
  DIRECT_LINE_SECRET: 'planted-direct-line-secret',
  METRICS_TOKEN: 'planted-metrics-token',
  SLACK_BOT_TOKEN: 'xoxb-planted-bot-token',
  SLACK_SIGNING_SECRET: 'planted-signing-secret',
  // Nobody listens there, so every call to Slack fails.
  SLACK_API_URL: 'http://127.0.0.1:9/api/',
}
const SYMPTOM = 'plantedsymptom my kneecap popped'
const NAME = 'Plantedname Runner'

let kneewise: RunningServer
const log: string[] = []
beforeAll(async () => {
  kneewise = await runServer({ ...SECRETS, LOG_LEVEL: 'debug' }, undefined, {
    logStream: { write: (line) => void log.push(line) },
  })
})
afterAll(() => kneewise?.close())

describe('the log', () => {
  it('holds no secret, no message and no name, whatever comes in', async () => {
    const { url } = kneewise
    const runner = await visit(url)
    await runner.post(SYMPTOM)
    const json = { 'content-type': 'application/json' }
    const bearer = { authorization: `Bearer ${SECRETS.DIRECT_LINE_SECRET}` }
    const conversation = `${url}/v3/directline/conversations/${runner.conversationId}`
    const requests: [string, RequestInit][] = [
      // Cut off in the middle: the engine's message quotes what it read.
      [
        `${conversation}/activities`,
        post(`{"type":"message","text":"${SYMPTOM}`, { ...json, ...bearer }),
      ],
      [
        `${conversation}/activities`,
        post(SYMPTOM, { ...json, authorization: `Bearer ${runner.token}` }),
      ],
      [
        `${conversation}/activities`,
        post(JSON.stringify({ type: 7, text: SYMPTOM }), { ...json, ...bearer }),
      ],
      [
        `${url}/v3/directline/tokens/generate`,
        post(JSON.stringify({ user: { id: 'dl_x', name: NAME } }), { ...json, ...bearer }),
      ],
      [`${url}/?q=${encodeURIComponent(SYMPTOM)}`, {}],
      [`${url}/nothing/${encodeURIComponent(SYMPTOM)}`, { headers: { cookie: runner.cookie } }],
      [
        `${url}/`,
        post(new URLSearchParams({ text: SYMPTOM }).toString(), {
          cookie: runner.cookie,
          'content-type': 'application/x-www-form-urlencoded',
        }),
      ],
      [
        `${url}/slack/events`,
        post(JSON.stringify({ text: SYMPTOM, user: NAME }), {
          ...json,
          'x-slack-signature': 'v0=bad',
          'x-slack-request-timestamp': '1',
        }),
      ],
      [
        `${conversation}/stream?watermark=0&t=${runner.token}`,
        { headers: { connection: 'upgrade' } },
      ],
      [`${url}/metrics`, { headers: { authorization: `Bearer ${SECRETS.METRICS_TOKEN}x` } }],
      [
        `${url}/knowledge?q=${encodeURIComponent(SYMPTOM)}`,
        { headers: { 'x-request-id': SYMPTOM } },
      ],
    ]
    for (const [address, init] of requests) await (await fetch(address, init)).text()
    kneewise.server.log.error(
      { err: new SyntaxError(SYMPTOM), text: SYMPTOM, user: NAME, nested: { token: runner.token } },
      'something went wrong',
    )
    const whole = log.join('')
    expect(whole).toContain('something went wrong')
    for (const secret of [...Object.values(SECRETS).slice(0, 5), runner.token, runner.cookie]) {
      expect(whole).not.toContain(secret)
    }
    expect(whole).not.toMatch(/plantedsymptom|Plantedname/)
  })

  it('keeps the message of an error that cannot quote anybody, and its causes', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const described = describeError(new TypeError(SYMPTOM, { cause: refused }))
    expect(described.message).not.toContain('planted')
    expect(described.cause).toMatchObject({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' })
    expect(described.stack).toMatch(/^at .*logging\.test\.ts/)
  })
})

function post(body: string, headers: Record<string, string>): RequestInit {
  return { method: 'POST', headers, body, redirect: 'manual' }
}

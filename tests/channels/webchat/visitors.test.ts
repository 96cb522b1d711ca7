import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, runServer } from '../server.ts'
import { directLineAt, open, say } from './client.ts'

const CLUB = 'https://club.example'
let folder: string
let kneewise: RunningServer
const line = directLineAt(() => kneewise.url, '')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
  const settings = join(folder, 'kneewise.yaml')
  writeFileSync(settings, `allowedSites: ["${CLUB}"]\n`)
  kneewise = await runServer({ KNEEWISE_SETTINGS: settings })
})
afterAll(async () => {
  await kneewise?.close()
  rmSync(folder, { recursive: true })
})

async function visit(headers: Record<string, string> = {}, path = '/webchat/token') {
  const response = await fetch(kneewise.url + path, {
    method: 'POST',
    headers: { origin: kneewise.url, ...headers },
  })
  return { response, body: await response.json(), cookie: response.headers.get('set-cookie') ?? '' }
}
const start = async (token: string, origin = kneewise.url) =>
  (await line.call('/conversations', { token, body: {}, headers: { origin } })).status

describe('a token for a public page', () => {
  it('is bound to one conversation and to the page it was given to', async () => {
    const { response, body } = await visit()
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(body).toEqual({
      conversationId: expect.any(String),
      token: expect.any(String),
      expires_in: 1_800,
    })
    expect(await start(body.token, CLUB)).toBe(403)
    expect(await start(body.token)).toBe(201)
  })

  it('is given to allowed sites, whose scripts may read it with their cookie', async () => {
    const { response, body } = await visit({ origin: CLUB })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(CLUB)
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    expect(await start(body.token, CLUB)).toBe(201)
    expect(await start(body.token)).toBe(403)
  })

  it.each(['https://evil.example', 'https://club.example.evil.example', 'null', ''])(
    'is not given to %j',
    async (origin) => {
      const { response, body } = await visit({ origin })
      expect(response.status).toBe(403)
      expect(body).toMatchObject({ error: { code: 'Forbidden' } })
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      expect(response.headers.get('set-cookie')).toBeNull()
    },
  )

  it('brings the same browser back to its conversation, and nobody else', async () => {
    const first = await visit()
    const cookie = first.cookie.split(';')[0] ?? ''
    expect(first.cookie).toMatch(/; HttpOnly; SameSite=Lax$/)
    expect(first.cookie).toContain(`Max-Age=${30 * 86_400}`)
    expect((await visit({ cookie })).body.conversationId).toBe(first.body.conversationId)
    expect((await visit()).body.conversationId).not.toBe(first.body.conversationId)
    const forged = (await visit({ cookie: `${cookie.slice(0, -4)}AAAA` })).body
    expect(forged.conversationId).not.toBe(first.body.conversationId)
  })

  it('cannot be used as a cookie, nor the cookie as a token', async () => {
    const { body, cookie } = await visit()
    const resumed = await visit({ cookie: `kneewise=${body.token}` })
    expect(resumed.body.conversationId).not.toBe(body.conversationId)
    expect(await start(cookie.split(';')[0]?.split('=')[1] ?? '')).toBe(403)
  })

  it('ends with the conversation: the log is gone, the socket closes, and the client learns that it ended', async () => {
    const { body, cookie } = await visit()
    const headers = { origin: kneewise.url }
    const { token } = body
    const started = await line.call('/conversations', { token, body: {}, headers })
    const path = `/conversations/${body.conversationId}/activities`
    await line.call(path, { token, body: say('my secret symptom'), headers })
    const { socket } = await open(started.body.streamUrl, kneewise.url)
    const closed = new Promise<string>((resolve) =>
      socket.on('close', (_code, reason) => resolve(String(reason))),
    )
    const forget = (site: string) =>
      fetch(`${kneewise.url}/webchat/forget`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: cookie.split(';')[0] ?? '', 'sec-fetch-site': site },
      })
    // A form on another site cannot do it.
    expect((await forget('cross-site')).status).toBe(403)
    expect((await line.call(path, { token, headers })).body.activities).toHaveLength(2)
    expect((await forget('same-origin')).status).toBe(303)
    expect(await closed).toBe('ended')
    expect((await line.call(path, { token, headers })).status).toBe(404)
  })
})

describe('what browsers are told', () => {
  it('keeps pages to our own scripts and frames, and the widget frame to allowed sites', async () => {
    const headersOf = async (path: string) => (await fetch(kneewise.url + path)).headers
    const page = await headersOf('/')
    expect(page.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.get('content-security-policy')).toMatch(/frame-ancestors 'self'$/)
    expect(page.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(page.get('x-content-type-options')).toBe('nosniff')
    expect(page.get('referrer-policy')).toBe('no-referrer')
    const frame = await headersOf('/?framed=1')
    expect(frame.get('content-security-policy')).toContain(`frame-ancestors 'self' ${CLUB}`)
    expect(frame.get('x-frame-options')).toBeNull()
    expect((await headersOf('/widget.js')).get('cross-origin-resource-policy')).toBe('cross-origin')
  })
})

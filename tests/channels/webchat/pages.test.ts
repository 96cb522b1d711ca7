import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { core } from '../../core.ts'
import { type RunningServer, runServer } from '../server.ts'

let folder: string
let kneewise: RunningServer
const environment = () => ({ KNEEWISE_DATABASE: join(folder, 'kneewise.db') })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
  kneewise = await runServer(environment())
})
afterEach(async () => {
  await kneewise.close()
  rmSync(folder, { recursive: true })
})

/** Posts the plain form and gives the visitor's cookie. */
async function post(text: string, cookie?: string): Promise<string> {
  const response = await fetch(kneewise.url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams({ text }),
  })
  expect(response.status).toBe(303)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
const read = async (path: string, cookie = '') =>
  (await fetch(kneewise.url + path, { headers: { cookie } })).text()

describe('the pages', () => {
  it('keep a conversation over a restart, with the red flag still in force', async () => {
    const cookie = await post('my calf is swollen and hot since my flight')
    await kneewise.close()
    kneewise = await runServer(environment())
    await post('which shoes are best?', cookie)
    const page = await read('/', cookie)
    expect(page).toContain('my calf is swollen and hot since my flight')
    // Said in full first, and in other words while it stays in force.
    expect(page.match(/See a doctor today[.:,]/g)).toHaveLength(2)
  })

  it('show a visitor only their own conversation', async () => {
    await post('my secret symptom')
    expect(await read('/')).not.toContain('my secret symptom')
    expect(await read('/', 'kneewise=forged.token.here')).not.toContain('my secret symptom')
  })

  it('erase a conversation when asked', async () => {
    const cookie = await post('my secret symptom')
    await fetch(`${kneewise.url}/webchat/forget`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
    })
    expect(await read('/', cookie)).not.toContain('my secret symptom')
  })

  it('escape what was typed', async () => {
    const cookie = await post('<script>alert(1)</script>')
    const page = await read('/', cookie)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script>alert(1)')
  })

  it('allow no script but our own and no frame but the allowed', async () => {
    const policy = (await fetch(kneewise.url)).headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'self'")
  })

  it('exist for every entry', async () => {
    for (const id of [...core.knowledge.topics.keys(), ...core.knowledge.redFlags.keys()]) {
      const response = await fetch(`${kneewise.url}/knowledge/${id}`)
      expect(response.status, id).toBe(200)
    }
  })

  it.each([
    '/knowledge/..%2f..%2fpackage.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/key',
    '/no-such-page',
  ])('answer 404 to %s', async (path) => {
    expect((await fetch(kneewise.url + path)).status).toBe(404)
  })
})

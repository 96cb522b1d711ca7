import { createServer, type Server } from 'node:http'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, runServer } from '../server.ts'

const APP_ID = '00000000-0000-4000-8000-000000000001'
const TENANT = '11111111-1111-4111-8111-111111111111'
const KEY_ID = 'key-of-the-tests'

/** Stands for Microsoft Entra on this machine: publishes the keys that sign tokens. */
let entra: Server
let authority: string
let ours: CryptoKey
let strangers: CryptoKey
let kneewise: RunningServer

beforeAll(async () => {
  const [known, unknown] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  ours = known.privateKey
  strangers = unknown.privateKey
  const jwk = { ...(await exportJWK(known.publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256' }
  entra = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url?.endsWith('/keys') ? { keys: [jwk] } : {}))
  })
  await new Promise<void>((resolve) => entra.listen(0, '127.0.0.1', resolve))
  const address = entra.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  authority = `http://127.0.0.1:${address.port}`
  kneewise = await runServer({
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: 'a-password-of-the-tests',
    MICROSOFT_APP_TENANT_ID: TENANT,
    MICROSOFT_APP_AUTHORITY: authority,
  })
})
afterAll(async () => {
  await kneewise?.close()
  entra?.close()
})

type Differs = { key?: CryptoKey; audience?: string; issuer?: string; expires?: string }
const tokenWith = ({
  key = ours,
  audience = APP_ID,
  issuer = `https://sts.windows.net/${TENANT}/`,
  expires = '5m',
}: Differs = {}) =>
  new SignJWT({ tid: TENANT })
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
    .setAudience(audience)
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key)

/** A message as Azure Bot Service posts it; with expectReplies the answers come back in the response. */
const message = (text: string, differs: Record<string, unknown> = {}) => ({
  type: 'message',
  id: `a-${Math.random()}`,
  text,
  channelId: 'msteams',
  deliveryMode: 'expectReplies',
  conversation: { id: 'team-chat' },
  from: { id: 'runner-1', name: 'Asha' },
  recipient: { id: 'bot-1', name: 'Kneewise' },
  ...differs,
})

async function post(body: unknown, authorization?: string, url = kneewise.url) {
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}
const ask = async (body: unknown) => {
  const { status, text } = await post(body, `Bearer ${await tokenWith()}`)
  expect(status).toBe(200)
  return JSON.parse(text).activities
}

describe('the door for Azure Bot Service', () => {
  it('does not exist without credentials', async () => {
    const plain = await runServer()
    expect((await post(message('hello'), undefined, plain.url)).status).toBe(404)
    await plain.close()
  })

  it.each([
    ['no token', async () => undefined],
    ['no bearer', async () => 'Basic abc'],
    ['rubbish', async () => 'Bearer rubbish'],
    ['a stranger\u2019s signature', async () => `Bearer ${await tokenWith({ key: strangers })}`],
    ['another bot\u2019s token', async () => `Bearer ${await tokenWith({ audience: TENANT })}`],
    [
      'a foreign issuer',
      async () => `Bearer ${await tokenWith({ issuer: 'https://evil.example' })}`,
    ],
    ['an expired token', async () => `Bearer ${await tokenWith({ expires: '-10m' })}`],
  ])('stays shut for %s', async (_what, authorization) => {
    expect((await post(message('hello'), await authorization())).status).toBe(401)
  })

  it('answers as web chat does, with cards and without our own data', async () => {
    const [answer] = await ask(message('my knee is stuck bent and I cannot straighten it'))
    expect(answer.text).toMatch(/^Have it looked at today\./)
    expect(answer.textFormat).toBe('plain')
    expect(JSON.stringify(answer)).not.toContain('kneewise":{')
  })

  it('leaves its own name out of what it reads, and keeps the people of a group apart', async () => {
    const group = { conversation: { id: 'a-group' } }
    const mention = { type: 'mention', text: '<at>Kneewise</at>', mentioned: { id: 'bot-1' } }
    const [first] = await ask(
      message('<at>Kneewise</at> what is cadence?', { ...group, entities: [mention] }),
    )
    expect(first.text).toContain('Cadence is')
    await ask(message('my calf is swollen and hot since my flight', group))
    const other = { ...group, from: { id: 'runner-2', name: 'Ben' } }
    const [theirs] = await ask(message('which shoes are best?', other))
    expect(theirs.text).not.toMatch(/see a doctor today/i)
    const [mine] = await ask(message('which shoes are best?', group))
    expect(mine.text.split('\n')[0]).toMatch(/see a doctor today/i)
  })

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['no conversation', message('hello', { conversation: {} })],
  ])('refuses %s as a bad request', async (_what, body) => {
    expect((await post(body, `Bearer ${await tokenWith()}`)).status).toBe(400)
  })
})

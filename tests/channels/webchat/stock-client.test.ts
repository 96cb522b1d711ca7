import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import XMLHttpRequest from 'xhr2'
import { eventually, type RunningServer, runServer } from '../server.ts'

const SECRET = 'direct-line-secret-of-the-tests'
let kneewise: RunningServer

beforeAll(async () => {
  // What the client expects of a browser.
  Object.assign(globalThis, { XMLHttpRequest, WebSocket })
  kneewise = await runServer({ DIRECT_LINE_SECRET: SECRET })
})
afterAll(() => kneewise?.close())

describe("Microsoft's own client, unchanged", () => {
  it.each([
    ['over the socket', true],
    ['by polling', false],
  ])('holds a conversation with our endpoint %s', async (_how, webSocket) => {
    const { DirectLine } = await import('botframework-directlinejs')
    const response = await fetch(`${kneewise.url}/v3/directline/tokens/generate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}` },
    })
    const { token } = await response.json()
    const client = new DirectLine({
      domain: `${kneewise.url}/v3/directline`,
      token,
      webSocket,
      pollingInterval: 200,
    })
    const seen: { text?: string; role?: string; id?: string; actions?: number }[] = []
    const following = client.activity$.subscribe((activity) => {
      if (activity.type !== 'message') return
      seen.push({
        text: activity.text ?? '',
        role: String(activity.from.role),
        id: activity.id ?? '',
        actions: activity.suggestedActions?.actions.length ?? 0,
      })
    })
    const post = (text: string) =>
      new Promise<string>((resolve, reject) => {
        client
          .postActivity({ type: 'message', text, from: { id: 'me' } })
          .subscribe(resolve, reject)
      })

    const id = await post('how do I warm up before running?')
    await eventually(() => (seen.length >= 2 ? seen : undefined))
    expect(seen[0]).toMatchObject({ text: 'how do I warm up before running?', role: 'user', id })
    expect(seen[1]?.role).toBe('bot')
    expect(seen[1]?.text).toContain('Walk fast or jog easily')
    expect(seen[1]?.actions).toBeGreaterThan(0)

    await post('my knee is stuck bent and I cannot straighten it')
    await eventually(() => (seen.length >= 4 ? seen : undefined))
    expect(seen[3]?.text).toMatch(/^Have it looked at today\./)
    following.unsubscribe()
    client.end()
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { activitiesOf, directLineAt, open, say } from './client.ts'
import { type Endpoint, runEndpoint, SECRET } from './endpoint.ts'

let endpoint: Endpoint
const line = directLineAt(() => endpoint.url, SECRET)
afterEach(() => endpoint?.close())

/** An agent that first waits. */
const waiting = (ms: number) =>
  runEndpoint((agent) => async (incoming, answer) => {
    if (incoming.type === 'message') await new Promise((resolve) => setTimeout(resolve, ms))
    return agent(incoming, answer)
  })
const typesOf = (frames: string[]) => activitiesOf(frames).map(({ type }) => type)

describe('an answer that takes its time', () => {
  it('is announced by typing after 400 ms, on the socket only and never in the log', async () => {
    endpoint = await waiting(700)
    const conversation = await line.start()
    const { socket, frames } = await open(conversation.streamUrl)
    const started = performance.now()
    let typingAfter = 0
    socket.on('message', (data) => {
      if (String(data).includes('typing')) typingAfter ||= performance.now() - started
    })
    await line.post(conversation, say('hello'))
    await expect.poll(() => typesOf(frames)).toContain('message')
    expect(typesOf(frames).filter((type) => type === 'typing')).toHaveLength(1)
    expect(typesOf(frames).at(-1)).toBe('message')
    expect(typingAfter).toBeGreaterThanOrEqual(395)
    expect(JSON.stringify(await line.read(conversation))).not.toContain('typing')
    socket.close()
  })

  it('is not announced when it is quick', async () => {
    endpoint = await waiting(50)
    const conversation = await line.start()
    const { socket, frames } = await open(conversation.streamUrl)
    await line.post(conversation, say('hello'))
    await expect.poll(() => typesOf(frames).filter((type) => type === 'message').length).toBe(2)
    expect(typesOf(frames)).not.toContain('typing')
    socket.close()
  })
})

describe('an agent that fails', () => {
  it('is told as 502, keeps what was said, and answers the next message', async () => {
    let isBroken = true
    endpoint = await runEndpoint((agent) => async (incoming, answer) => {
      if (incoming.type === 'message' && isBroken) throw new Error('broken')
      return agent(incoming, answer)
    })
    const conversation = await line.start()
    expect(await line.post(conversation, say('my knee hurts'))).toMatchObject({
      status: 502,
      body: { error: { code: 'BotRejectedActivity', message: expect.any(String) } },
    })
    expect((await line.read(conversation)).activities).toMatchObject([{ text: 'my knee hurts' }])
    isBroken = false
    expect((await line.post(conversation, say('hello'))).status).toBe(200)
    expect((await line.read(conversation)).activities).toHaveLength(3)
  })
})

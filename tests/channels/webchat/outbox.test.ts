import { describe, expect, it } from 'vitest'
import { Refused } from '../../../src/channels/webchat/browser/direct-line-client.ts'
import { type Message, Outbox } from '../../../src/channels/webchat/browser/outbox.ts'

const message = (id: string): Message => ({ id, text: `message ${id}` })

/** An outbox before a server that answers each message with one of these statuses; 200 where they have run out. */
function outboxBefore(...statuses: number[]) {
  const seen = { posted: [] as string[], failed: [] as string[], refused: [] as string[] }
  let waiting: readonly Message[] = []
  const outbox = new Outbox(
    async ({ id }) => {
      seen.posted.push(id)
      const status = statuses.shift() ?? 200
      if (status !== 200) throw new Refused(status)
    },
    {
      onFailed: ({ id }) => seen.failed.push(id),
      onRefused: ({ id }) => seen.refused.push(id),
      onChanged(changed) {
        waiting = changed
      },
    },
  )
  return { outbox, seen, waiting: () => waiting.map(({ id }) => id) }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('the outbox', () => {
  it('sends in the order of speaking, and keeps nothing that was confirmed', async () => {
    const { outbox, seen, waiting } = outboxBefore()
    for (const id of ['1', '2', '3']) outbox.add(message(id))
    expect(waiting()).toEqual(['1', '2', '3'])
    await settled()
    expect(seen.posted).toEqual(['1', '2', '3'])
    expect(waiting()).toEqual([])
  })

  it('lets nothing overtake what failed', async () => {
    const { outbox, seen, waiting } = outboxBefore(503)
    for (const id of ['1', '2']) outbox.add(message(id))
    await settled()
    expect(seen).toEqual({ posted: ['1'], failed: ['1', '2'], refused: [] })
    await outbox.resume(async () => {})
    expect(seen.posted).toEqual(['1', '1', '2'])
    expect(waiting()).toEqual([])
  })

  it('does not send again what turns out to have arrived', async () => {
    const { outbox, seen } = outboxBefore(500)
    outbox.add(message('1'))
    await settled()
    await outbox.resume(async () => outbox.confirm('1'))
    expect(seen.posted).toEqual(['1'])
  })

  it.each([400, 413])(
    'gives up what the server will never take (%i), and goes on',
    async (status) => {
      const { outbox, seen, waiting } = outboxBefore(status)
      for (const id of ['1', '2']) outbox.add(message(id))
      await settled()
      expect(seen).toEqual({ posted: ['1', '2'], failed: [], refused: ['1'] })
      expect(waiting()).toEqual([])
    },
  )

  it('keeps what the server has but could not answer, even if its echo came first', async () => {
    const { outbox, seen, waiting } = outboxBefore(502)
    outbox.add(message('1'))
    outbox.confirm('1')
    await settled()
    expect(seen.failed).toEqual(['1'])
    expect(waiting()).toEqual(['1'])
  })

  it('sends nothing more once it is cleared', async () => {
    const { outbox, seen } = outboxBefore()
    for (const id of ['1', '2']) outbox.add(message(id))
    outbox.clear()
    await settled()
    expect(seen.posted).toEqual(['1'])
  })
})

import { z } from 'zod'

const SECRET = 'direct-line-secret-of-the-bench'
const MESSAGES = [
  'my knee hurts going downstairs',
  'no, on the outside',
  'yes',
  'which shoes should I buy?',
  'it is swollen since yesterday',
  'how do I warm up?',
  'no',
  'what about ice?',
]
/** Messages of one conversation; then the talker begins another. */
const LENGTH = 10
/** A client that gets no answer sends its message again, under the same id. */
const PAUSE_MS = 25
const PATIENCE_MS = 4_000

const Token = z.object({ token: z.string(), conversationId: z.string() })
const ActivitySet = z.object({
  activities: z.array(
    z.looseObject({
      id: z.string(),
      replyToId: z.string().optional(),
      channelData: z.looseObject({ clientActivityID: z.string().optional() }).optional(),
      from: z.looseObject({ role: z.string().optional() }),
    }),
  ),
  watermark: z.string(),
})

/** One conversation as its client knows it: what the server has acknowledged, by the client's own ids. */
export type Talk = { conversation: string; acknowledged: string[] }

export { SECRET as BENCH_SECRET }

/**
 * One client that talks without a pause, to whichever process answers, until told to stop. Whatever fails is sent again
 * as stock clients do. Gives every conversation it had.
 */
export async function talk(urls: readonly string[], isOver: () => boolean): Promise<Talk[]> {
  const talks: Talk[] = []
  let turn = Math.floor(Math.random() * urls.length)
  const send = (path: string, init: RequestInit) =>
    sendUntilTaken(() => urls[turn++ % urls.length] ?? '', path, init)
  while (!isOver()) {
    const { token, conversationId } = Token.parse(
      await send('/tokens/generate', post(SECRET, undefined)),
    )
    await send('/conversations', post(token, {}))
    const current: Talk = { conversation: conversationId, acknowledged: [] }
    talks.push(current)
    for (let said = 0; said < LENGTH; said += 1) {
      const clientActivityID = crypto.randomUUID()
      const activity = {
        type: 'message',
        text: MESSAGES[said % MESSAGES.length],
        channelData: { clientActivityID },
      }
      await send(`/conversations/${conversationId}/activities`, post(token, activity))
      current.acknowledged.push(clientActivityID)
      // Not before the first, or a slow machine would have shown nothing.
      if (isOver()) break
    }
  }
  return talks
}

/** What is wrong with a conversation after all: zeros are wanted. */
export async function checkTalk(url: string, { conversation, acknowledged }: Talk) {
  const activities: z.infer<typeof ActivitySet>['activities'] = []
  for (let watermark = '0'; ; ) {
    const path = `/conversations/${conversation}/activities?watermark=${watermark}`
    const set = ActivitySet.parse(
      await sendUntilTaken(() => url, path, { headers: { authorization: `Bearer ${SECRET}` } }),
    )
    if (set.activities.length === 0) break
    activities.push(...set.activities)
    watermark = set.watermark
  }
  const questions = activities.filter(({ from }) => from.role === 'user')
  const timesLogged = (id: string) =>
    questions.filter(({ channelData }) => channelData?.clientActivityID === id).length
  const answersTo = (id: string) => activities.filter(({ replyToId }) => replyToId === id).length
  return {
    lost: acknowledged.filter((id) => timesLogged(id) === 0).length,
    doubled: acknowledged.filter((id) => timesLogged(id) > 1).length,
    unanswered: questions.filter(({ id }) => answersTo(id) === 0).length,
    answeredTwice: questions.filter(({ id }) => answersTo(id) > 1).length,
    questions: questions.length,
  }
}

function post(bearer: string, body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  }
}

async function sendUntilTaken(
  nextUrl: () => string,
  path: string,
  init: RequestInit,
): Promise<unknown> {
  for (;;) {
    try {
      const response = await fetch(`${nextUrl()}/v3/directline${path}`, {
        ...init,
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const body: unknown = await response.json()
      if (response.ok) return body
      if (response.status < 500 && response.status !== 429) {
        throw new Refused(`${path.split('?')[0]} was refused with ${response.status}`)
      }
    } catch (error) {
      if (error instanceof Refused) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/** An answer that sending again does not mend; none is expected. */
class Refused extends Error {
  override name = 'Refused'
}

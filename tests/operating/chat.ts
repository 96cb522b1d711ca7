import { z } from 'zod'

const Token = z.object({ token: z.string(), conversationId: z.string() })
const ActivitySet = z.object({
  activities: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      text: z.string().optional(),
      from: z.looseObject({ role: z.string().optional() }).optional(),
      channelData: z.unknown().optional(),
    }),
  ),
  watermark: z.string(),
})
export type Activity = z.infer<typeof ActivitySet>['activities'][number]

/** A visitor of our own page, over plain HTTP: what is said and what comes back. */
export async function visit(url: string) {
  const given = await fetch(`${url}/webchat/token`, { method: 'POST', headers: { origin: url } })
  const cookie = (given.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { token, conversationId } = Token.parse(await given.json())
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    origin: url,
  }
  const at = (path: string) => `${url}/v3/directline/conversations${path}`
  await fetch(at(''), { method: 'POST', headers, body: '{}' })

  return {
    conversationId,
    token,
    cookie,
    /** Posts a message under the client's own id and gives the status, without waiting for more. */
    async post(text: string, clientActivityID: string = crypto.randomUUID(), at_ = url) {
      const address = `${at_}/v3/directline/conversations/${conversationId}/activities`
      const body = JSON.stringify({ type: 'message', text, channelData: { clientActivityID } })
      const response = await fetch(address, { method: 'POST', headers, body })
      await response.text()
      return response.status
    },
    /** The whole log. */
    async activities(at_ = url): Promise<Activity[]> {
      const all: Activity[] = []
      for (let watermark = '0'; ; ) {
        const address = `${at_}/v3/directline/conversations/${conversationId}/activities`
        const response = await fetch(`${address}?watermark=${watermark}`, { headers })
        const set = ActivitySet.parse(await response.json())
        if (set.activities.length === 0) return all
        all.push(...set.activities)
        watermark = set.watermark
      }
    },
    /** Says something and gives the text of the answer. */
    async ask(text: string): Promise<string> {
      await this.post(text)
      return (await this.activities()).at(-1)?.text ?? ''
    },
  }
}

/** What the server sends; our replies travel under channelData. */
export type ChatActivity = {
  id?: string
  type: string
  text?: string
  from?: { id?: string; role?: string }
  channelData?: { kneewise?: unknown; clientActivityID?: string }
}
export type ActivitySet = { activities: ChatActivity[]; watermark?: string }
type Session = { token: string; conversationId: string }
type Started = Session & { streamUrl: string }

/** Expired or foreign token, and a conversation that is gone: what a new token mends. */
const RENEWABLE: ReadonlySet<number> = new Set([401, 403, 404])

/** Longer than any answer takes; then the request counts as lost. */
const TIMEOUT_MS = 15_000

/** The server did not take a request; `status` is its HTTP status. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number

  constructor(status: number) {
    super(`the server answered ${status}`)
    this.status = status
  }
}

/**
 * Speaks Direct Line with our server, for the conversation that belongs to this browser's cookie. `onReplaced` is
 * called when that conversation is gone (deleted in another tab, or expired) and a new one has begun.
 */
export class DirectLineClient {
  readonly #onReplaced: () => void
  #session: Session | undefined
  #starting: Promise<Started> | undefined

  constructor(onReplaced: () => void) {
    this.#onReplaced = onReplaced
  }

  /** Starts the conversation or takes it up again; later calls give what the first one got. */
  start(): Promise<Started> {
    this.#starting ??= this.#start().catch((error) => {
      this.#starting = undefined
      throw error
    })
    return this.#starting
  }

  /** Posts an activity and gives its id. Throws when it did not arrive. */
  async post(activity: Record<string, unknown>): Promise<string> {
    await this.start()
    const posted = { locale: navigator.language, ...activity }
    const { id } = await this.#call<{ id: string }>('conversations/:id/activities', posted)
    return id
  }

  /** What was said after the watermark. */
  since(watermark: string): Promise<ActivitySet> {
    return this.#call(`conversations/:id/activities?watermark=${watermark}`)
  }

  /** A fresh address of the stream, from the watermark on. */
  async streamUrl(watermark: string): Promise<string> {
    const answer = await this.#call<Started>(`conversations/:id?watermark=${watermark}`)
    return answer.streamUrl
  }

  async #start(): Promise<Started> {
    const session = await this.#renew()
    const { streamUrl } = await this.#call<Started>('conversations', {})
    return { ...session, streamUrl }
  }

  async #renew(): Promise<Session> {
    const before = this.#session?.conversationId
    this.#session = await json<Session>('/webchat/token', { method: 'POST' })
    if (before && before !== this.#session.conversationId) this.#onReplaced()
    return this.#session
  }

  /** A call with the token. Where that has expired (the laptop slept), the cookie brings a new one, once. */
  async #call<Body>(path: string, body?: unknown): Promise<Body> {
    const attempt = () =>
      json<Body>(`/v3/directline/${path.replace(':id', this.#session?.conversationId ?? '')}`, {
        headers: {
          authorization: `Bearer ${this.#session?.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      })
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Refused && RENEWABLE.has(error.status))) throw error
      await this.#renew()
      await json('/v3/directline/conversations', {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#session?.token}` },
      })
      return attempt()
    }
  }
}

async function json<Body>(path: string, options: RequestInit): Promise<Body> {
  const response = await fetch(path, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Refused(response.status)
  return response.json()
}

/** What the server sends; our replies travel under channelData. */
export type ChatActivity = {
  id?: string
  type: string
  text?: string
  from?: { id?: string; role?: string }
  channelData?: { kneewise?: unknown; clientActivityID?: string }
}

export type Listener = {
  onActivity(activity: ChatActivity): void
  onStatus(status: 'online' | 'connecting' | 'offline'): void
}

type Session = { token: string; conversationId: string }

const BASE = '/v3/directline'
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000, 20_000]
/** Ten minutes before a token of half an hour ends. */
const REFRESH_MS = 20 * 60_000

/** Speaks Direct Line with our server: posts messages, follows the stream, comes back after a lost connection. */
export class DirectLineClient {
  readonly #listener: Listener
  readonly #seen = new Set<string>()
  #session: Session | undefined
  #watermark = '0'
  #failures = 0

  constructor(listener: Listener) {
    this.#listener = listener
  }

  /** Starts or resumes the conversation of this browser; everything said so far comes through the listener. */
  async open(): Promise<void> {
    this.#listener.onStatus('connecting')
    try {
      this.#session = await this.#json<Session>('/webchat/token', {})
      await this.#json(`${BASE}/conversations`, {}, true)
      await this.#connect()
      setInterval(() => void this.#refresh(), REFRESH_MS)
    } catch {
      this.#comeBack()
    }
  }

  /** Posts what the runner says; throws when it did not arrive. */
  async post(text: string, clientActivityID: string): Promise<void> {
    if (!this.#session) throw new Error('not connected yet')
    const path = `${BASE}/conversations/${this.#session.conversationId}/activities`
    const activity = {
      type: 'message',
      text,
      locale: navigator.language,
      channelData: { clientActivityID },
    }
    await this.#json(path, activity, true)
  }

  async #refresh(): Promise<void> {
    try {
      this.#session = await this.#json<Session>(`${BASE}/tokens/refresh`, {}, true)
    } catch {
      this.#session = await this.#json<Session>('/webchat/token', {}).catch(() => this.#session)
    }
  }

  async #connect(): Promise<void> {
    if (!this.#session) return
    const path = `${BASE}/conversations/${this.#session.conversationId}?watermark=${this.#watermark}`
    const { streamUrl } = await this.#json<{ streamUrl: string }>(path, undefined, true)
    const socket = new WebSocket(streamUrl)
    socket.addEventListener('open', () => {
      this.#failures = 0
      this.#listener.onStatus('online')
    })
    socket.addEventListener('message', ({ data }) => this.#receive(data))
    socket.addEventListener('close', ({ reason }) => {
      // Another tab of the same conversation took over; it shows everything.
      if (reason !== 'collision') this.#comeBack()
      else this.#listener.onStatus('offline')
    })
  }

  #receive(frame: unknown): void {
    if (typeof frame !== 'string' || frame === '') return
    const { activities, watermark }: { activities: ChatActivity[]; watermark?: string } =
      JSON.parse(frame)
    if (watermark) this.#watermark = watermark
    for (const activity of activities) {
      if (activity.id && this.#seen.has(activity.id)) continue
      if (activity.id) this.#seen.add(activity.id)
      this.#listener.onActivity(activity)
    }
  }

  #comeBack(): void {
    this.#listener.onStatus(navigator.onLine ? 'connecting' : 'offline')
    const pause = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 20_000
    this.#failures += 1
    setTimeout(async () => {
      try {
        // A token may have expired while the laptop slept; the cookie brings a new one for the same conversation.
        this.#session = await this.#json<Session>('/webchat/token', {})
        await this.#json(`${BASE}/conversations`, {}, true)
        await this.#connect()
      } catch {
        this.#comeBack()
      }
    }, pause)
  }

  async #json<Body>(path: string, body: unknown, authorised = false): Promise<Body> {
    const response = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(authorised ? { authorization: `Bearer ${this.#session?.token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    return response.json()
  }
}

import type { ActivitySet, ChatActivity, DirectLineClient } from './direct-line-client.ts'

export type Connection = 'online' | 'connecting' | 'offline'

export type Listener = {
  onActivity(activity: ChatActivity): void
  onConnection(connection: Connection): void
}

/** Milliseconds before each further try to come back; the last goes on. */
const RETRY_MS = [300, 1_000, 2_000, 5_000, 10_000, 20_000]
/** The server shows a sign of life every 20 s; without one for this long the line is dead, whatever it says. */
const SILENCE_MS = 45_000
const LOOK_MS = 5_000

/** How a socket came to its end. */
type End = 'lost' | 'taken' | 'unreachable'

type Shared = { set: ActivitySet } | { connection: Connection }

/**
 * Follows a conversation in every tab that shows it. The server keeps one socket a conversation, so one tab holds it
 * (by a Web Lock, which passes on by itself when that tab goes) and tells the others what comes in.
 */
export class SharedStream {
  readonly #client: DirectLineClient
  readonly #listener: Listener
  readonly #seen = new Set<string>()
  #watermark: string
  #channel: BroadcastChannel | undefined
  #leave = new AbortController()

  constructor(client: DirectLineClient, watermark: string, listener: Listener) {
    this.#client = client
    this.#watermark = watermark
    this.#listener = listener
    // A page that is put aside lets go of the socket, and takes it up again when it comes back.
    addEventListener('pagehide', () => this.#leave.abort())
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) void this.follow()
    })
    addEventListener('offline', () => this.#tell('offline'))
    addEventListener('online', () => void this.#comeBack())
  }

  /** Follows the conversation from now on. Throws when it can not be started. */
  async follow(): Promise<void> {
    const { conversationId, streamUrl } = await this.#client.start()
    this.#leave = new AbortController()
    const { signal } = this.#leave
    // Only secure pages have locks; elsewhere each tab holds a socket, and the newest wins.
    if (!navigator.locks) return void this.#hold(streamUrl, signal)
    const name = `kneewise-${conversationId}`
    this.#channel?.close()
    this.#channel = new BroadcastChannel(name)
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Shared>) => {
      if ('set' in data) this.#receive(data.set)
      else this.#listener.onConnection(data.connection)
    })
    const isFirst = await this.#lead(name, streamUrl, { ifAvailable: true })
    if (isFirst) return
    void this.#lead(name, undefined, { signal })
    await this.catchUp()
  }

  /** Asks for what was said meanwhile. Throws when the server can not be reached. */
  async catchUp(): Promise<void> {
    this.#receive(await this.#client.since(this.#watermark))
  }

  /** The network is back; the tab with the socket opens it again, and the others need only what they missed. */
  async #comeBack(): Promise<void> {
    if (this.#watermark === '0') return this.#listener.onConnection('online')
    try {
      await this.catchUp()
      this.#listener.onConnection('online')
    } catch {
      this.#listener.onConnection(navigator.onLine ? 'connecting' : 'offline')
    }
  }

  /** Holds the socket while it has the lock; false when another tab has it and no waiting was wanted. */
  #lead(name: string, streamUrl: string | undefined, options: LockOptions): Promise<boolean> {
    const { signal } = this.#leave
    return new Promise((answer) => {
      const held = navigator.locks.request(name, options, async (lock) => {
        answer(lock !== null)
        if (lock) await this.#hold(streamUrl, signal)
      })
      held.catch(() => answer(false))
    })
  }

  /** One socket after the other until this page lets go. */
  async #hold(firstUrl: string | undefined, signal: AbortSignal): Promise<void> {
    let url = firstUrl
    let failures = 0
    while (!signal.aborted) {
      const end = await this.#listen(url, signal)
      url = undefined
      if (signal.aborted) return
      if (end === 'taken') {
        // Someone else shows the conversation now; fighting over the socket would help nobody.
        await nextFocus(signal)
        continue
      }
      if (end === 'lost') failures = 0
      this.#tell(navigator.onLine ? 'connecting' : 'offline')
      await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? LOOK_MS, signal)
      failures += 1
    }
  }

  /** Listens on one socket until it ends, and says how it did. */
  async #listen(address: string | undefined, signal: AbortSignal): Promise<End> {
    const given = address ?? (await this.#client.streamUrl(this.#watermark).catch(() => undefined))
    if (!given) return 'unreachable'
    const url = new URL(given)
    url.searchParams.set('watermark', this.#watermark)
    const socket = new WebSocket(url)
    let lastSign = Date.now()
    return new Promise((resolve) => {
      const ended = new AbortController()
      const end = (how: End) => {
        clearInterval(watch)
        ended.abort()
        socket.close()
        resolve(how)
      }
      // After a sleep this runs at once and finds the line silent.
      const watch = setInterval(() => Date.now() - lastSign > SILENCE_MS && end('lost'), LOOK_MS)
      const options = { signal: ended.signal }
      let wasOpen = false
      const opened = () => {
        wasOpen = true
        this.#tell('online')
      }
      const received = ({ data }: MessageEvent) => {
        lastSign = Date.now()
        if (typeof data !== 'string' || data === '') return
        const set: ActivitySet = JSON.parse(data)
        this.#receive(set)
        this.#share({ set })
      }
      const closed = ({ reason }: CloseEvent) =>
        end(reason === 'collision' ? 'taken' : wasOpen ? 'lost' : 'unreachable')
      socket.addEventListener('open', opened, options)
      socket.addEventListener('message', received, options)
      socket.addEventListener('close', closed, options)
      addEventListener('offline', () => end('lost'), options)
      signal.addEventListener('abort', () => end('lost'), options)
    })
  }

  #receive({ activities, watermark }: ActivitySet): void {
    if (watermark && Number(watermark) > Number(this.#watermark)) this.#watermark = watermark
    for (const activity of activities) {
      if (activity.id && this.#seen.has(activity.id)) continue
      if (activity.id) this.#seen.add(activity.id)
      this.#listener.onActivity(activity)
    }
  }

  #tell(connection: Connection): void {
    this.#listener.onConnection(connection)
    if (connection !== 'offline') this.#share({ connection })
  }

  #share(shared: Shared): void {
    this.#channel?.postMessage(shared)
  }
}

/** Waits, with a little chance so that not everyone comes back at once; shorter when the connection or the page is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const woken = new AbortController()
    const wake = () => {
      clearTimeout(timer)
      woken.abort()
      resolve()
    }
    const timer = setTimeout(wake, ms * (1 + Math.random() / 2))
    const options = { signal: woken.signal }
    addEventListener('online', wake, options)
    document.addEventListener('visibilitychange', () => !document.hidden && wake(), options)
    signal.addEventListener('abort', wake, options)
  })
}

/** Until somebody turns to this page again. */
function nextFocus(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    addEventListener('focus', () => resolve(), { once: true, signal })
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

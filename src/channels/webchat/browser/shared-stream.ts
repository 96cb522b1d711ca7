import type { ActivitySet, ChatActivity, DirectLineClient } from './direct-line-client.ts'
import { nextFocus, pause } from './pauses.ts'
import { listenOn, type SocketEnd } from './stream-socket.ts'

export type Connection = 'online' | 'connecting' | 'offline'

export type Listener = {
  onActivity(activity: ChatActivity): void
  onConnection(connection: Connection): void
}

/** Milliseconds before each further try to come back; the last goes on. */
const RETRY_MS = [300, 1_000, 2_000, 5_000, 10_000, 20_000]
/** Milliseconds of asking before a blocked socket is tried again; the last goes on. */
const SOCKET_AGAIN_MS = [15_000, 60_000, 300_000]
/** The echo of a message comes at once; after this long the socket counts as stalled. */
const STALL_MS = 2_000
/** Between two questions after what is new: often while people talk, seldom while nothing happens or nobody looks. */
const ASK_MS = { least: 1_000, most: 10_000, hidden: 30_000, growth: 1.5 }

type Shared = { set: ActivitySet } | { connection: Connection } | { posted: true }

/**
 * Follows a conversation in every tab that shows it. The server keeps one socket a conversation, so one tab holds it
 * (by a Web Lock, which passes on by itself when that tab goes) and tells the others what comes in. Where sockets are
 * blocked, as by some proxies, that tab asks again and again instead.
 */
export class SharedStream {
  readonly #client: DirectLineClient
  readonly #listener: Listener
  readonly #seen = new Set<string>()
  #watermark: string
  #channel: BroadcastChannel | undefined
  #leave = new AbortController()
  /** This tab follows for all, and has no socket now. */
  #isAsking = false

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
      else if ('posted' in data) this.#askIfNeeded()
      else this.#listener.onConnection(data.connection)
    })
    const isFirst = await this.#lead(name, streamUrl, { ifAvailable: true })
    if (isFirst) return
    void this.#lead(name, undefined, { signal })
    await this.catchUp()
  }

  /** Asks for what was said meanwhile. Throws when the server can not be reached. */
  async catchUp(): Promise<void> {
    const set = await this.#client.since(this.#watermark)
    this.#receive(set)
    if (this.#isAsking && set.activities.length > 0) this.#share({ set })
  }

  /** The server has taken a message, and has its answer by now; without a socket that works somebody must ask for that. */
  posted(id: string): void {
    this.#share({ posted: true })
    this.#askIfNeeded()
    // A phone that changed from one network to another may hold a socket that is silent without knowing it.
    setTimeout(() => {
      if (!this.#seen.has(id)) this.catchUp().catch(() => {})
    }, STALL_MS)
  }

  #askIfNeeded(): void {
    // Where it does not get through, the next regular question does.
    if (this.#isAsking) this.catchUp().catch(() => {})
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

  /** One socket after the other, with questions where there can be none, until this page lets go. */
  async #hold(firstUrl: string | undefined, signal: AbortSignal): Promise<void> {
    let url = firstUrl
    let failures = 0
    let blocks = 0
    while (!signal.aborted) {
      const end = await this.#listen(url, signal)
      url = undefined
      if (signal.aborted) return
      if (end === 'taken') {
        // Someone else shows the conversation now; fighting over the socket would help nobody.
        await nextFocus(signal)
        continue
      }
      if (end === 'lost') {
        failures = 0
        blocks = 0
      }
      if (end === 'blocked' && (await this.#poll(nth(SOCKET_AGAIN_MS, blocks), signal))) {
        blocks += 1
        continue
      }
      if (signal.aborted) return
      this.#tell(navigator.onLine ? 'connecting' : 'offline')
      await pause(nth(RETRY_MS, failures), signal)
      failures += 1
    }
  }

  /** Listens on one socket until it ends, and says how it did. */
  async #listen(
    address: string | undefined,
    signal: AbortSignal,
  ): Promise<SocketEnd | 'unreachable'> {
    this.#isAsking = true
    const given = address ?? (await this.#client.streamUrl(this.#watermark).catch(() => undefined))
    if (!given) return 'unreachable'
    const url = new URL(given)
    url.searchParams.set('watermark', this.#watermark)
    const onOpen = () => {
      this.#isAsking = false
      this.#tell('online')
    }
    const onSet = (set: ActivitySet) => {
      this.#receive(set)
      this.#share({ set })
    }
    const end = await listenOn(url, { onOpen, onSet }, signal)
    this.#isAsking = !signal.aborted
    return end
  }

  /** Asks again and again for so long; false when the server can not be reached that way either. */
  async #poll(forMs: number, signal: AbortSignal): Promise<boolean> {
    const until = Date.now() + forMs
    let pauseMs = ASK_MS.least
    let isFirst = true
    while (!signal.aborted && Date.now() < until) {
      const before = this.#watermark
      const isReached = await this.catchUp().then(
        () => true,
        () => false,
      )
      if (!isReached) return false
      if (isFirst) this.#tell('online')
      isFirst = false
      await pause(document.hidden ? ASK_MS.hidden : pauseMs, signal)
      // What came meanwhile by a question out of turn counts, too.
      const isTalk = this.#watermark !== before
      pauseMs = isTalk ? ASK_MS.least : Math.min(pauseMs * ASK_MS.growth, ASK_MS.most)
    }
    return true
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

/** One of a list of growing pauses; the last goes on. */
function nth(pauses: readonly number[], index: number): number {
  return pauses[Math.min(index, pauses.length - 1)] ?? 0
}

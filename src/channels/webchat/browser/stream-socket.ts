import type { ActivitySet } from './direct-line-client.ts'

/** The server shows a sign of life at once; some proxies let a socket open and then hold back what it carries. */
const FIRST_SIGN_MS = 5_000
/** The server shows a sign of life every 20 s; without one for this long the line is dead, whatever it says. */
const SILENCE_MS = 45_000
const LOOK_MS = 1_000

/** How a socket came to its end; `blocked` when it never carried anything. */
export type SocketEnd = 'lost' | 'taken' | 'blocked'

export type SocketListener = {
  /** The first sign of life. */
  onOpen(): void
  onSet(set: ActivitySet): void
}

/** Listens on one socket until it ends or the signal says so, and says how it did. */
export function listenOn(
  url: URL,
  { onOpen, onSet }: SocketListener,
  signal: AbortSignal,
): Promise<SocketEnd> {
  const socket = new WebSocket(url)
  let lastSign = Date.now()
  let isAlive = false
  return new Promise((resolve) => {
    const ended = new AbortController()
    const end = (how: SocketEnd) => {
      clearInterval(watch)
      ended.abort()
      socket.close()
      resolve(how)
    }
    // After a sleep this runs at once and finds the line silent.
    const watch = setInterval(() => {
      const silentMs = Date.now() - lastSign
      if (silentMs > (isAlive ? SILENCE_MS : FIRST_SIGN_MS)) end(isAlive ? 'lost' : 'blocked')
    }, LOOK_MS)
    const options = { signal: ended.signal }
    const received = ({ data }: MessageEvent) => {
      lastSign = Date.now()
      if (!isAlive) onOpen()
      isAlive = true
      if (typeof data === 'string' && data !== '') onSet(JSON.parse(data))
    }
    const closed = ({ reason }: CloseEvent) =>
      end(reason === 'collision' ? 'taken' : isAlive ? 'lost' : 'blocked')
    socket.addEventListener('message', received, options)
    socket.addEventListener('close', closed, options)
    addEventListener('offline', () => end('lost'), options)
    signal.addEventListener('abort', () => end('lost'), options)
  })
}

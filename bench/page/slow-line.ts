import { connect, createServer, type Server, type Socket } from 'node:net'

/** Milliseconds there and back. */
export const ROUND_TRIP_MS = 40
/** Bits a second, one way. */
export const BITS_PER_SECOND = 10_000_000

/** A port that reaches another as over a mobile line: every byte waits its turn and its way, a connection a round trip. */
export async function slowLine(target: number): Promise<{ port: number; close: () => void }> {
  const open = new Set<Socket>()
  const server: Server = createServer((near) => {
    near.pause()
    open.add(near)
    const far = connect(target, '127.0.0.1')
    open.add(far)
    // What a handshake takes; the request can only follow it.
    setTimeout(() => {
      carry(near, far)
      carry(far, near)
      near.resume()
    }, ROUND_TRIP_MS)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the line has no port')
  return {
    port: address.port,
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

/** One direction: the line is free again when the last byte has left it, and a byte arrives half a round trip later. */
function carry(from: Socket, to: Socket): void {
  let freeAt = 0
  from.on('data', (bytes) => {
    const now = performance.now()
    freeAt = Math.max(freeAt, now) + (bytes.length * 8 * 1_000) / BITS_PER_SECOND
    setTimeout(() => to.writable && to.write(bytes), freeAt - now + ROUND_TRIP_MS / 2)
  })
  from.on('end', () =>
    setTimeout(() => to.end(), Math.max(0, freeAt - performance.now()) + ROUND_TRIP_MS),
  )
  from.on('error', () => to.destroy())
}

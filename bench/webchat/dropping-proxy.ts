import { connect, createServer, type Socket } from 'node:net'
import type { Chance } from '../../tests/conversation/walks/chance.ts'

/** A line between client and server that breaks: sockets at any moment or byte, and now and then an acknowledgement. */
export type DroppingProxy = {
  url: string
  /** How many sockets and acknowledgements were lost. */
  lost: () => { sockets: number; acknowledgements: number }
  /** From now on nothing breaks. */
  mend: () => void
  close: () => void
}

/** Longest life of a socket, in real milliseconds and in bytes that reach the client; then it breaks. */
const LIFE = { ms: 600, bytes: 150_000 }
const ACKNOWLEDGEMENTS_LOST = 0.1

export async function startDroppingProxy(
  target: string,
  {
    chance,
    drops,
    after,
  }: { chance: Chance; drops: number; after: (cut: () => void, ms: number) => void },
): Promise<DroppingProxy> {
  const { hostname, port } = new URL(target)
  const lost = { sockets: 0, acknowledgements: 0 }
  let isMended = false
  const open = new Set<Socket>()

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    let bytesLeft = Number.POSITIVE_INFINITY
    let losesAnswer = false
    const end = () => {
      client.destroy()
      upstream.destroy()
      open.delete(client)
    }
    const mayCut = () => !isMended && !client.destroyed && lost.sockets < drops
    const cut = () => {
      if (!mayCut()) return
      lost.sockets += 1
      end()
    }
    open.add(client)
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end)
    client.on('data', (data) => {
      const head = data.toString('latin1')
      if (/^upgrade: websocket/im.test(head)) {
        after(cut, chance.below(LIFE.ms))
        bytesLeft = chance.below(LIFE.bytes)
      }
      const isPost = /^POST \S+\/activities /.test(head)
      losesAnswer = isPost && !isMended && chance.next() < ACKNOWLEDGEMENTS_LOST
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (losesAnswer) {
        lost.acknowledgements += 1
        end()
        return
      }
      const isLast = data.length >= bytesLeft && mayCut()
      // The rest of the frame never arrives.
      client.write(isLast ? data.subarray(0, bytesLeft) : data)
      bytesLeft -= data.length
      if (isLast) cut()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    lost: () => lost,
    mend: () => {
      isMended = true
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

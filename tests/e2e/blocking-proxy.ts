import { createServer, type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'

/** What a proxy does with a WebSocket: refuse it, never answer, or let it open and hold back what it carries. */
export type Blockage = 'refuse' | 'hang' | 'swallow' | 'none'

/** A proxy of a company or a clinic before our server: pages and questions pass, sockets do not. */
export async function startBlockingProxy(target: string) {
  const { hostname, port } = new URL(target)
  let blockage: Blockage = 'refuse'
  const open = new Set<Duplex>()
  const upstream = ({ url = '/', method = 'GET', headers }: IncomingMessage) =>
    request({ hostname, port, path: url, method, headers })
  const proxy = createServer((incoming, response) => {
    const call = upstream(incoming)
    call.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    call.on('error', () => response.destroy())
    incoming.pipe(call)
  })
  proxy.on('upgrade', (incoming, socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    if (blockage === 'refuse') socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
    if (blockage === 'refuse' || blockage === 'hang') return
    const call = upstream(incoming)
    call.on('error', () => socket.destroy())
    call.on('upgrade', (answer, inner) => {
      open.add(inner)
      inner.on('error', () => socket.destroy())
      const fields = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`)
      socket.write(['HTTP/1.1 101 Switching Protocols', ...fields, '', ''].join('\r\n'))
      if (blockage === 'swallow') return
      inner.pipe(socket).pipe(inner)
    })
    call.end()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    block(how: Blockage): void {
      blockage = how
    },
    close(): void {
      for (const socket of open) socket.destroy()
      proxy.close()
    },
  }
}

import { createServer, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'

export type RoundRobin = { url: string; close: () => Promise<void> }

/**
 * A plain proxy that gives each request, and each socket, to the next process in turn, and to the one after it where
 * the first is not there: what nginx and its like do.
 */
export async function startProxy(ports: readonly number[]): Promise<RoundRobin> {
  let turn = 0
  const inTurn = () => {
    turn += 1
    return ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0)
  }
  const headersOf = ({ headers, socket }: IncomingMessage) => ({
    ...headers,
    'x-forwarded-for': socket.remoteAddress ?? '',
    'x-forwarded-proto': 'http',
  })

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const tryEach = ([port, ...others]: number[]): void => {
      if (port === undefined) {
        outgoing.writeHead(502).end()
        return
      }
      const { method, url } = incoming
      const forwarded = request(
        { port, host: '127.0.0.1', method, path: url, headers: headersOf(incoming), agent: false },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
          answer.on('error', () => outgoing.destroy())
        },
      )
      forwarded.on('error', () => {
        if (outgoing.headersSent) outgoing.destroy()
        else tryEach(others)
      })
      forwarded.end(body)
    }
    tryEach(inTurn())
  })

  server.on('upgrade', (incoming, socket, head) => {
    const tryEach = ([port, ...others]: number[]): void => {
      if (port === undefined) {
        socket.destroy()
        return
      }
      const upstream = connect(port, '127.0.0.1')
      let isOpen = false
      upstream.on('connect', () => {
        isOpen = true
        const lines = Object.entries(headersOf(incoming)).map(
          ([name, value]) => `${name}: ${value}`,
        )
        upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
        upstream.write(head)
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => {
        if (isOpen) socket.destroy()
        else tryEach(others)
      })
      upstream.on('close', () => isOpen && socket.destroy())
      socket.on('error', () => upstream.destroy())
      socket.on('close', () => upstream.destroy())
    }
    tryEach(inTurn())
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

/** The least a server can do: send back what came. What Kneewise is measured beside. */
const http = createServer()
const sockets = new WebSocketServer({ server: http })
sockets.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
})
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (address !== null && typeof address !== 'string') console.log(`port ${address.port}`)
})
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))

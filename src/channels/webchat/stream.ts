import type { WebSocket } from 'ws'
import type { Conversations } from './conversations.ts'

/** How often an empty frame shows that the line still holds. */
const KEEP_ALIVE_MS = 20_000

/** Sockets that listen now, by conversation: a second one ends the first. */
const listening = new WeakMap<Conversations, Map<string, WebSocket>>()

/**
 * Sends a conversation's log from a watermark on, and whatever is added, until the socket closes. The log is the only
 * source, read from where this socket stands: nothing is lost or doubled between replay and live.
 */
export function streamTo(
  socket: WebSocket,
  conversation: string,
  watermark: number,
  conversations: Conversations,
): void {
  const sockets = listening.get(conversations) ?? new Map<string, WebSocket>()
  listening.set(conversations, sockets)
  sockets.get(conversation)?.close(1000, 'collision')
  sockets.set(conversation, socket)

  let sent = watermark
  let running = false
  let again = false
  const pump = async (): Promise<void> => {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        const set = await conversations.after(conversation, sent)
        sent = Number(set.watermark)
        const visible = set.activities.filter(({ type }) => type !== 'conversationUpdate')
        if (visible.length > 0 && socket.readyState === socket.OPEN) {
          socket.send(JSON.stringify({ activities: visible, watermark: set.watermark }))
        }
      } while (again)
    } catch {
      // The client comes back with its watermark and gets everything then.
      socket.close(1011, 'unavailable')
    } finally {
      running = false
    }
  }
  const stop = conversations.listen(conversation, () => void pump())
  const keepAlive = setInterval(
    () => socket.readyState === socket.OPEN && socket.send(''),
    KEEP_ALIVE_MS,
  )
  socket.on('close', () => {
    clearInterval(keepAlive)
    stop()
    if (sockets.get(conversation) === socket) sockets.delete(conversation)
  })
  // Clients send empty frames only; whatever comes is ignored.
  socket.on('message', () => undefined)
  socket.on('error', () => socket.close())
  void pump()
}

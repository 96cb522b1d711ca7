import type { WebSocket } from 'ws'
import { BOT } from './activity.ts'
import type { Conversations } from './conversations.ts'
import { FRAME_SIZE, FRAMES_LIMIT, KEEP_ALIVE_MS, UNSENT_LIMIT } from './limits.ts'

/** One client that listens to a conversation. */
type Stream = { socket: WebSocket; isAlive: boolean; frames: number; stop: () => void }

/**
 * The sockets that follow conversations. The log is the only source, read from where each socket stands: nothing is
 * lost or doubled between replay and live.
 */
export function createStreams(conversations: Conversations) {
  const streams = new Map<string, Stream>()

  /** One timer for all, because there may be thousands. */
  const keepAlive = setInterval(() => {
    for (const stream of streams.values()) {
      if (!stream.isAlive) {
        stream.socket.terminate()
        continue
      }
      stream.isAlive = false
      stream.frames = 0
      stream.socket.ping()
      // Browsers hide pings from pages; an empty frame is what a page can watch for.
      stream.socket.send('')
    }
  }, KEEP_ALIVE_MS)
  keepAlive.unref()

  return {
    /** Sends the log from a watermark on, and whatever is added, until the socket closes. A newer socket ends this one. */
    open(socket: WebSocket, conversation: string, watermark: number): void {
      streams.get(conversation)?.socket.close(1000, 'collision')
      const pump = createPump(socket, conversation, watermark, conversations)
      const stop = conversations.listen(conversation, {
        changed: pump,
        // A sign of life, not a part of the log: no id, no watermark.
        typing: () => send(socket, { activities: [{ type: 'typing', from: BOT }] }),
        ended: () => socket.close(1000, 'ended'),
      })
      const stream: Stream = { socket, isAlive: true, frames: 0, stop }
      streams.set(conversation, stream)

      socket.on('pong', () => {
        stream.isAlive = true
      })
      // Clients send empty frames only; whatever comes is ignored, but not without end.
      socket.on('message', () => {
        stream.isAlive = true
        stream.frames += 1
        if (stream.frames > FRAMES_LIMIT) end(1008, 'too many frames')
      })
      socket.on('error', () => socket.terminate())
      socket.on('close', () => {
        stop()
        if (streams.get(conversation) === stream) streams.delete(conversation)
      })
      // A sign of life at once: by it a page tells a line that carries from one that a proxy only lets open.
      socket.send('')
      pump()

      function end(code: number, reason: string): void {
        socket.close(code, reason)
        // Reading goes on until the other side agrees, which one that floods will not do.
        socket.terminate()
      }
    },

    /** Ends every socket kindly: their clients come back with their watermark. */
    close(): void {
      clearInterval(keepAlive)
      for (const { socket } of streams.values()) socket.close(1001, 'restarting')
    },
  }
}

/** A function that sends what the log holds beyond the last sent entry; calls while it runs make it look once more. */
function createPump(
  socket: WebSocket,
  conversation: string,
  watermark: number,
  conversations: Conversations,
): () => void {
  let sent = String(watermark)
  let isRunning = false
  let isCalledAgain = false

  async function run(): Promise<void> {
    isRunning = true
    try {
      while (isCalledAgain && socket.readyState === socket.OPEN) {
        isCalledAgain = false
        const set = await conversations.after(conversation, Number(sent), FRAME_SIZE)
        if (set.activities.length === 0) continue
        sent = set.watermark
        send(socket, set)
        // A long log comes page by page; a page that is not full was the last.
        if (set.activities.length === FRAME_SIZE) isCalledAgain = true
      }
    } catch {
      // The client comes back with its watermark and gets everything then.
      socket.close(1011, 'unavailable')
    } finally {
      isRunning = false
    }
  }

  return () => {
    isCalledAgain = true
    if (!isRunning) void run()
  }
}

function send(socket: WebSocket, set: { activities: unknown[]; watermark?: string }): void {
  if (socket.readyState !== socket.OPEN) return
  // One that does not read must not fill our memory.
  if (socket.bufferedAmount > UNSENT_LIMIT) socket.terminate()
  else socket.send(JSON.stringify(set))
}

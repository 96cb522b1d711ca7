import { Refused } from './direct-line-client.ts'

/** A message on its way; `id` comes back with the server's echo. */
export type Message = { id: string; text: string }

/** What sending the same again can not mend: nothing but another text would be taken. */
const HOPELESS: ReadonlySet<number> = new Set([400, 413])
/** The server keeps the message, but could not answer it. */
const UNANSWERED = 502

export type OutboxListener = {
  /** It did not arrive, or was not answered; it stays and can be sent again. */
  onFailed(message: Message): void
  /** The server will never take it. */
  onRefused(message: Message): void
  /** What waits has changed. */
  onChanged(waiting: readonly Message[]): void
}

/**
 * What the runner said and the server has not yet confirmed, in the order of speaking. Sends one after the other, so
 * that nothing overtakes; what fails stays and goes out with the next `flush`.
 */
export class Outbox {
  readonly #post: (message: Message) => Promise<void>
  readonly #listener: OutboxListener
  #waiting: readonly Message[] = []
  #isSending = false

  constructor(post: (message: Message) => Promise<void>, listener: OutboxListener) {
    this.#post = post
    this.#listener = listener
  }

  add(message: Message): void {
    this.#wait([...this.#waiting, message])
    void this.flush()
  }

  /** The server has it, whatever the answer to our request said. */
  confirm(id: string): void {
    if (!this.#waiting.some((message) => message.id === id)) return
    this.#wait(this.#waiting.filter((message) => message.id !== id))
  }

  /** Nothing more is to be sent: the conversation was deleted. */
  clear(): void {
    this.#wait([])
  }

  /**
   * Sends again what waits, once `catchUp` has shown what had arrived although its confirmation was lost: that must
   * not be said twice.
   */
  async resume(catchUp: () => Promise<void>): Promise<void> {
    if (this.#waiting.length === 0 || this.#isSending) return
    try {
      await catchUp()
      await this.flush()
    } catch {
      // Still no connection; the next one brings us here again.
    }
  }

  async flush(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    try {
      for (let next = this.#waiting[0]; next; next = this.#waiting[0]) await this.#send(next)
    } catch {
      for (const message of this.#waiting) this.#listener.onFailed(message)
    } finally {
      this.#isSending = false
    }
  }

  async #send(message: Message): Promise<void> {
    try {
      await this.#post(message)
    } catch (error) {
      const status = error instanceof Refused ? error.status : 0
      // Its echo may have confirmed it already, but it still wants an answer.
      if (status === UNANSWERED)
        this.#wait([message, ...this.#waiting.filter(({ id }) => id !== message.id)])
      if (!HOPELESS.has(status)) throw error
      this.#listener.onRefused(message)
    }
    this.confirm(message.id)
  }

  #wait(waiting: readonly Message[]): void {
    this.#waiting = waiting
    this.#listener.onChanged(waiting)
  }
}

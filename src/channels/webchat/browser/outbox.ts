/** A message on its way; `id` comes back with the server's echo. */
export type Message = { id: string; text: string }

/**
 * What the runner said and the server has not yet confirmed, in the order of speaking. Sends one after the other, so
 * that nothing overtakes; what fails stays and goes out with the next `flush`.
 */
export class Outbox {
  readonly #post: (message: Message) => Promise<void>
  readonly #onFailed: (message: Message) => void
  #waiting: Message[] = []
  #isSending = false

  constructor(post: (message: Message) => Promise<void>, onFailed: (message: Message) => void) {
    this.#post = post
    this.#onFailed = onFailed
  }

  add(message: Message): void {
    this.#waiting.push(message)
    void this.flush()
  }

  /** The server has it, whatever the answer to our request said. */
  confirm(id: string): void {
    this.#waiting = this.#waiting.filter((message) => message.id !== id)
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
      for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
        await this.#post(next)
        this.confirm(next.id)
      }
    } catch {
      for (const message of this.#waiting) this.#onFailed(message)
    } finally {
      this.#isSending = false
    }
  }
}

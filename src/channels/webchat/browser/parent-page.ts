/** What the club's page may say to the chat in its frame, and the chat to it. Never a word of the conversation. */
export type ToChat = { kneewise: 'ask' | 'fill'; text: string } | { kneewise: 'focus' }
export type FromChat = { kneewise: 'ready' | 'message' | 'close' }

/** Listens to the page that holds our frame; which pages may do so is decided by frame-ancestors. */
export function createParentPage(listener: {
  onAsk(text: string): void
  onFill(text: string): void
  onFocus(): void
}) {
  const isFramed = window.parent !== window
  if (isFramed) {
    addEventListener('message', ({ source, data }) => {
      if (source !== window.parent || typeof data !== 'object' || data === null) return
      const message: Partial<{ kneewise: string; text: unknown }> = data
      const text = typeof message.text === 'string' ? message.text : ''
      if (message.kneewise === 'ask') listener.onAsk(text)
      if (message.kneewise === 'fill') listener.onFill(text)
      if (message.kneewise === 'focus') listener.onFocus()
    })
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) tell('close')
    })
  }
  function tell(kneewise: FromChat['kneewise']): void {
    // It tells only that something happened, so it does not matter who listens.
    if (isFramed) window.parent.postMessage({ kneewise } satisfies FromChat, '*')
  }
  return { tell }
}

/** Waits, with a little chance so that not everyone comes back at once; shorter when the connection or the page is back. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const woken = new AbortController()
    const wake = () => {
      clearTimeout(timer)
      woken.abort()
      resolve()
    }
    const timer = setTimeout(wake, ms * (1 + Math.random() / 2))
    const options = { signal: woken.signal }
    addEventListener('online', wake, options)
    document.addEventListener('visibilitychange', () => !document.hidden && wake(), options)
    signal.addEventListener('abort', wake, options)
  })
}

/** Until somebody turns to this page again. */
export function nextFocus(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    addEventListener('focus', () => resolve(), { once: true, signal })
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

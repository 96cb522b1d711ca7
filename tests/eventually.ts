const STEP_MS = 25

/** Waits until something is there, asking again and again for a bounded time. */
export async function eventually<Value>(
  ask: () => Promise<Value | undefined> | Value | undefined,
  { seconds = 10 }: { seconds?: number } = {},
): Promise<Value> {
  const until = performance.now() + seconds * 1_000
  while (performance.now() < until) {
    const value = await ask()
    if (value !== undefined) return value
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
  throw new Error(`it did not happen in ${seconds} seconds`)
}

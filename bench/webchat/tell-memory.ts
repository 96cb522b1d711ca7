/** Answers whoever started this server with the bytes that are still in use once all garbage is collected. */
export function tellMemory(): void {
  process.on('message', () => {
    // Given by --expose-gc. Twice, because what the first round frees may hold something else.
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    process.send?.({ liveBytes: heapUsed + external })
  })
}

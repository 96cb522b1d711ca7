import type { FastifyInstance } from 'fastify'

/** Replies that take longer than this are not waited for. */
const PATIENCE_MS = 10_000

/** Whether the process is on its way out; probes say so before the doors close. */
export type Stopping = { isStopping: boolean }

/**
 * Stops kindly when asked to: says at /readyz that it is going, for `delayMs`, so that proxies send nobody any more; then
 * takes no new connections, finishes the replies under way, closes sockets with a code that brings clients back, and
 * closes the store. A second signal, or ten seconds, ends it at once.
 */
export function stopOnSignals(
  server: FastifyInstance,
  stopping: Stopping,
  { delayMs }: { delayMs: number },
): void {
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping.isStopping) {
      server.log.warn('Stopped at once.')
      process.exit(1)
    }
    stopping.isStopping = true
    server.log.info(`${signal}: finishing what is under way.`)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    setTimeout(() => {
      server.log.error('Something did not finish in ten seconds; it is cut off.')
      process.exit(1)
    }, PATIENCE_MS).unref()
    await server.close()
    server.log.info('Stopped.')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, (received) => void stop(received))
  }
}

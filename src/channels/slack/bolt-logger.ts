import { type Logger, LogLevel } from '@slack/bolt'
import type { FastifyBaseLogger } from 'fastify'

const NO_SOCKET = 'Failed to retrieve a new WSS URL'

/** Bolt's log lines through our logger; its debug lines carry message text, so they are dropped. */
export function boltLogger(log: FastifyBaseLogger): Logger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
  return {
    debug: () => undefined,
    info: (...parts) => log.info(`slack: ${line(parts)}`),
    warn: (...parts) => log.warn(`slack: ${line(parts)}`),
    error: (...parts) => {
      const said = line(parts)
      // The start says it better, with the variable and the mend.
      if (said.startsWith(NO_SOCKET)) log.debug(`slack: ${said}`)
      else log.error(`slack: ${said}`)
    },
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  }
}

import type { FastifyInstance } from 'fastify'
import { readConfig } from '../../src/config.ts'
import { createServer, type ServerOptions } from '../../src/server.ts'
import { core } from '../core.ts'

export type RunningServer = { server: FastifyInstance; url: string; close: () => Promise<void> }

/** The whole server on a free port of this machine, with a database of its own in memory. */
export async function runServer(
  environment: Record<string, string> = {},
  now?: () => number,
  options?: ServerOptions,
): Promise<RunningServer> {
  const config = readConfig({
    LOG_LEVEL: 'silent',
    KNEEWISE_DATABASE: ':memory:',
    KNEEWISE_SETTINGS: 'no-such-file.yaml',
    KNEEWISE_TOKEN_KEY: 'a key for the tests, long enough to be taken',
    ...environment,
  })
  const server = await createServer(config, core, now, options)
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { server, url: `http://127.0.0.1:${address.port}`, close: () => server.close() }
}

export { eventually } from '../eventually.ts'

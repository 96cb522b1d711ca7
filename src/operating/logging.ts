import { randomUUID } from 'node:crypto'
import { type FastifyServerOptions, LogController } from 'fastify'
import type { DestinationStream } from 'pino'

/** Names under which secrets and people's words travel; whatever stands there is never written. */
const PRIVATE = [
  'authorization',
  'cookie',
  'token',
  'secret',
  'password',
  'text',
  'body',
  'headers',
  'user',
  'name',
  'email',
]
/** What the engine says of bad input quotes the input, so of these only the place in the code is written. */
const QUOTING = new Set(['SyntaxError', 'TypeError', 'RangeError', 'URIError', 'Error'])
const LEFT_OUT = '[left out, because it may quote a message]'
/** Causes of causes that are worth a line. */
const DEPTH = 3
/** An id that a proxy in front gave the request. */
const PROXY_ID = /^[\w-]{8,64}$/

/**
 * How Fastify logs: structured lines of pino with the request's id, and never a secret, a message, a name or an address
 * with its query. `stream` is for tests; else lines go to the standard output.
 */
export function loggingOptions(level: string, stream?: DestinationStream): FastifyServerOptions {
  return {
    logger: {
      level,
      ...(stream ? { stream } : {}),
      redact: { paths: PRIVATE.flatMap((name) => [name, `*.${name}`]), censor: '[private]' },
      serializers: {
        req: ({ method, routeOptions }) => ({ method, route: routeOptions?.url }),
        res: ({ statusCode }) => ({ statusCode }),
        err: (error) => ({ ...describeError(error) }),
      },
    },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => {
      const given = headers['x-request-id']
      return typeof given === 'string' && PROXY_ID.test(given) ? given : randomUUID()
    },
  }
}

type Described = {
  type: string
  code?: string
  message: string
  stack: string
  cause?: Described
}

/** An error for the log: its kind and place, and its message where that cannot quote anybody. */
export function describeError(error: unknown, depth = DEPTH): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: LEFT_OUT, stack: '' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const isQuoting = code === undefined && QUOTING.has(error.name)
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim())
  return {
    type: error.name,
    ...(code ? { code } : {}),
    message: isQuoting ? LEFT_OUT : error.message,
    stack: lines.filter((line) => line.startsWith('at ')).join('\n'),
    ...(error.cause === undefined || depth === 0
      ? {}
      : { cause: describeError(error.cause, depth - 1) }),
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { StoreUnavailable } from '../../storage/index.ts'
import { AgentFailed } from './conversations.ts'

/** An answer other than 200, in Direct Line's shape: a stable code and a sentence. */
export class Refusal extends Error {
  override name = 'Refusal'
  /** As Fastify names it, so that pages answer with it, too. */
  readonly statusCode: number
  readonly code: string
  readonly retryAfterSeconds: number | undefined

  constructor(statusCode: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message)
    this.statusCode = statusCode
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The error handler of every route that speaks JSON. */
export function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { statusCode, code, message, retryAfterSeconds } = refusalFor(error)
  if (statusCode >= 500) request.log.error({ err: error }, 'direct line request failed')
  if (retryAfterSeconds) reply.header('retry-after', retryAfterSeconds)
  return reply.status(statusCode).send({ error: { code, message } })
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof AgentFailed)
    return new Refusal(502, 'BotRejectedActivity', 'Failed to send activity: bot returned an error')
  if (error instanceof StoreUnavailable)
    return new Refusal(503, 'ServiceUnavailable', 'Nothing was stored; please send it again')
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return new Refusal(413, 'MessageTooLarge', 'The message is too large')
  if (status === 415) return new Refusal(415, 'BadArgument', 'Send the body as application/json')
  if (status >= 400 && status < 500)
    return new Refusal(status, 'BadArgument', 'The request is malformed')
  return new Refusal(500, 'ServiceError', 'Something went wrong on our side')
}

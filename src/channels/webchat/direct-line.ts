import { randomUUID } from 'node:crypto'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PostedActivity } from './activity.ts'
import { AgentFailed, type Conversations } from './conversations.ts'
import { streamTo } from './stream.ts'
import { type Claims, isSameSecret, STREAM_SECONDS, TOKEN_SECONDS, type Tokens } from './tokens.ts'

/** Bytes of one request; the longest sensible message is far below. */
const BODY_LIMIT = 128 * 1024
/** Bytes of one frame from a client; the protocol only ever sends empty ones. */
const FRAME_LIMIT = 1_024

/** An answer other than 200, in the protocol's shape: a stable code and a sentence. */
class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

type Caller = { kind: 'secret' } | { kind: 'token'; claims: Claims }

const GenerateBody = z
  .object({
    user: z.object({ id: z.string().optional(), name: z.string().optional() }).optional(),
    trustedOrigins: z.array(z.string()).optional(),
  })
  .nullish()

/**
 * The Direct Line 3.0 endpoint (REST and WebSocket) under /v3/directline, for stock Web Chat and DirectLineJS as well
 * as for our own client. `secret` is the master key; without one only tokens of our own page are served.
 */
export async function directLine(
  server: FastifyInstance,
  {
    conversations,
    tokens,
    secret,
  }: { conversations: Conversations; tokens: Tokens; secret: string | undefined },
): Promise<void> {
  await server.register(websocket, { options: { maxPayload: FRAME_LIMIT } })

  server.setErrorHandler((error, request, reply) => {
    const refusal = refusalFor(error)
    if (refusal.status >= 500) request.log.error({ err: error }, 'direct line request failed')
    return reply
      .status(refusal.status)
      .send({ error: { code: refusal.code, message: refusal.message } })
  })
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-allow-headers':
        'Authorization, Content-Type, x-ms-bot-agent, x-requested-with',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-max-age': '86400',
      'cache-control': 'no-store',
    })
  })
  server.options('/*', async (_request, reply) => reply.status(204).send())

  server.post('/tokens/generate', async (request) => {
    const caller = await callerOf(request)
    if (caller.kind !== 'secret')
      throw new Refusal(403, 'Forbidden', 'Only the secret can generate tokens')
    const body = GenerateBody.safeParse(request.body)
    if (!body.success) throw new Refusal(400, 'BadArgument', 'The body is not as documented')
    const user = body.data?.user?.id ?? newUser()
    if (!user.startsWith('dl_'))
      throw new Refusal(400, 'BadArgument', 'A user id must begin with dl_')
    const origins = body.data?.trustedOrigins
    return tokenFor({
      conv: conversations.newId(),
      user,
      use: 'talk',
      ...(origins ? { origins } : {}),
    })
  })

  server.post('/tokens/refresh', async (request) => tokenFor(await talkerOf(request)))

  server.post('/conversations', async (request, reply) => {
    const caller = await callerOf(request)
    const claims: Claims =
      caller.kind === 'token'
        ? caller.claims
        : { conv: conversations.newId(), user: newUser(), use: 'talk' }
    const isNew = await conversations.start(claims.conv, claims.user)
    return reply
      .status(isNew ? 201 : 200)
      .send({ ...(await tokenFor(claims)), streamUrl: await streamUrl(request, claims, '0') })
  })

  server.get<{ Params: { id: string }; Querystring: { watermark?: string } }>(
    '/conversations/:id',
    async (request) => {
      const claims = await partnerOf(request, request.params.id)
      const given = watermarkOf(request.query.watermark)
      const from = given ?? Number((await conversations.after(claims.conv, 0)).watermark)
      return {
        ...(await tokenFor(claims)),
        streamUrl: await streamUrl(request, claims, String(from)),
      }
    },
  )

  server.get<{ Params: { id: string }; Querystring: { watermark?: string } }>(
    '/conversations/:id/activities',
    async (request) => {
      const { conv } = await partnerOf(request, request.params.id)
      return conversations.after(conv, watermarkOf(request.query.watermark) ?? 0)
    },
  )

  server.post<{ Params: { id: string } }>(
    '/conversations/:id/activities',
    { bodyLimit: BODY_LIMIT },
    async (request) => {
      const { conv, user } = await partnerOf(request, request.params.id)
      const posted = PostedActivity.safeParse(request.body)
      if (!posted.success) throw new Refusal(400, 'BadArgument', 'The body is not an activity')
      return { id: await conversations.post(conv, user, posted.data) }
    },
  )

  server.post('/conversations/:id/upload', async () => {
    throw new Refusal(415, 'BadArgument', 'Kneewise takes no files; describe it in words')
  })

  server.get('/session/getsessionid', async () => ({ sessionId: '' }))

  server.get<{ Params: { id: string }; Querystring: { watermark?: string; t?: string } }>(
    '/conversations/:id/stream',
    {
      websocket: true,
      preValidation: async (request) => {
        const claims = await tokens.check(request.query.t ?? '', 'stream')
        if (claims === 'expired')
          throw new Refusal(403, 'TokenExpired', 'Reconnect for a new stream address')
        if (claims === 'invalid' || claims.conv !== request.params.id) {
          throw new Refusal(403, 'Forbidden', 'This stream address is not valid')
        }
        checkOrigin(request, claims)
        watermarkOf(request.query.watermark)
      },
    },
    (socket, request) => {
      streamTo(socket, request.params.id, watermarkOf(request.query.watermark) ?? 0, conversations)
    },
  )

  async function callerOf(request: FastifyRequest): Promise<Caller> {
    const [scheme, given] = (request.headers.authorization ?? '').split(' ')
    if (scheme?.toLowerCase() !== 'bearer' || !given) {
      throw new Refusal(401, 'Unauthorized', 'Send "Authorization: Bearer" with a secret or token')
    }
    if (secret && isSameSecret(given, secret)) return { kind: 'secret' }
    const claims = await tokens.check(given, 'talk')
    if (claims === 'expired') throw new Refusal(403, 'TokenExpired', 'Token has expired')
    if (claims === 'invalid')
      throw new Refusal(403, 'Forbidden', 'The secret or token is not valid')
    checkOrigin(request, claims)
    return { kind: 'token', claims }
  }

  async function talkerOf(request: FastifyRequest): Promise<Claims> {
    const caller = await callerOf(request)
    if (caller.kind === 'secret')
      throw new Refusal(403, 'Forbidden', 'A token is needed here, not the secret')
    return caller.claims
  }

  /** The caller's claims on a conversation that is its own and exists. */
  async function partnerOf(request: FastifyRequest, conversation: string): Promise<Claims> {
    const caller = await callerOf(request)
    const claims: Claims =
      caller.kind === 'token'
        ? caller.claims
        : { conv: conversation, user: 'dl_server', use: 'talk' }
    if (claims.conv !== conversation)
      throw new Refusal(403, 'Forbidden', 'The token is for another conversation')
    if (!(await conversations.exists(conversation))) {
      throw new Refusal(404, 'ConversationNotFound', 'There is no such conversation')
    }
    return claims
  }

  async function tokenFor(claims: Claims) {
    return {
      conversationId: claims.conv,
      token: await tokens.issue({ ...claims, use: 'talk' }),
      expires_in: TOKEN_SECONDS,
    }
  }

  async function streamUrl(
    request: FastifyRequest,
    claims: Claims,
    watermark: string,
  ): Promise<string> {
    const token = await tokens.issue({ ...claims, use: 'stream' }, STREAM_SECONDS)
    const scheme = request.protocol === 'https' ? 'wss' : 'ws'
    const path = `/v3/directline/conversations/${encodeURIComponent(claims.conv)}/stream`
    return `${scheme}://${request.host}${path}?watermark=${watermark}&t=${token}`
  }
}

/** A user id no one can guess. */
export function newUser(): string {
  return `dl_${randomUUID()}`
}

function checkOrigin(request: FastifyRequest, { origins }: Claims): void {
  const { origin } = request.headers
  // Only browsers send an origin, and they cannot be made to lie about it.
  if (!origins || origin === undefined || origins.includes(origin)) return
  throw new Refusal(403, 'Forbidden', 'The token may not be used from this site')
}

/** Empty counts as absent: DirectLineJS always sends the parameter. */
function watermarkOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^\d{1,15}$/.test(text))
    throw new Refusal(400, 'BadArgument', 'The watermark is not one of ours')
  return Number(text)
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof AgentFailed) {
    return new Refusal(502, 'BotRejectedActivity', 'Failed to send activity: bot returned an error')
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return new Refusal(413, 'MessageTooLarge', 'The message is too large')
  if (status >= 400 && status < 500)
    return new Refusal(status, 'BadArgument', 'The request is malformed')
  return new Refusal(500, 'ServiceError', 'Something went wrong on our side')
}

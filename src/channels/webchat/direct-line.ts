import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Store } from '../../storage/index.ts'
import { parseActivity } from './activity.ts'
import { createCallers, newUser } from './callers.ts'
import type { Conversations } from './conversations.ts'
import { BODY_LIMIT, FRAME_LIMIT, NAME_LIMIT, PAGE_SIZE } from './limits.ts'
import { spend } from './rate-limits.ts'
import { Refusal, sendRefusal } from './refusal.ts'
import { createStreams } from './stream.ts'
import { type Claims, STREAM_SECONDS, TOKEN_SECONDS, type Tokens } from './tokens.ts'

type Conversation = { Params: { id: string }; Querystring: { watermark?: string; t?: string } }

const GenerateBody = z
  .object({
    user: z
      .object({ id: z.string().max(NAME_LIMIT), name: z.string().max(NAME_LIMIT) })
      .partial()
      .optional(),
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
    store,
  }: {
    conversations: Conversations
    tokens: Tokens
    secret: string | undefined
    store: Store
  },
): Promise<void> {
  const callers = createCallers({ conversations, tokens, secret })
  const streams = createStreams(conversations)
  // Before the plugin's own hook, which closes sockets without saying why.
  server.addHook('preClose', async () => streams.close())
  await server.register(websocket, { options: { maxPayload: FRAME_LIMIT } })

  server.setErrorHandler(sendRefusal)
  server.setNotFoundHandler(async () => {
    throw new Refusal(404, 'NotFound', 'Direct Line has no such address')
  })
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      // Nothing here is known by cookie, and a token names the sites it may be used from.
      'access-control-allow-origin': '*',
      'access-control-allow-headers':
        'Authorization, Content-Type, x-ms-bot-agent, x-requested-with',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-expose-headers': 'Retry-After',
      'access-control-max-age': '86400',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })
  server.options('/*', async (_request, reply) => reply.status(204).send())

  server.post('/tokens/generate', async (request) => {
    const caller = await callers.callerOf(request)
    if (caller.kind !== 'secret')
      throw new Refusal(403, 'Forbidden', 'Only the secret can generate tokens')
    const body = GenerateBody.safeParse(request.body)
    if (!body.success) throw new Refusal(400, 'BadArgument', 'The body is not as documented')
    const { user, trustedOrigins } = body.data ?? {}
    if (user?.id !== undefined && !user.id.startsWith('dl_'))
      throw new Refusal(400, 'BadArgument', 'A user id must begin with dl_')
    return tokenFor({
      conv: conversations.newId(),
      user: user?.id ?? newUser(),
      use: 'talk',
      ...(user?.name ? { name: user.name } : {}),
      ...(trustedOrigins ? { origins: trustedOrigins } : {}),
    })
  })

  server.post('/tokens/refresh', async (request) => tokenFor(await callers.talkerOf(request)))

  server.post('/conversations', async (request, reply) => {
    const caller = await callers.callerOf(request)
    // With the secret no user is known; then what a client says about itself stands.
    const claims: Claims =
      caller.kind === 'token' ? caller.claims : { conv: conversations.newId(), use: 'talk' }
    const isNew = await conversations.start(claims)
    return reply
      .status(isNew ? 201 : 200)
      .send({ ...(await tokenFor(claims)), streamUrl: await streamUrl(request, claims, 0) })
  })

  server.get<Conversation>('/conversations/:id', async (request) => {
    const claims = await callers.partnerOf(request, request.params.id)
    // Without the parameter, as documented, only what comes after this request.
    const from = watermarkOf(request.query.watermark) ?? (await conversations.newest(claims.conv))
    return { ...(await tokenFor(claims)), streamUrl: await streamUrl(request, claims, from) }
  })

  server.get<Conversation>('/conversations/:id/activities', async (request) => {
    const { conv } = await callers.partnerOf(request, request.params.id)
    return conversations.after(conv, watermarkOf(request.query.watermark) ?? 0, PAGE_SIZE)
  })

  server.post<Conversation>(
    '/conversations/:id/activities',
    { bodyLimit: BODY_LIMIT },
    async (request) => {
      const claims = await callers.partnerOf(request, request.params.id)
      await spend(store, 'posts', claims.conv)
      return { id: await conversations.post(claims, parseActivity(request.body)) }
    },
  )

  await server.register(async (uploads) => {
    // Whatever the form of the files, the answer is the same, and nobody reads them.
    uploads.removeAllContentTypeParsers()
    uploads.addContentTypeParser('*', (_request, _payload, done) => done(null))
    uploads.post<Conversation>('/conversations/:id/upload', async (request) => {
      await callers.partnerOf(request, request.params.id)
      throw new Refusal(415, 'BadArgument', 'Kneewise takes no files; describe it in words')
    })
  })

  // Only sign-in cards need it, and there are none.
  server.get('/session/getsessionid', async () => ({ sessionId: '' }))

  server.get<Conversation>(
    '/conversations/:id/stream',
    {
      websocket: true,
      preValidation: async (request) => {
        await callers.listenerOf(request, request.params.id, request.query.t ?? '')
        watermarkOf(request.query.watermark)
      },
    },
    (socket, request) => {
      streams.open(socket, request.params.id, watermarkOf(request.query.watermark) ?? 0)
    },
  )

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
    watermark: number,
  ): Promise<string> {
    const token = await tokens.issue({ ...claims, use: 'stream' }, STREAM_SECONDS)
    const scheme = request.protocol === 'https' ? 'wss' : 'ws'
    const path = `/v3/directline/conversations/${encodeURIComponent(claims.conv)}/stream`
    return `${scheme}://${request.host}${path}?watermark=${watermark}&t=${token}`
  }
}

/**
 * Where a client stands. DirectLineJS always sends the parameter, empty as long as it has seen nothing: then it gets
 * everything, because a socket that dropped before its first frame must lose nothing either.
 */
function watermarkOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (text === '') return 0
  if (!/^\d{1,15}$/.test(text))
    throw new Refusal(400, 'BadArgument', 'The watermark is not one of ours')
  return Number(text)
}

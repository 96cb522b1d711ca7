import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Store } from '../../storage/index.ts'
import type { Conversations } from './conversations.ts'
import { networkOf, spend } from './rate-limits.ts'
import { Refusal, sendRefusal } from './refusal.ts'
import { TOKEN_SECONDS, type Tokens } from './tokens.ts'
import { isFramed, ownOrigin, type Visitors } from './visitors.ts'
import type { WebchatSettings } from './webchat.ts'

export type VisitorParts = {
  conversations: Conversations
  tokens: Tokens
  visitors: Visitors
  settings: WebchatSettings
  store: Store
}

/** Tokens for public pages, and the end of a conversation. */
export async function visitorRoutes(
  server: FastifyInstance,
  { conversations, tokens, visitors, settings, store }: VisitorParts,
): Promise<void> {
  server.setErrorHandler(sendRefusal)
  await server.register(formbody)
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', vary: 'Origin' })
  })

  server.options('/webchat/token', async (request, reply) => {
    admit(request, reply)
    return reply
      .headers({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'Content-Type',
        'access-control-max-age': '86400',
      })
      .status(204)
      .send()
  })

  server.post('/webchat/token', async (request, reply) => {
    const origin = admit(request, reply)
    await spend(store, 'tokens', networkOf(request))
    const claims = (await visitors.claimsOf(request)) ?? visitors.newClaims()
    await visitors.remember(request, reply, claims)
    const token = await tokens.issue({ ...claims, use: 'talk', origins: [origin] })
    return { conversationId: claims.conv, token, expires_in: TOKEN_SECONDS }
  })

  server.post('/webchat/forget', async (request, reply) => {
    refuseForeignForms(request)
    await spend(store, 'tokens', networkOf(request))
    const claims = await visitors.claimsOf(request)
    if (claims) await conversations.forget(claims.conv)
    visitors.forget(request, reply)
    return reply.redirect(isFramed(request) ? '/?framed=1' : '/', 303)
  })

  server.get('/webchat/export', async (request, reply) => {
    await spend(store, 'tokens', networkOf(request))
    const claims = await visitors.claimsOf(request)
    const data = claims ? await conversations.exported(claims.conv) : null
    return reply
      .header('content-disposition', 'attachment; filename="my-kneewise-data.json"')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(data, null, 2))
  })

  /** Lets in our own pages and the allowed sites; browsers send the origin of every script's POST and cannot lie. */
  function admit(request: FastifyRequest, reply: FastifyReply): string {
    const { origin } = request.headers
    if (
      origin === undefined ||
      (origin !== ownOrigin(request) && !settings.allowedSites.includes(origin))
    ) {
      throw new Refusal(403, 'Forbidden', 'Tokens are given to our own page and allowed sites only')
    }
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    })
    return origin
  }
}

/** A form on another site must not act for our visitor. Forms carry no origin under our referrer policy. */
export function refuseForeignForms(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return
  throw new Refusal(403, 'Forbidden', 'This form belongs to another site')
}

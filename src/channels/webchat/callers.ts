import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Conversations } from './conversations.ts'
import { Refusal } from './refusal.ts'
import { type Claims, isSameSecret, type Tokens } from './tokens.ts'

export type Caller = { kind: 'secret' } | { kind: 'token'; claims: Claims }

/** Who calls the endpoint, told from the Authorization header; each function throws the Refusal to answer with. */
export function createCallers({
  conversations,
  tokens,
  secret,
}: {
  conversations: Conversations
  tokens: Tokens
  secret: string | undefined
}) {
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

  return {
    callerOf,

    /** The claims of a caller who must hold a token. */
    async talkerOf(request: FastifyRequest): Promise<Claims> {
      const caller = await callerOf(request)
      if (caller.kind === 'secret')
        throw new Refusal(403, 'Forbidden', 'A token is needed here, not the secret')
      return caller.claims
    },

    /** The caller's claims on a conversation that is its own and exists. */
    async partnerOf(request: FastifyRequest, conversation: string): Promise<Claims> {
      const caller = await callerOf(request)
      const claims: Claims =
        caller.kind === 'token' ? caller.claims : { conv: conversation, use: 'talk' }
      if (claims.conv !== conversation)
        throw new Refusal(403, 'Forbidden', 'The token is for another conversation')
      await mustExist(conversation)
      return claims
    },

    /** The claims of a stream address, which is its own authorisation: browsers can send no header there. */
    async listenerOf(
      request: FastifyRequest,
      conversation: string,
      token: string,
    ): Promise<Claims> {
      const claims = await tokens.check(token, 'stream')
      if (claims === 'expired')
        throw new Refusal(403, 'TokenExpired', 'Reconnect for a new stream address')
      if (claims === 'invalid' || claims.conv !== conversation)
        throw new Refusal(403, 'Forbidden', 'This stream address is not valid')
      checkOrigin(request, claims)
      await mustExist(conversation)
      return claims
    },
  }

  async function mustExist(conversation: string): Promise<void> {
    if (await conversations.exists(conversation)) return
    throw new Refusal(404, 'ConversationNotFound', 'There is no such conversation')
  }
}
export type Callers = ReturnType<typeof createCallers>

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

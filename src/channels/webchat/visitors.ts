import type { FastifyReply, FastifyRequest } from 'fastify'
import { newUser } from './callers.ts'
import type { Claims, Tokens } from './tokens.ts'

const DAY_SECONDS = 86_400
const COOKIE = 'kneewise'

/**
 * Who visits our pages, known by a cookie that only the server reads: it brings a visitor back to the same
 * conversation for as long as conversations are kept.
 */
export function createVisitors({
  tokens,
  newConversation,
  settings,
}: {
  tokens: Tokens
  newConversation: () => string
  settings: { readonly retentionDays: number }
}) {
  return {
    /** The conversation this browser comes back to, if it has one. */
    async claimsOf(request: FastifyRequest): Promise<Claims | undefined> {
      const cookie = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1]
      if (!cookie) return undefined
      const claims = await tokens.check(cookie, 'resume')
      return typeof claims === 'string' ? undefined : claims
    },

    /** A visitor who was never here. */
    newClaims: (): Claims => ({ conv: newConversation(), user: newUser(), use: 'resume' }),

    /** Sets the cookie; each visit makes it last anew. */
    async remember(request: FastifyRequest, reply: FastifyReply, claims: Claims): Promise<void> {
      const seconds = settings.retentionDays * DAY_SECONDS
      const value = await tokens.issue({ ...claims, use: 'resume' }, seconds)
      const scope = scopeOf(request)
      reply.header(
        'set-cookie',
        `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; ${scope}`,
      )
    },

    /** Removes the cookie. */
    forget(request: FastifyRequest, reply: FastifyReply): void {
      reply.header('set-cookie', `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; ${scopeOf(request)}`)
    },
  }
}
export type Visitors = ReturnType<typeof createVisitors>

/** Our own origin, as this request reached it. */
export function ownOrigin(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}

/** Whether the page is shown in a frame of another site, or the request comes from that site's own script. */
export function isEmbedded(request: FastifyRequest): boolean {
  const { origin } = request.headers
  const isForeign = origin !== undefined && origin !== 'null' && origin !== ownOrigin(request)
  return isForeign || isFramed(request)
}

/** The widget's frame says so in its address. */
export function isFramed(request: FastifyRequest): boolean {
  return typeof request.query === 'object' && request.query !== null && 'framed' in request.query
}

function scopeOf(request: FastifyRequest): string {
  // Browsers take SameSite=None only with Secure; on this machine, without TLS, Lax reaches frames of the same host.
  if (request.protocol !== 'https') return 'SameSite=Lax'
  // In a frame of another site the cookie is kept apart for that site.
  return isEmbedded(request) ? 'Secure; SameSite=None; Partitioned' : 'Secure; SameSite=Lax'
}

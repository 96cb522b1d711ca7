import { timingSafeEqual } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

/** Seconds; the documented life of a Direct Line token. Its client refreshes after half of it. */
export const TOKEN_SECONDS = 1_800
/** Seconds; a stream address must be used within this time. */
export const STREAM_SECONDS = 60

/**
 * What a token carries: one conversation, its user, where it may be used from, and what for. Web Chat reads `user`
 * out of it, so the token must stay a readable JWT. Without a user (a conversation begun with the secret) the client's
 * own word for who speaks stands.
 */
const Claims = z.object({
  conv: z.string(),
  user: z.string().startsWith('dl_').optional(),
  name: z.string().optional(),
  origins: z.array(z.string()).optional(),
  use: z.enum(['talk', 'stream', 'resume']),
})
export type Claims = z.infer<typeof Claims>

export type TokenProblem = 'expired' | 'invalid'

/** Issues and checks tokens, signed with one key (HS256). */
export function createTokens(key: string, now: () => number) {
  const secret = new TextEncoder().encode(key)
  return {
    /** A signed token; `seconds` is its life. */
    async issue(claims: Claims, seconds: number = TOKEN_SECONDS): Promise<string> {
      const issuedAt = Math.floor(now() / 1_000)
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
        .sign(secret)
    },
    /** The claims of a token of ours that is still valid and meant for this use, or why not. */
    async check(token: string, use: Claims['use']): Promise<Claims | TokenProblem> {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          currentDate: new Date(now()),
        })
        const claims = Claims.parse(payload)
        return claims.use === use ? claims : 'invalid'
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : 'invalid'
      }
    },
  }
}
export type Tokens = ReturnType<typeof createTokens>

/** Compares secrets in constant time. */
export function isSameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

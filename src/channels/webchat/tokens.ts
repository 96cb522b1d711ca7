import { subtle, timingSafeEqual } from 'node:crypto'
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

/** Tokens remembered as checked; each busy conversation has one. */
const REMEMBERED = 10_000
type Checked = { claims: Claims; expiresAt: number }

/** Issues and checks tokens, signed with one key (HS256). */
export function createTokens(key: string, now: () => number) {
  // Imported once: jose would do it anew for each token.
  const secret = subtle.importKey(
    'raw',
    new TextEncoder().encode(key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  )
  // A client sends the same token with every message; its signature does not change, only the time does.
  const checked = new Map<string, Checked>()

  async function verified(token: string): Promise<Checked> {
    const known = checked.get(token)
    if (known) return known
    const { payload } = await jwtVerify(token, await secret, {
      algorithms: ['HS256'],
      currentDate: new Date(now()),
      requiredClaims: ['exp'],
    })
    const found = { claims: Claims.parse(payload), expiresAt: Number(payload.exp) * 1_000 }
    const [oldest] = checked.keys()
    if (checked.size >= REMEMBERED && oldest !== undefined) checked.delete(oldest)
    checked.set(token, found)
    return found
  }

  return {
    /** A signed token; `seconds` is its life. */
    async issue(claims: Claims, seconds: number = TOKEN_SECONDS): Promise<string> {
      const issuedAt = Math.floor(now() / 1_000)
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
        .sign(await secret)
    },
    /** The claims of a token of ours that is still valid and meant for this use, or why not. */
    async check(token: string, use: Claims['use']): Promise<Claims | TokenProblem> {
      try {
        const { claims, expiresAt } = await verified(token)
        if (expiresAt <= now()) return 'expired'
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

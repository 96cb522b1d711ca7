import type { FastifyRequest } from 'fastify'
import type { Limit, Store } from '../../storage/index.ts'
import { Refusal } from './refusal.ts'

const SECOND = 1_000

/** Far above what people do, low enough that one person cannot fill the store or keep the processor busy. */
export const RATES = {
  /** Activities of one conversation: half a minute of one a second at once, then one a second. */
  posts: { burst: 30, refillMs: SECOND },
  /** Tokens for one address: a club house shares one. */
  tokens: { burst: 30, refillMs: 2 * SECOND },
  /** Pages, scripts and forms for one address; opening the chat takes five. */
  pages: { burst: 300, refillMs: SECOND / 10 },
} as const satisfies Record<string, Limit>

/** Counts one use for a conversation or an address; throws the Refusal to answer with when it is one too many. */
export async function spend(store: Store, kind: keyof typeof RATES, whose: string): Promise<void> {
  const waitMs = await store.spend(`webchat:${kind}:${whose}`, RATES[kind])
  if (waitMs === 0) return
  const seconds = Math.ceil(waitMs / SECOND)
  throw new Refusal(429, 'TooManyRequests', `Too much at once; try again in ${seconds} s`, seconds)
}

/** Who is counted as one: an IPv4 address, or the network of an IPv6 one, of which a single home has 2^64. */
export function networkOf({ ip }: FastifyRequest): string {
  if (!ip.includes(':') || ip.includes('.')) return ip
  const [head = '', tail] = ip.split('::')
  const groups = head.split(':')
  if (tail !== undefined) groups.push(...Array<string>(4).fill('0'))
  return `${groups.slice(0, 4).join(':')}::`
}

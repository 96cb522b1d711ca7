import type { Limit } from './store.ts'

/** Keys held before those that are full again are thrown out. */
const MANY = 10_000

/**
 * Rate limits of one process (generic cell rate algorithm): for each key only the time at which its bucket will be full
 * again. They are worth no disk write; a restart forgives.
 */
export function createMemoryLimits(now: () => number) {
  const fullAt = new Map<string, number>()
  return {
    spend(key: string, { burst, refillMs }: Limit): number {
      const at = now()
      const full = fullAt.get(key) ?? at
      // Further ahead than a bucket can be, the clock was set back meanwhile.
      const hasJumped = full > at + burst * refillMs
      const next = (hasJumped ? at : Math.max(full, at)) + refillMs
      const waitMs = next - burst * refillMs - at
      if (waitMs > 0) return waitMs
      if (fullAt.size >= MANY) {
        for (const [old, full] of fullAt) if (full <= at) fullAt.delete(old)
      }
      fullAt.set(key, next)
      return 0
    },
  }
}

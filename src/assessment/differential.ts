import type { Weights } from '../knowledge/index.ts'

/** A topic with the sum of its weights over what was said, and the findings that spoke for it. */
export type Ranked = { topic: string; points: number; because: readonly string[] }

/** What is known of the findings: present, absent, or not spoken of. */
export type Known = { present: ReadonlySet<string>; absent: ReadonlySet<string> }

/**
 * Ranks explanations by the differential table (ordinal judgements of the evidence dossier, never probabilities).
 * Something denied counts half against an explanation it would have spoken for.
 */
export function rankExplanations(table: Weights, { present, absent }: Known): Ranked[] {
  return Object.entries(table)
    .map(([topic, weights]) => {
      let points = 0
      const because: { id: string; weight: number }[] = []
      for (const [id, weight] of Object.entries(weights)) {
        if (present.has(id)) {
          points += weight
          if (weight > 0) because.push({ id, weight })
        } else if (absent.has(id) && weight > 0) {
          points -= weight / 2
        }
      }
      because.sort((a, b) => b.weight - a.weight)
      return { topic, points, because: because.map(({ id }) => id) }
    })
    .sort((a, b) => b.points - a.points || (a.topic < b.topic ? -1 : 1))
}

/**
 * The finding whose answer would part the leading explanations best, among those not yet spoken of; nothing when the
 * order is clear or no question would change it.
 */
export function mostTellingFinding(
  table: Weights,
  ranked: readonly Ranked[],
  { present, absent }: Known,
  asked: ReadonlySet<string>,
): string | undefined {
  const leaders = ranked.filter(({ points }) => points > 0).slice(0, 3)
  const [first, second] = leaders
  if (!first || !second || first.points - second.points >= 4) return undefined
  let best: { id: string; spread: number } | undefined
  const candidates = new Set(leaders.flatMap(({ topic }) => Object.keys(table[topic] ?? {})))
  for (const id of candidates) {
    if (present.has(id) || absent.has(id) || asked.has(id)) continue
    const weights = leaders.map(({ topic }) => table[topic]?.[id] ?? 0)
    const spread = Math.max(...weights) - Math.min(...weights)
    if (spread >= 2 && (!best || spread > best.spread)) best = { id, spread }
  }
  return best?.id
}

import type { Weights } from '../knowledge/index.ts'

/**
 * A topic with the sum of its weights over what was said, the findings that spoke for it, and its share of belief
 * among all of its table (0 to 1, together 1). A share ranks and compares; it is no probability and is never shown.
 */
export type Ranked = { topic: string; points: number; share: number; because: readonly string[] }

/** What is known of the findings: present, absent, or not spoken of. */
export type Known = {
  present: ReadonlySet<string>
  absent: ReadonlySet<string>
  /** Those present that the message at hand tells of; left out where all are of one message. */
  heard?: ReadonlySet<string>
  /** Those that were present before the message at hand. */
  before?: ReadonlySet<string>
}

/** How much one point of the table counts: a hallmark, worth three, makes an explanation about five times as likely. */
const BELIEF_PER_POINT = 0.55

/**
 * Ranks explanations by the differential table (ordinal judgements of the evidence dossier, never probabilities).
 * Something denied counts half against an explanation it would have spoken for.
 */
export function rankExplanations(table: Weights, { present, absent }: Known): Ranked[] {
  const ranked = Object.entries(table).map(([topic, weights]) => {
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
  const total = ranked.reduce((sum, { points }) => sum + beliefFor(points), 0)
  return ranked
    .map((explanation) => ({ ...explanation, share: beliefFor(explanation.points) / total }))
    .sort((a, b) => b.points - a.points || (a.topic < b.topic ? -1 : 1))
}

function beliefFor(points: number): number {
  return Math.exp(BELIEF_PER_POINT * points)
}

import type { Status } from './assertion.ts'
import type { Head } from './linear-model.ts'
import type { Mention } from './reading.ts'
import type { Scores } from './score-message.ts'

/** The head that hears findings which examples teach, beside the patterns that name them. */
export const TOLD = 'told'

/**
 * Probability from which a message tells of a learnt finding. What is learnt so far is the wish to be dead, where asking
 * in vain is the smaller harm; on messages not trained on, nothing more was heard in vain from here than from ten times
 * as much (docs/measurements.md).
 */
const TELLS = 0.05

const PRESENT: Status = {
  negated: false,
  hypothetical: false,
  historical: false,
  other: false,
  relative: false,
}

/** The learnt findings that a message tells of and no pattern has found in it, in whatever sense. */
export function toldFindings(
  heads: readonly Head[],
  scores: Scores,
  found: readonly Mention[],
): Mention[] {
  const labels = heads.find(({ name }) => name === TOLD)?.labels ?? []
  const chances = scores.get(TOLD)
  return labels.flatMap((finding, at) => {
    const isFound = found.some((mention) => mention.finding === finding)
    return !isFound && (chances?.[at] ?? 0) >= TELLS
      ? [{ finding, status: PRESENT, start: 0, words: '' }]
      : []
  })
}

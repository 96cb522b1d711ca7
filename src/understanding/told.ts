import type { Knowledge } from '../knowledge/index.ts'
import type { Status } from './assertion.ts'
import type { Head } from './linear-model.ts'
import { assertionOf, type Mention } from './reading.ts'
import type { Scores } from './score-message.ts'

/** The head that hears findings which examples teach, beside the patterns that name them. */
export const TOLD = 'told'

/**
 * Probability from which a message tells of a learnt finding. What is learnt so far is the wish to be dead, where asking
 * in vain is the smaller harm: of 673 such messages not trained on 55 % are heard from here on and 48 % from 0.5, without
 * the patterns; of 31,000 others 52 and 40 in vain (docs/measurements.md).
 */
const TELLS = 0.15

const PRESENT: Status = {
  negated: false,
  hypothetical: false,
  historical: false,
  other: false,
  relative: false,
}

/**
 * Probability from which it is told where a pattern has found it, but imagined, past or of somebody else, or has found
 * something milder that gets a question about it. A denial is left to the patterns: in examples "I want to die" and "I
 * do not want to die" are too much alike.
 */
const TELLS_RATHER = 0.7

/** The learnt findings that a message tells of without any pattern having found them as present, or denied. */
export function toldFindings(
  heads: readonly Head[],
  scores: Scores,
  found: readonly Mention[],
  findings: Knowledge['findings'],
): Mention[] {
  const labels = heads.find(({ name }) => name === TOLD)?.labels ?? []
  const chances = scores.get(TOLD)
  return labels.flatMap((finding, at) => {
    const senses = found.flatMap((mention) =>
      mention.finding === finding ? [assertionOf(mention.status)] : [],
    )
    if (senses.includes('present') || senses.includes('absent')) return []
    const milder = findings.get(finding)?.learnt?.milder ?? []
    const isMilderFound = found.some((mention) => milder.includes(mention.finding))
    const isFound = senses.length > 0 || isMilderFound
    return (chances?.[at] ?? 0) >= (isFound ? TELLS_RATHER : TELLS)
      ? [{ finding, status: PRESENT, start: 0, words: '' }]
      : []
  })
}

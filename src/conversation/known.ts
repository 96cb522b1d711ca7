import type { Known } from '../assessment/index.ts'
import type { Assertion, Mention } from '../understanding/index.ts'
import { assertionOf } from '../understanding/index.ts'
import { KEPT, type State } from './state.ts'

/** Findings of one message, one assertion each: what is present outweighs what is denied or imagined beside it. */
export function findingsIn(mentions: readonly Mention[]): Map<string, Assertion> {
  const order: readonly Assertion[] = ['present', 'other', 'absent', 'historical', 'hypothetical']
  const findings = new Map<string, Assertion>()
  for (const { finding, status } of mentions) {
    const assertion = assertionOf(status)
    const before = findings.get(finding)
    if (!before || order.indexOf(assertion) < order.indexOf(before))
      findings.set(finding, assertion)
  }
  return findings
}

/** What one message's own words assert; what a bare "yes" confirms is not among it. */
export function presentIn(mentions: readonly Mention[]): Set<string> {
  return new Set(
    [...findingsIn(mentions)].flatMap(([id, assertion]) => (assertion === 'present' ? [id] : [])),
  )
}

/** What is known after a message: the newest assertion of each finding counts. */
export function updateFindings(
  before: State['findings'],
  said: ReadonlyMap<string, Assertion>,
  turn: number,
): State['findings'] {
  const kept = before.filter(({ id }) => !said.has(id))
  return [...kept, ...[...said].map(([id, assertion]) => ({ id, assertion, turn }))].slice(
    -KEPT.findings,
  )
}

/** The findings as the assessment wants them. */
export function knownFrom(findings: State['findings']): Known {
  const having = (assertion: Assertion) =>
    new Set(findings.filter((finding) => finding.assertion === assertion).map(({ id }) => id))
  return { present: having('present'), absent: having('absent') }
}

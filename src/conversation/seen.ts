import { isOfDistress, isPressing, type Knowledge } from '../knowledge/index.ts'
import type { Assertion } from '../understanding/index.ts'
import { findingsBehind, toldOf } from './flags.ts'
import { knownFrom } from './known.ts'
import type { State } from './state.ts'

/**
 * Lifts the alarms of earlier messages once the runner tells that somebody has looked at the sign who can judge it: it
 * has done its work, and what was said there goes before it. What was told of the sign is of the time before the visit;
 * told anew, it raises the alarm again. Distress is never lifted in this way: a look at the body says nothing of it.
 */
export function liftSeen(
  state: State,
  said: ReadonlyMap<string, Assertion>,
  knowledge: Pick<Knowledge, 'dialogue' | 'triageRules' | 'redFlags'>,
): { state: State; isSeen: boolean } {
  const { seenBy } = knowledge.dialogue
  // A flag that was raised by another sign may have become one of distress since.
  const told = toldOf(state.redFlags, knownFrom(state.findings).present)
  const isSeenFor = (flag: State['redFlags'][number]) =>
    isPressing(flag.level) &&
    flag.turn < state.turns &&
    !isOfDistress(knowledge.redFlags.get(flag.id), told) &&
    seenBy[flag.level].some((finding) => said.get(finding) === 'present')
  const flags = state.redFlags.filter(isSeenFor)
  if (flags.length === 0) return { state, isSeen: false }
  const before = new Set(flags.flatMap(({ id, from }) => findingsBehind(id, from, knowledge)))
  return {
    isSeen: true,
    state: {
      ...state,
      redFlags: state.redFlags.filter((flag) => !flags.includes(flag)),
      findings: state.findings.map((finding) =>
        before.has(finding.id) && said.get(finding.id) !== 'present'
          ? { ...finding, assertion: 'historical', turn: state.turns }
          : finding,
      ),
    },
  }
}

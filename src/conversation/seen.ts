import { isPressing, type Knowledge } from '../knowledge/index.ts'
import type { Assertion } from '../understanding/index.ts'
import { findingsBehind } from './plain-take-back.ts'
import type { State } from './state.ts'

/**
 * Lifts the alarms of earlier messages once the runner tells that somebody has looked at the sign who can judge it: it
 * has done its work, and what was said there goes before it. What was told of the sign is of the time before the visit;
 * told anew, it raises the alarm again. A danger to life that dialogue.yaml names is never lifted in this way.
 */
export function liftSeen(
  state: State,
  said: ReadonlyMap<string, Assertion>,
  knowledge: Pick<Knowledge, 'dialogue' | 'triageRules'>,
): { state: State; isSeen: boolean } {
  const { seenBy, askedAbout } = knowledge.dialogue
  const isSeenFor = ({ id, level, turn }: State['redFlags'][number]) =>
    isPressing(level) &&
    turn < state.turns &&
    !askedAbout.includes(id) &&
    seenBy[level].some((finding) => said.get(finding) === 'present')
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

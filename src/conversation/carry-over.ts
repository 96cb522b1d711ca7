import { moreSerious } from '../knowledge/index.ts'
import { KEPT, type State } from './state.ts'

/**
 * A conversation that goes on in another place, where there may have been one before: it is about what `from` was about,
 * and every red flag of either stays in force. Findings of another person's knee are not mixed in.
 */
export function carriedOver(from: State, to: State): State {
  const isSamePerson = from.person === to.person
  const known = new Set(from.findings.map(({ id }) => id))
  const older = isSamePerson ? to.findings.filter(({ id }) => !known.has(id)) : []
  const early = Math.min(from.turns, 1)
  return {
    ...from,
    findings: [...older.map((finding) => ({ ...finding, turn: early })), ...from.findings].slice(
      -KEPT.findings,
    ),
    redFlags: mergedFlags(from.redFlags, to.redFlags, early),
    asked: [...new Set([...to.asked, ...from.asked])].slice(-KEPT.asked),
    questions: Math.max(from.questions, to.questions),
    introduced: from.introduced || to.introduced,
  }
}

function mergedFlags(
  from: State['redFlags'],
  to: State['redFlags'],
  turn: number,
): State['redFlags'] {
  const flags = new Map(to.map((flag) => [flag.id, { ...flag, turn }]))
  for (const flag of from) {
    const other = flags.get(flag.id)
    flags.set(flag.id, {
      ...flag,
      level: other ? moreSerious(flag.level, other.level) : flag.level,
    })
  }
  return [...flags.values()].sort((a, b) =>
    a.level === b.level ? 0 : moreSerious(a.level, b.level) === a.level ? -1 : 1,
  )
}

import type { RaisedFlag } from '../assessment/index.ts'
import { isAtLeast, type Knowledge, moreSerious, type Triage } from '../knowledge/index.ts'
import { KEPT, type State } from './state.ts'

type Flags = State['redFlags']

/** Flags stay once raised; a higher level for one already known replaces the lower. Most serious first. */
export function mergeFlags(before: Flags, raised: readonly RaisedFlag[], turn: number): Flags {
  const merged = new Map(before.map((flag) => [flag.id, flag]))
  for (const { id, level, from } of raised) {
    const known = merged.get(id)
    if (known && isAtLeast(known.level, level)) continue
    const raisedBy = from === 'detector' ? [] : from.slice(0, KEPT.raisedBy)
    merged.set(id, { id, level, turn, from: raisedBy })
  }
  return [...merged.values()].sort(
    (a, b) => Number(isAtLeast(b.level, a.level)) - Number(isAtLeast(a.level, b.level)),
  )
}

/** The most serious level in force; `info` when there is none. */
export function levelOf(flags: Flags): Triage {
  return flags.reduce<Triage>((most, { level }) => moreSerious(most, level), 'info')
}

/** What was told of the flags in force: what is present, and what raised them, even where it is over by now. */
export function toldOf(flags: Flags, present: ReadonlySet<string>): Set<string> {
  return new Set([...present, ...flags.flatMap(({ from }) => from)])
}

/** The findings behind a flag: those that raised it, or all that its rules name where that is not known. */
export function findingsBehind(
  redFlag: string,
  from: readonly string[],
  { triageRules }: Pick<Knowledge, 'triageRules'>,
): readonly string[] {
  if (from.length > 0) return from
  return triageRules.filter((rule) => rule.redFlag === redFlag).flatMap(({ all }) => all)
}

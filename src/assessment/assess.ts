import { type Knowledge, moreSerious, type Triage } from '../knowledge/index.ts'
import type { Detection } from '../understanding/index.ts'
import { type Known, mostTellingFinding, type Ranked, rankExplanations } from './differential.ts'
import { type RaisedFlag, raiseFlags } from './red-flags.ts'

/** What follows from the findings: how serious it is, what raised that, and what might explain it. */
export type Assessment = {
  redFlags: readonly RaisedFlag[]
  /** The highest level of the red flags; `info` when there is none. */
  level: Triage
  /** All explanations of the differential table, best first. */
  explanations: readonly Ranked[]
  /** Habits that may contribute, best first. */
  contributors: readonly Ranked[]
  /** The finding most worth asking for, if any. */
  nextQuestion: string | undefined
}

/** Assesses findings; pure. `asked` are the findings already asked for. */
export function assess(
  known: Known,
  detectors: ReadonlyMap<string, Detection>,
  asked: ReadonlySet<string>,
  knowledge: Knowledge,
): Assessment {
  const redFlags = raiseFlags(known.present, detectors, knowledge)
  const explanations = rankExplanations(knowledge.differential, known)
  return {
    redFlags,
    level: redFlags.reduce<Triage>((level, flag) => moreSerious(level, flag.level), 'info'),
    explanations,
    contributors: rankExplanations(knowledge.contributors, known),
    nextQuestion: mostTellingFinding(knowledge.differential, explanations, known, asked),
  }
}

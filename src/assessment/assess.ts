import { type Knowledge, moreSerious, type Triage, type Visit } from '../knowledge/index.ts'
import type { Detection } from '../understanding/index.ts'
import { type Known, type Ranked, rankExplanations } from './differential.ts'
import { type NextQuestion, safetyQuestion, tellingQuestions } from './next-question.ts'
import { type RaisedFlag, raiseFlags } from './red-flags.ts'
import { isTold } from './told.ts'

/** What follows from the findings: how serious it is, what raised that, and what might explain it. */
export type Assessment = {
  redFlags: readonly RaisedFlag[]
  /** The highest level of the red flags; `info` when there is none. */
  level: Triage
  /** What wants to be looked at soon; it counts only where no red flag is in force. */
  visit: Visit | undefined
  /** All explanations of the differential table, best first. */
  explanations: readonly Ranked[]
  /** Habits that may contribute, best first. */
  contributors: readonly Ranked[]
  /** What would tell the explanations apart, best first. */
  telling: readonly NextQuestion[]
  /** What is most worth asking: an open safety question before all else, then what tells most. */
  nextQuestion: NextQuestion | undefined
}

/** Assesses findings; pure. `asked` are the keys of questions already asked. */
export function assess(
  known: Known,
  detectors: ReadonlyMap<string, Detection>,
  asked: ReadonlySet<string>,
  knowledge: Knowledge,
): Assessment {
  const redFlags = raiseFlags(known, detectors, knowledge)
  const explanations = rankExplanations(knowledge.differential, known)
  const { exclusive, settled, sameQuestion, spots } = knowledge.dialogue
  const places = knowledge.dialogue.places.map(({ finding }) => finding)
  let telling: readonly NextQuestion[] | undefined
  const tellingOnce = () => {
    telling ??= tellingQuestions(knowledge.differential, explanations, known, {
      asked,
      places,
      exclusive,
      settled,
      sameQuestion,
      spots,
    })
    return telling
  }
  return {
    redFlags,
    level: redFlags.reduce<Triage>((level, flag) => moreSerious(level, flag.level), 'info'),
    visit: [...knowledge.visits.values()].find(({ when }) => isTold(when, known.present)),
    explanations,
    contributors: rankExplanations(knowledge.contributors, known),
    // Reckoned when somebody asks: it is the dearest part, and many turns ask nothing back.
    get telling() {
      return tellingOnce()
    },
    get nextQuestion() {
      const safety = safetyQuestion(known, detectors, { raised: redFlags, asked }, knowledge)
      return safety ?? tellingOnce()[0]
    },
  }
}

import { assess } from '../assessment/index.ts'
import { isPressing, type Knowledge } from '../knowledge/index.ts'
import type { Assertion, Reading } from '../understanding/index.ts'
import type { Cues } from './cues.ts'
import { findingsBehind } from './flags.ts'
import { knownFrom, updateFindings } from './known.ts'
import type { State } from './state.ts'

/** For what the words alone say. */
const NOTHING_DETECTED: Reading['detectors'] = new Map()

function isSaidOtherwise(assertion: Assertion | undefined): boolean {
  return assertion !== undefined && assertion !== 'present'
}

/**
 * Lifts the flags of the message before when this one takes them back outright: it says that the words were not meant so
 * or told of long ago ("sorry, autocorrect", "that was in 2016") and that the part they are of is well or the sign not there,
 * or that they were made up ("that was for a quiz"), and it raises nothing pressing by itself. Anything less is asked about, and
 * so is every flag that dialogue.yaml names.
 */
export function liftTakenBack(
  state: State,
  {
    before,
    said,
    cues,
    reading,
    knowledge,
  }: {
    before: State
    said: ReadonlyMap<string, Assertion>
    cues: Cues
    reading: Reading
    knowledge: Knowledge
  },
): { state: State; isTakenBack: boolean } {
  const nothing = { state, isTakenBack: false }
  const flags = before.redFlags.filter(
    ({ id, turn }) => turn === before.turns && !knowledge.dialogue.askedAbout.includes(id),
  )
  const isMadeUp = cues.has.has('madeUp')
  const isLongAgo = cues.has.has('longAgo')
  if (flags.length === 0 || !(isMadeUp || isLongAgo || cues.has.has('misspoke'))) return nothing
  const isDanger = flags.some(({ level }) => level === 'emergency')
  const isOfNow = cues.has.has('recurs') || cues.has.has('nowOrOther')
  if (isLongAgo && (isDanger || isOfNow)) return nothing
  const raising = new Set(flags.flatMap(({ id, from }) => findingsBehind(id, from, knowledge)))
  const { wellBy } = knowledge.dialogue
  // That the other knee is well says nothing of this one.
  const isSaid = (well: string) => !cues.has.has('otherKnee') && said.get(well) === 'present'
  const isAllWell = wellBy.everywhere.some(isSaid)
  const isWellSince = isLongAgo && wellBy.since.some(isSaid)
  const isWell = ({ id }: State['redFlags'][number]) =>
    isAllWell || isWellSince || (wellBy.signs[id] ?? []).some(isSaid)
  // Of an emergency, and of a sign that what was told besides still makes, one piece denied is too little.
  const left = assess(knownFrom(state.findings), NOTHING_DETECTED, new Set(), knowledge).redFlags
  const isDenied = ({ id, level, from }: State['redFlags'][number]) =>
    level !== 'emergency' &&
    !left.some((flag) => flag.id === id) &&
    findingsBehind(id, from, knowledge).some((finding) => isSaidOtherwise(said.get(finding)))
  if (!isMadeUp && !flags.every((flag) => isWell(flag) || isDenied(flag))) return nothing
  const own = knownFrom(updateFindings([], said, state.turns))
  // Heard in these words at all, it is not taken back, however little the detectors make of them.
  const levels = [reading.detectors, NOTHING_DETECTED].map(
    (detectors) => assess(own, detectors, new Set(), knowledge).level,
  )
  if (levels.some(isPressing)) return nothing
  // A message that was not meant so at all was not meant in any sign that it told, and told of no complaint.
  const isAllTaken = isMadeUp || isAllWell || isWellSince
  const toldWithThem = state.findings.filter(
    ({ id, turn }) =>
      isAllTaken && turn === before.turns && knowledge.findings.get(id)?.kind === 'sign',
  )
  const isToldBefore = state.findings.some(
    ({ assertion, turn }) => assertion === 'present' && turn < before.turns,
  )
  const notSaidAgain = [...raising, ...toldWithThem.map(({ id }) => id)].filter(
    (id) => said.get(id) !== 'present',
  )
  return {
    isTakenBack: true,
    state: {
      ...lowered(state, { flags: flags.map(({ id }) => id), findings: notSaidAgain }),
      complaint: state.complaint && (isToldBefore || !isAllTaken),
    },
  }
}

/** Words; a longer message says more than that what was taken back is there again. */
const LONGEST_RETURN = 10

/**
 * The flags that were taken back and that this message says are there after all: "it is back", "same again since
 * last night". In so few words nothing else can be meant; what asks something is about something else.
 */
export function returned(
  { takenBack }: State,
  { cues, reading }: { cues: Cues; reading: Reading },
): State['redFlags'] {
  const isReturn = cues.has.has('recurs') && !reading.asks && reading.length <= LONGEST_RETURN
  return isReturn ? takenBack : []
}

/**
 * Lifts the flags of earlier messages that only want an appointment once a finding behind them is denied: no question
 * is needed to spare a visit. A flag stays where the message itself sounds like it again.
 */
export function liftDenied(
  state: State,
  { said, detectors }: { said: ReadonlyMap<string, Assertion>; detectors: Reading['detectors'] },
  knowledge: Pick<Knowledge, 'triageRules'>,
): { state: State; isTakenBack: boolean } {
  const isDenied = ({ id, level, turn, from }: State['redFlags'][number]) => {
    if (isPressing(level) || turn === state.turns) return false
    if ((detectors.get(id)?.shareAlone ?? 0) >= 1) return false
    const behind = findingsBehind(id, from, knowledge)
    return behind.some((finding) => said.get(finding) === 'absent')
  }
  // Beside an alarm nothing is spared by it, and nothing of it would be said.
  const isAnyPressing = state.redFlags.some(({ level }) => isPressing(level))
  const flags = isAnyPressing ? [] : state.redFlags.filter(isDenied).map(({ id }) => id)
  if (flags.length === 0) return { state, isTakenBack: false }
  return { state: lowered(state, { flags, findings: [] }), isTakenBack: true }
}

/** The state without these flags, and with the findings that raised them denied. */
export function lowered(
  state: State,
  { flags, findings }: { flags: readonly string[]; findings: readonly string[] },
): State {
  const isLowered = ({ id }: State['redFlags'][number]) => flags.includes(id)
  return {
    ...state,
    redFlags: state.redFlags.filter((flag) => !isLowered(flag)),
    takenBack: state.redFlags.filter(isLowered),
    findings: state.findings.map((finding) =>
      findings.includes(finding.id)
        ? { ...finding, assertion: 'absent', turn: state.turns }
        : finding,
    ),
  }
}

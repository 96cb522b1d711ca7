import type { RaisedFlag } from '../../assessment/index.ts'
import { isPressing, type RedFlag, redFlagWordsFor } from '../../knowledge/index.ts'
import { type Block, joined, sentencesOf } from '../../replies/index.ts'
import type { Answered, QuestionBlock, TurnKind } from '../answered.ts'
import { aftercareBlocks, beginAftercare } from '../blocks/aftercare.ts'
import { alertBlocks } from '../blocks/alert.ts'
import { say, starters } from '../blocks/choices.ts'
import { filled, variant } from '../blocks/fill.ts'
import { findingsBehind, mergeFlags, toldOf } from '../flags.ts'
import { isHeard } from '../heard.ts'
import { knownFrom } from '../known.ts'
import { lowered } from '../plain-take-back.ts'
import type { State } from '../state.ts'
import { stateAfter, type Turn } from '../turn.ts'

/** "That is not what I meant": the most serious flag is checked with its one question before anything is lowered. */
export const takeBack: TurnKind = (turn) => {
  if (turn.reading.answer !== 'takeBack' || turn.isNewAlarm) return undefined
  const [flag] = turn.redFlags
  return flag ? checkBeforeLowering(turn, flag.id) : dropLast(turn)
}

/** "No" to the confirming question lifts the flag and what raised it; anything else leaves it in force. */
export const settleTakeBack: TurnKind = (turn) => {
  const { before, reading, world } = turn
  const { phrases } = world.knowledge
  if (before.pending?.kind !== 'takeBack' || turn.isNewAlarm) return undefined
  if (reading.answer === null || reading.answer === 'takeBack') return undefined
  const { redFlag } = before.pending
  const entry = world.knowledge.redFlags.get(redFlag)
  const { words, about } = entry
    ? redFlagWordsFor(entry, toldOf(turn.redFlags, turn.known.present))
    : { words: undefined, about: [] }
  const holds = words?.holds ?? phrases.holds
  if (reading.answer !== 'no') {
    const text = reading.answer === 'yes' ? holds : phrases.takeBackUnsure
    return inForce(turn, stateAfter(turn), [{ kind: 'paragraph', text }])
  }
  // "No, not now" denies only that it is there at this moment; what threatens life must never have been there.
  const isSaidAgain = about.some((id) => turn.said.get(id) === 'present')
  if (words?.afterNo && (isSaidAgain || turn.cues.has.has('past'))) {
    return inForce(turn, stateAfter(turn), [{ kind: 'paragraph', text: holds }])
  }
  if (words?.afterNo && soundsLikeIt(turn, redFlag)) return checkBeforeLowering(turn, redFlag)
  const raising = raisedBy(turn, redFlag)
  // Where one sign of several was asked about, a no speaks of that one.
  const findings = about.length > 0 ? about.filter((id) => raising.has(id)) : [...raising]
  const denied = lowered(stateAfter(turn), { flags: [redFlag], findings })
  const after = about.length > 0 ? withOthers(denied, findings, turn) : denied
  if (!words?.afterNo) return inForce(turn, after, [{ kind: 'paragraph', text: phrases.takenBack }])
  const aftercare = beginAftercare(redFlag, about, after.turns)
  const cared = { ...after, aftercare }
  return inForce(turn, cared, [
    ...aftercareBlocks(cared, world),
    { kind: 'paragraph', text: phrases.answered },
  ])
}

/** Words; a longer no may tell the sign again: "no, I want to ...". */
const BARE_NO = 3

/** Whether more than a bare no sounds like the sign itself; then a plain yes or no is asked for. */
function soundsLikeIt({ reading }: Turn, redFlag: string): boolean {
  return reading.length > BARE_NO && (reading.detectors.get(redFlag)?.shareAlone ?? 0) >= 1
}

/** The state with the flag back in force where signs of it were told besides those that were denied. */
function withOthers(state: State, denied: readonly string[], { redFlags, world }: Turn): State {
  const { present } = knownFrom(state.findings)
  const others = redFlags.flatMap(({ id, level, from }): RaisedFlag[] => {
    if (state.redFlags.some((flag) => flag.id === id)) return []
    const told = findingsBehind(id, [], world.knowledge).filter((finding) => present.has(finding))
    const left = [...new Set([...from, ...told])].filter((finding) => !denied.includes(finding))
    return left.length > 0 ? [{ id, level, from: left }] : []
  })
  return { ...state, redFlags: mergeFlags(state.redFlags, others, state.turns) }
}

/** A flag is in force and the runner denies what raised it: the same as taking it back. */
export function checkAtDenial(
  turn: Turn,
): { redFlag: string; question: QuestionBlock } | undefined {
  const denied = new Set([...turn.changes.before, ...turn.changes.past])
  // "It is not": said to an alert, and to nothing else that was asked.
  const isPlainDenial =
    turn.before.pending === null &&
    (turn.isCorrection || (turn.reading.answer === 'no' && turn.reading.length > 1))
  const flag = isPlainDenial
    ? turn.redFlags[0]
    : turn.redFlags.find(({ id }) => [...raisedBy(turn, id)].some((one) => denied.has(one)))
  const entry = flag && turn.world.knowledge.redFlags.get(flag.id)
  return entry && { redFlag: entry.id, question: confirmingQuestion(turn, entry) }
}

function checkBeforeLowering(turn: Turn, redFlag: string): Answered {
  const entry = turn.world.knowledge.redFlags.get(redFlag)
  const state: State = { ...stateAfter(turn), pending: { kind: 'takeBack', redFlag } }
  const answered = inForce(turn, state, [])
  return entry ? { ...answered, question: confirmingQuestion(turn, entry), choices: [] } : answered
}

function confirmingQuestion(
  { before, known, redFlags, state, world }: Turn,
  entry: RedFlag,
): QuestionBlock {
  const { phrases } = world.knowledge
  const { confirm } = redFlagWordsFor(entry, toldOf(redFlags, known.present)).words
  const asked = `${phrases.takeBackCheck} ${confirm}`
  const isAskedAgain = sentencesOf(asked).some((sentence) => isHeard(before.heard, sentence))
  const { yes, no } = phrases.question.options
  return {
    kind: 'question',
    text: isAskedAgain
      ? `${phrases.takeBackCheck} ${variant(phrases.takeBackAgain, state.turns)}`
      : asked,
    options: [yes, no].map(say),
  }
}

/** What raised a flag; of one with several signs all that were told, for each is denied by itself. */
function raisedBy({ redFlags, known, world }: Turn, redFlag: string): Set<string> {
  const entry = world.knowledge.redFlags.get(redFlag)
  const told = toldOf(redFlags, known.present)
  const isOfSeveral = entry !== undefined && redFlagWordsFor(entry, told).about.length > 0
  const from = isOfSeveral ? [] : (redFlags.find(({ id }) => id === redFlag)?.from ?? [])
  return new Set(findingsBehind(redFlag, from, world.knowledge))
}

/** What is still in force comes first, as ever. */
function inForce(turn: Turn, state: State, blocks: readonly Block[]): Answered {
  const { world } = turn
  const alert = state.redFlags.some(({ level }) => isPressing(level))
    ? alertBlocks(
        { ...state, present: knownFrom(state.findings).present, turn: state.turns },
        world,
      )
    : []
  const { suggestions } = world.knowledge.phrases
  const choices =
    alert.length > 0
      ? [say(suggestions.summary), say(suggestions.takeBack)]
      : starters(world.knowledge)
  return { state, blocks: [...alert, ...blocks], choices }
}

/** With no flag in force, what was said last goes. */
function dropLast(turn: Turn): Answered {
  const { before, world } = turn
  const { findings, phrases } = world.knowledge
  const last = Math.max(0, ...before.findings.map((finding) => finding.turn))
  const dropped = before.findings.filter((finding) => finding.turn === last)
  const what = dropped
    .filter(({ assertion }) => assertion === 'present')
    .flatMap(({ id }) => findings.get(id)?.said ?? [])
  const text =
    what.length > 0 ? filled(phrases.dropped, { what: joined(what) }) : phrases.nothingToTakeBack
  return {
    state: {
      ...stateAfter(turn),
      findings: before.findings.filter((finding) => finding.turn !== last),
      plan: null,
    },
    blocks: [{ kind: 'paragraph', text }],
    choices: starters(world.knowledge),
  }
}

import { isPressing, type RedFlag } from '../../knowledge/index.ts'
import { type Block, joined, sentencesOf } from '../../replies/index.ts'
import type { Answered, QuestionBlock, TurnKind } from '../answered.ts'
import { alertBlocks } from '../blocks/alert.ts'
import { say, starters } from '../blocks/choices.ts'
import { filled, variant } from '../blocks/fill.ts'
import { isHeard } from '../heard.ts'
import { findingsBehind, lowered } from '../plain-take-back.ts'
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
  if (reading.answer !== 'no') {
    const text = reading.answer === 'yes' ? phrases.holds : phrases.takeBackUnsure
    return inForce(turn, stateAfter(turn), [{ kind: 'paragraph', text }])
  }
  const findings = [...raisedBy(turn, redFlag)]
  const after = lowered(stateAfter(turn), { flags: [redFlag], findings })
  return inForce(turn, after, [{ kind: 'paragraph', text: phrases.takenBack }])
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

function confirmingQuestion({ before, state, world }: Turn, { confirm }: RedFlag): QuestionBlock {
  const { phrases } = world.knowledge
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

function raisedBy({ redFlags, world }: Turn, redFlag: string): Set<string> {
  const from = redFlags.find(({ id }) => id === redFlag)?.from ?? []
  return new Set(findingsBehind(redFlag, from, world.knowledge))
}

/** What is still in force comes first, as ever. */
function inForce(turn: Turn, state: State, blocks: readonly Block[]): Answered {
  const { world, known } = turn
  const alert = state.redFlags.some(({ level }) => isPressing(level))
    ? alertBlocks({ ...state, present: known.present, turn: state.turns }, world)
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

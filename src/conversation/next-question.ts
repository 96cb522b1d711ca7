import { keyOf, type NextQuestion } from '../assessment/index.ts'
import { namesRace, withDigits } from '../plans/index.ts'
import type { Answered, QuestionBlock } from './answered.ts'
import { filled, uncapital, variant } from './blocks/fill.ts'
import { askAgain, askFor, slotQuestion } from './blocks/question.ts'
import { KEPT, type State } from './state.ts'
import { stateAfter, type Turn } from './turn.ts'

/** Questions asked back in one conversation. */
export const QUESTION_LIMIT = 5

/**
 * The one question back, and the state that waits for its answer; none where nothing is worth asking. What a reply in a
 * few words missed is asked once more.
 */
export function nextQuestion(turn: Turn): { state: State; question?: QuestionBlock } {
  const { isComplaint, assessment, world } = turn
  const state = stateAfter(turn)
  if (!isComplaint || state.questions >= QUESTION_LIMIT) return { state }
  // What was put right may make it idle.
  const isPutRight = turn.changes.now.length + turn.changes.before.length > 0
  const again = turn.answerTo === 'missed' && !isPutRight ? questionAgain(turn) : undefined
  if (again) return again
  const next = assessment.nextQuestion
  if (!next) return { state }
  const { question, pending } = askFor(next, world)
  return { state: withAsked({ ...state, pending }, keyOf(next)), question }
}

/** The open question in other words; none where it was asked twice, or none is open. */
export function questionAgain(turn: Turn): { state: State; question: QuestionBlock } | undefined {
  const { before, world } = turn
  const open = openQuestion(before)
  const state = stateAfter(turn)
  if (!open || state.questions >= QUESTION_LIMIT) return undefined
  const key = `again:${keyOf(open)}`
  if (state.asked.includes(key)) return undefined
  const { question, pending } = askAgain(open, world)
  return { state: withAsked({ ...state, pending }, key), question }
}

/** Words; a longer message tells something of its own. */
const LONGEST_MISREAD = 6

/**
 * A question of a plan once more, where a few words with a number in them did not answer it; nothing where they ask or
 * tell something else.
 */
export function slotAgain(
  turn: Turn,
  pending: Extract<NonNullable<State['pending']>, { slot: string }>,
): Answered | undefined {
  const { cues, text, before, world } = turn
  const { phrases } = world.knowledge
  const isMisread =
    cues.words <= LONGEST_MISREAD &&
    /\d/.test(withDigits(text.toLowerCase())) &&
    !text.includes('?') &&
    cues.followUps.length === 0 &&
    turn.redFlags.length === 0 &&
    !namesRace(text)
  const question = slotQuestion(pending.slot, world)
  const key = `again:${pending.kind}:${pending.slot}`
  if (!isMisread || before.asked.includes(key) || before.questions >= QUESTION_LIMIT)
    return undefined
  return {
    state: withAsked({ ...stateAfter(turn), pending }, key),
    blocks: [{ kind: 'paragraph', text: variant(phrases.notAnswered, turn.state.turns) }],
    question: {
      ...question,
      text: filled(phrases.askedAgain, { ask: uncapital(question.text) }),
    },
    choices: [],
    topic: before.topic,
  }
}

function openQuestion({ pending }: State): NextQuestion | undefined {
  switch (pending?.kind) {
    case 'finding':
    case 'where':
    case 'confirm':
      return pending
    default:
      return undefined
  }
}

/** Remembers that something was asked. */
export function withAsked(state: State, key: string): State {
  return {
    ...state,
    asked: [...state.asked, key].slice(-KEPT.asked),
    questions: state.questions + 1,
  }
}

/** Whether the runner would rather not answer, or cannot. */
export function isSkipped({ cues, reading, text, world }: Turn): boolean {
  const isTapped = text.trim() === world.knowledge.dialogue.questions.skip
  return isTapped || cues.has.has('skip') || reading.answer === 'unsure'
}

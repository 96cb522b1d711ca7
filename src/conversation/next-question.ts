import { keyOf, type NextQuestion } from '../assessment/index.ts'
import type { QuestionBlock } from './answered.ts'
import { askAgain, askFor } from './blocks/question.ts'
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

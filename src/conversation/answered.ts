import type { Block, Choice } from '../replies/index.ts'
import type { Scope, Scored } from '../understanding/index.ts'
import type { State } from './state.ts'
import type { Turn } from './turn.ts'

export type QuestionBlock = Extract<Block, { kind: 'question' }>

/** What one kind of turn answers; how much of it is shown, and in which words, is decided for all kinds in one place. */
export type Answered = {
  state: State
  /** The most important first. */
  blocks: readonly Block[]
  /** At most one, always last. */
  question?: QuestionBlock
  choices: readonly Choice[]
  /** The topic that was answered. */
  topic?: string | null
  /** Another ranking than that of the message, where it answers in place of one. */
  topics?: readonly Scored[]
  /** Whether it may say what it is, when it has not yet. */
  introduces?: true
  /** Whether it is long because it was asked for, such as a plan; then all of it is shown. */
  isWhole?: true
  /** What is left of a reading that does not count, as of a message in another language. */
  unread?: { scope: Scope; language: string | null }
}

/** A kind of turn: its answer, or nothing when the message is of another kind. */
export type TurnKind = (turn: Turn) => Answered | undefined

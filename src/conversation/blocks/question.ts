import type { NextQuestion } from '../../assessment/index.ts'
import type { Landmark } from '../../plans/index.ts'
import type { QuestionBlock } from '../answered.ts'
import type { State } from '../state.ts'
import type { World } from '../world.ts'
import { say } from './choices.ts'
import { filled, uncapital } from './fill.ts'

type Asked = { question: QuestionBlock; pending: NonNullable<State['pending']> }

/** The one question back, with options to tap. */
export function askFor(next: NextQuestion, { knowledge }: World): Asked {
  const { phrases, dialogue, findings, redFlags } = knowledge
  const { yes, no, unsure } = phrases.question.options
  const options = [yes, no, unsure].map(say)
  switch (next.kind) {
    case 'finding': {
      const text = findings.get(next.finding)?.ask ?? ''
      return {
        question: { kind: 'question', text, options },
        pending: { kind: 'finding', finding: next.finding },
      }
    }
    case 'confirm': {
      const text = redFlags.get(next.redFlag)?.confirm ?? ''
      return {
        question: { kind: 'question', text, options },
        pending: { kind: 'confirm', redFlag: next.redFlag },
      }
    }
    case 'where':
      return {
        question: {
          kind: 'question',
          text: phrases.where.ask,
          options: [...dialogue.places.map(({ label, says }) => ({ label, says })), say(unsure)],
          map: 'knee',
        },
        pending: { kind: 'where' },
      }
  }
}

/** The same question in other words, where the reply missed it. */
export function askAgain(next: NextQuestion, world: World): Asked {
  const { phrases } = world.knowledge
  const { question, pending } = askFor(next, world)
  const text =
    next.kind === 'where'
      ? phrases.where.askAgain
      : filled(phrases.askedAgain, { ask: uncapital(question.text) })
  return { question: { ...question, text }, pending }
}

/** The pain question; the scale never stands without its landmarks. */
export function painQuestion({ knowledge, plans }: World): QuestionBlock {
  const { pain, skip, painSays } = knowledge.dialogue.questions
  return {
    kind: 'question',
    text: pain.ask,
    options: [
      ...plans.painScale.landmarks.map((landmark) => ({
        label: landmarkLabel(landmark),
        // The higher end counts, which is the careful one.
        says: filled(painSays, { score: String(landmark.to) }),
      })),
      say(skip),
    ],
    scale: 'pain',
  }
}

/** "4 to 5, hard to ignore: It stays on your mind." */
function landmarkLabel({ from, to, name, means }: Landmark): string {
  const range = from === to ? `${from}` : `${from} to ${to}`
  const [first = means] = means.split(/(?<=[.!?])\s/)
  return `${range}, ${name}: ${first}`
}

/** A question of the plans: the pain scale, or a few values to tap. */
export function slotQuestion(
  slot: 'daysOff' | 'weeklyKm' | 'date' | 'pain',
  world: World,
): QuestionBlock {
  if (slot === 'pain') return painQuestion(world)
  const { questions } = world.knowledge.dialogue
  const { ask, options } = questions[slot]
  return {
    kind: 'question',
    text: ask,
    options: [...options.map(({ label }) => say(label)), say(questions.skip)],
  }
}

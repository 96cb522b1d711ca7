import type { Knowledge } from '../knowledge/index.ts'
import type { Assertion, Reading } from '../understanding/index.ts'
import type { Cues } from './cues.ts'
import type { State } from './state.ts'

/** What became of an open question of ours: answered, left out by the runner, or missed by what was said. */
export type AnswerTo = 'given' | 'skipped' | 'missed'

/**
 * The yes or no that is meant: "yes I can walk" is about walking, whatever was asked, and "right one" about the knee. Where
 * that is what was asked, the finding itself says so.
 */
export function meantAnswer(
  { answer, length }: Reading,
  { said, cues }: { said: ReadonlyMap<string, Assertion>; cues: Cues },
  { findings }: Pick<Knowledge, 'findings'>,
): Reading['answer'] {
  if (answer !== 'yes' || length === 1) return answer
  const isAbleTo = [...said].some(
    ([id, sense]) => sense === 'present' && findings.get(id)?.rulesOut !== undefined,
  )
  return isAbleTo || cues.side === 'right' ? null : answer
}

/** What a message did to the question that was open; nothing where it speaks of something else or none was open. */
export function answerTo(
  pending: State['pending'],
  {
    said,
    answer,
    cues,
    isReply,
  }: {
    said: ReadonlyMap<string, Assertion>
    answer: Reading['answer']
    cues: Cues
    /** Whether it is a reply to us, if not to this. */
    isReply: boolean
  },
  { dialogue }: Pick<Knowledge, 'dialogue'>,
): AnswerTo | null {
  if (pending === null || !['finding', 'where', 'confirm'].includes(pending.kind)) return null
  if (isGiven(pending, { said, answer, cues }, dialogue)) return 'given'
  if (answer === 'unsure' || cues.has.has('skip')) return 'skipped'
  return answer !== null || isReply ? 'missed' : null
}

function isGiven(
  pending: NonNullable<State['pending']>,
  {
    said,
    answer,
    cues,
  }: { said: ReadonlyMap<string, Assertion>; answer: Reading['answer']; cues: Cues },
  { places, exclusive }: Knowledge['dialogue'],
): boolean {
  const isPresent = (id: string) => said.get(id) === 'present'
  switch (pending.kind) {
    case 'finding':
      return (
        said.has(pending.finding) ||
        exclusive.some((group) => group.includes(pending.finding) && group.some(isPresent))
      )
    case 'where':
      return cues.place !== null || places.some(({ finding }) => isPresent(finding))
    case 'confirm':
      return answer === 'yes' || answer === 'no'
    default:
      return false
  }
}

import type { Knowledge } from '../knowledge/index.ts'
import type { Assertion, Opening, Reading } from '../understanding/index.ts'
import type { AskedWords } from './asked-words.ts'
import type { Cues } from './cues.ts'
import type { State } from './state.ts'
import type { World } from './world.ts'

/** What became of an open question of ours: answered, left out by the runner, or missed by what was said. */
export type AnswerTo = 'given' | 'skipped' | 'missed'

/** Kinds of findings that change no yes: who it is about, since when, and what only helps the reading. */
const NO_OTHER_SIGN: ReadonlySet<string> = new Set(['who', 'since', 'aside', 'tried'])

type Said = ReadonlyMap<string, Assertion>
type Known = Pick<World, 'knowledge' | 'asked'>

/**
 * The yes or no that is meant: "yes I can walk" is about walking, whatever was asked, and "right one" about the knee. Where
 * that is what was asked, the finding itself says so.
 */
export function meantAnswer(
  { answer, opening, length }: Reading,
  { pending, said, cues }: { pending: State['pending']; said: Said; cues: Cues },
  known: Known,
): Reading['answer'] {
  if (opening?.answer === 'yes' && length > 1) {
    if (cues.side === 'right' || isAbleTo(said, known)) return null
  }
  if (pending?.kind !== 'finding') return answer
  const about = known.asked.get(pending.finding)
  if (length === 1 && isBothKnees(cues, { pending, length }, known)) return null
  // "Sure, how long does it take?" asks on.
  const isAsking = cues.followUps.length > 0 || cues.short.isOfSomethingElse
  if (opening && isAsking && !opening.isWord && opening.rest.length > 0) return null
  if (about && about.pain.size > 0 && cues.short.isFine) return 'no'
  return about && opening ? answerAbout(opening, { about, said, pending }, known) : answer
}

/**
 * A yes or no counts for what was asked where it is bare or goes on with what was asked: "yes, it wakes me up" tells
 * something else where a limp was asked for, and "it is my left one" is no yes at all.
 */
function answerAbout(
  { answer, isLed, isJoined, rest, isStatement, isOfNextWord, canDo }: Opening,
  {
    about,
    said,
    pending,
  }: { about: AskedWords; said: Said; pending: { kind: 'finding'; finding: string } },
  { knowledge: { findings } }: Known,
): Opening['answer'] | null {
  if (canDo !== null && !about.isOfAbility) return null
  const isOfAsked = rest.some((word) => about.own.has(word))
  if (isJoined || isOfAsked || rest.every((word) => about.pain.has(word))) return answer
  if (!isLed || isOfNextWord) return null
  const senses = [...said].flatMap(([id, sense]) =>
    id === pending.finding || NO_OTHER_SIGN.has(findings.get(id)?.kind ?? 'aside') ? [] : [sense],
  )
  if (answer === 'yes') return isStatement || senses.length > 0 ? null : 'yes'
  // "No, it is worse on stairs" denies what was asked; "no, it is not swollen" may deny nothing but that.
  const deniesOther = senses.includes('absent') && !senses.includes('present')
  return isStatement && deniesOther ? null : 'no'
}

/** "Both" is a yes to "upstairs or down?", and else tells which knees. */
export function isBothKnees(
  { side }: Cues,
  { pending, length }: { pending: State['pending']; length: number },
  { asked }: Pick<World, 'asked'>,
): boolean {
  if (side !== 'both') return false
  return length > 1 || pending?.kind !== 'finding' || !asked.get(pending.finding)?.isOfTwo
}

function isAbleTo(said: Said, { knowledge: { findings } }: Known): boolean {
  return [...said].some(
    ([id, sense]) => sense === 'present' && findings.get(id)?.rulesOut !== undefined,
  )
}

/** "I can", "yes I can": what it tells where we asked, or sounded an alarm, about something that can not be done. */
export function toldAbility(
  { opening }: Reading,
  { pending, redFlags }: Pick<State, 'pending' | 'redFlags'>,
  { findings }: Pick<Knowledge, 'findings'>,
): [finding: string, sense: Assertion] | undefined {
  const canDo = opening?.canDo ?? null
  if (canDo === null) return undefined
  const isAsked = (id: string) => {
    if (pending?.kind === 'finding') return pending.finding === id
    if (pending?.kind === 'confirm') return findings.get(id)?.redFlag === pending.redFlag
    return redFlags.some(({ from }) => from.includes(id))
  }
  for (const [id, { rulesOut = [] }] of findings) {
    const lacking = rulesOut.find(isAsked)
    if (lacking !== undefined) return [canDo ? id : lacking, 'present']
  }
  return undefined
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
    said: Said
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
  { said, answer, cues }: { said: Said; answer: Reading['answer']; cues: Cues },
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

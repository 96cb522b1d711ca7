import type { Knowledge } from '../knowledge/index.ts'
import type { Assertion, Reading } from '../understanding/index.ts'
import type { Cues, Side } from './cues.ts'
import { findingsIn, updateFindings } from './known.ts'
import { NEW_STATE, type State } from './state.ts'

/** What a message changed in what was known, as ids of findings. */
export type Changes = {
  /** Took the place of others, or was put right. */
  now: readonly string[]
  before: readonly string[]
  /** Turned out to be over. */
  past: readonly string[]
  side: Side | null
  /** Whom the conversation turned to: an id of `people`, or null for who writes; undefined when it did not. */
  person?: string | null
}

/** A message heard in the light of what was said before. */
export type Heard = {
  /** Nothing of the answer yet: only what is known, and about whom. */
  state: State
  said: ReadonlyMap<string, Assertion>
  changes: Changes
  /** Whether it answers what was asked. */
  isAnswer: boolean
  /** A suspected red flag that the runner confirmed. */
  confirmed: string | null
  isCorrection: boolean
}

/** Words; "on the outside" after a complaint says where it hurts, whether that was asked or not. */
const ONLY_PLACE_WORDS = 3

/** Takes a message into the state: whom it is about, what it answers, what it tells and what it puts right. Pure. */
export function hear(
  state: State,
  reading: Reading,
  cues: Cues,
  { dialogue }: Pick<Knowledge, 'dialogue'>,
): Heard {
  const turn = state.turns + 1
  const { state: about, person } = turnedTo(state, cues)
  const { pending } = about
  const said = findingsIn(reading.mentions)
  const { answer } = reading
  const isPlain = (answer === 'yes' || answer === 'no') && !cues.has.has('newTopic')
  if (pending?.kind === 'finding' && isPlain && !said.has(pending.finding)) {
    said.set(pending.finding, answer === 'yes' ? 'present' : 'absent')
  }
  const isCorrection = cues.has.has('correction') && about.findings.length > 0
  const isOnlyPlace = about.complaint && cues.words <= ONLY_PLACE_WORDS
  const mayBePlace = pending?.kind === 'where' || isCorrection || isOnlyPlace
  const isPlaceTold = [...said].some(
    ([id, sense]) => sense === 'present' && dialogue.places.some(({ finding }) => finding === id),
  )
  const isPlaceHeard = mayBePlace && cues.place !== null && !isPlaceTold
  if (isPlaceHeard && cues.place) said.set(cues.place, 'present')

  const changes = changesOf(about, { said, cues, isCorrection }, dialogue.exclusive)
  const corrected = about.findings.map((finding) => {
    if (changes.past.includes(finding.id)) {
      return { ...finding, assertion: 'historical' as const, turn }
    }
    return changes.before.includes(finding.id)
      ? { ...finding, assertion: 'absent' as const, turn }
      : finding
  })
  return {
    state: {
      ...about,
      turns: turn,
      findings: updateFindings(corrected, said, turn),
      side: cues.side ?? about.side,
    },
    said,
    changes: person === undefined ? changes : { ...changes, person },
    isAnswer:
      !cues.has.has('newTopic') &&
      ((isPlaceHeard && isOnlyPlace) || isAnswered(about.pending, { reading, said, cues })),
    confirmed: pending?.kind === 'confirm' && answer === 'yes' ? pending.redFlag : null,
    isCorrection,
  }
}

/** Another runner is known by nothing that was said before; warning signs stay in force all the same. */
function turnedTo(state: State, cues: Cues): { state: State; person?: string | null } {
  const isKnown = state.findings.length > 0 || state.topic !== null
  const toOther = cues.newPerson !== null && cues.newPerson !== state.person
  const toMyself = cues.isAboutMyself && state.person !== null
  if (!isKnown || !(toOther || toMyself)) return { state }
  const person = toOther ? cues.newPerson : null
  return {
    state: {
      ...NEW_STATE,
      turns: state.turns,
      redFlags: state.redFlags,
      aftercare: state.aftercare,
      asked: state.asked,
      questions: state.questions,
      introduced: state.introduced,
      heard: state.heard,
      person,
    },
    person,
  }
}

function isAnswered(
  pending: State['pending'],
  { reading, said, cues }: { reading: Reading; said: ReadonlyMap<string, Assertion>; cues: Cues },
): boolean {
  switch (pending?.kind) {
    case 'finding':
      return reading.answer !== null || said.has(pending.finding) || cues.has.has('skip')
    case 'where':
      return reading.answer !== null || cues.place !== null || cues.has.has('skip')
    case 'confirm':
      return reading.answer !== null || cues.has.has('skip')
    default:
      return false
  }
}

function changesOf(
  { findings, side }: State,
  {
    said,
    cues,
    isCorrection,
  }: { said: ReadonlyMap<string, Assertion>; cues: Cues; isCorrection: boolean },
  exclusive: readonly (readonly string[])[],
): Changes {
  const senseOf = new Map(findings.map(({ id, assertion }) => [id, assertion]))
  const wasPresent = (id: string) => senseOf.get(id) === 'present'
  const newSide = cues.side !== null && side !== null && cues.side !== side ? cues.side : null
  const denied = [...said].flatMap(([id, sense]) =>
    sense === 'absent' && wasPresent(id) ? [id] : [],
  )
  const over = [...said].flatMap(([id, sense]) =>
    sense === 'historical' && wasPresent(id) ? [id] : [],
  )
  if (!isCorrection) return { now: [], before: denied, past: over, side: newSide }

  const now = [...said].flatMap(([id, sense]) =>
    sense === 'present' && !wasPresent(id) ? [id] : [],
  )
  const replaced = exclusive
    .filter((group) => group.some((id) => now.includes(id)))
    .flatMap((group) => group.filter((id) => wasPresent(id) && !now.includes(id)))
  const last = Math.max(0, ...findings.map(({ turn }) => turn))
  const isPast = cues.has.has('past') && now.length === 0
  const ended = isPast
    ? findings.flatMap(({ id, assertion, turn }) =>
        assertion === 'present' && turn === last ? [id] : [],
      )
    : []
  return {
    now,
    before: [...new Set([...replaced, ...denied])],
    past: [...new Set([...ended, ...over])],
    side: newSide,
  }
}

import type { Knowledge } from '../knowledge/index.ts'
import type { Assertion, Mention, Reading } from '../understanding/index.ts'
import { type AnswerTo, answerTo, isBothKnees, meantAnswer, toldAbility } from './answer-to.ts'
import type { Cues, Side } from './cues.ts'
import { findingsBehind } from './flags.ts'
import { withImplied } from './implied.ts'
import { findingsIn, updateFindings } from './known.ts'
import { isFreeOfPain, type PainTold, SEVERE_PAIN, toldPain } from './pain-told.ts'
import { readShortReply, type ShortReply } from './short-reply.ts'
import { NEW_STATE, type State } from './state.ts'
import type { World } from './world.ts'

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

/** Where a message asks for one of these, "back" in it is no place of the knee. */
const ELSEWHERE = ['returnPlan', 'back', 'training', 'summary'] as const

/** A message heard in the light of what was said before. */
export type Heard = {
  /** Nothing of the answer yet: only what is known, and about whom. */
  state: State
  said: ReadonlyMap<string, Assertion>
  changes: Changes
  /** Whether it answers what was asked, or replies to us in a few words. */
  isAnswer: boolean
  /** What became of the question that was open. */
  answerTo: AnswerTo | null
  /** The yes or no that is meant. */
  answer: Reading['answer']
  /** What a reply in a few words tells of the complaint. */
  shortReply: ShortReply | null
  /** How strong it says that the pain is. */
  pain: PainTold | null
  /** A suspected red flag that the runner confirmed. */
  confirmed: string | null
  isCorrection: boolean
}

/**
 * Takes a message into the state: whom it is about, what it answers, what it tells and what it puts right. Pure; `text`
 * is searched, never kept.
 */
export function hear(
  state: State,
  { reading, cues: read, text }: { reading: Reading; cues: Cues; text: string },
  { knowledge, plans, asked, today }: Pick<World, 'knowledge' | 'plans' | 'asked' | 'today'>,
): Heard {
  const { dialogue } = knowledge
  const turn = state.turns + 1
  const { state: about, person } = turnedTo(state, read)
  const { pending } = about
  const isOfSides =
    read.side !== 'both' || isBothKnees(read, { pending, length: reading.length }, { asked })
  const cues = isOfSides ? read : { ...read, side: null }
  const told = findingsIn(ofOwnKnee(reading.mentions, about, knowledge))
  const shortReply = readShortReply(
    about,
    { reading, cues, text, said: told },
    { knowledge, today },
  )
  const ability = toldAbility(reading, about, knowledge)
  const circumstances = toldCircumstances(about, cues)
  const said = withImplied(
    new Map([
      ...circumstances,
      ...(ability ? [ability] : []),
      ...(shortReply?.findings ?? []),
      ...told,
    ]),
    knowledge,
  )
  // "It does not hurt when I sit" speaks of sitting alone.
  if (circumstances.size > 0) said.delete('well-now')
  const answer = meantAnswer(reading, { pending, said, cues }, { knowledge, asked })
  const isPlain = (answer === 'yes' || answer === 'no') && !cues.has.has('newTopic')
  const answered = isPlain ? answeredFinding(about, cues) : undefined
  if (answered && !said.has(answered)) {
    said.set(answered, answer === 'yes' ? 'present' : 'absent')
    for (const [id, sense] of withImplied(said, knowledge)) said.set(id, sense)
  }
  const isCorrection = cues.has.has('correction') && about.findings.length > 0
  // "Get back to running" is no place.
  const mayBePlace =
    (pending?.kind === 'where' || isCorrection) && !ELSEWHERE.some((cue) => cues.has.has(cue))
  const isPlaceTold = [...said].some(
    ([id, sense]) => sense === 'present' && dialogue.places.some(({ finding }) => finding === id),
  )
  const place = mayBePlace ? cues.place : said.get('hurts') === 'present' ? cues.namedPlace : null
  if (place !== null && !isPlaceTold) said.set(place, 'present')

  const pain = shortReply?.pain ?? toldPain(text, knowledge)
  const score = pain?.score ?? (isFreeOfPain(text, said) ? 0 : about.pain)
  if (pain && pain.score >= plans.painScale.severe.from && !said.has(SEVERE_PAIN))
    said.set(SEVERE_PAIN, 'present')

  const changes = changesOf(about, { said, cues, isCorrection }, knowledge)
  const corrected = about.findings.map((finding) => {
    if (changes.past.includes(finding.id)) {
      return { ...finding, assertion: 'historical' as const, turn }
    }
    return changes.before.includes(finding.id)
      ? { ...finding, assertion: 'absent' as const, turn }
      : finding
  })
  const isReply = shortReply !== null || circumstances.size > 0 || ability !== undefined
  const isSaidToUs = isReply || isRemark(reading, cues)
  const outcome = answerTo(pending, { said, answer, cues, isReply: isSaidToUs }, knowledge)
  return {
    state: {
      ...about,
      turns: turn,
      findings: updateFindings(corrected, said, turn),
      side: cues.side ?? about.side,
      pain: score,
    },
    said,
    changes: person === undefined ? changes : { ...changes, person },
    isAnswer: !cues.has.has('newTopic') && (isReply || outcome !== null),
    answerTo: outcome,
    answer,
    shortReply,
    pain,
    confirmed: pending?.kind === 'confirm' && answer === 'yes' ? pending.redFlag : null,
    isCorrection,
  }
}

/** When it hurts and when it does not, of a short message about the complaint in focus. */
function toldCircumstances({ complaint, plan }: State, cues: Cues): Cues['short']['circumstances'] {
  const isAsking = cues.short.isOfSomethingElse || cues.followUps.length > 0
  return complaint && plan === null && !isAsking ? cues.short.circumstances : new Map()
}

/** Words; a longer message tells or asks something of its own. */
const LONGEST_REMARK = 6

/** "It is annoying", "yes I fell last year": begins like an answer, and is said to us if not to what was asked. */
function isRemark({ opening }: Reading, cues: Cues): boolean {
  return (
    opening !== null &&
    cues.words <= LONGEST_REMARK &&
    cues.followUps.length === 0 &&
    !cues.short.isOfSomethingElse
  )
}

/**
 * In a talk about the runner's own knee, "my mum had a knee replacement" tells who the mother is and nothing of the
 * runner; whoever tells of the mother's knee as well tells of a sign there, and that is heard.
 */
function ofOwnKnee(
  mentions: readonly Mention[],
  { complaint, person }: State,
  { findings }: Pick<Knowledge, 'findings'>,
): readonly Mention[] {
  const ofFamily = mentions.filter(({ status }) => status.relative)
  const isOnlyWho = ofFamily.every(({ finding }) => {
    const entry = findings.get(finding)
    return entry?.kind === 'who' && entry.together === true
  })
  if (!complaint || person !== null || !isOnlyWho) return mentions
  return mentions.map((mention) =>
    ofFamily.includes(mention)
      ? { ...mention, status: { ...mention.status, other: true } }
      : mention,
  )
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
      takenBack: state.takenBack,
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

/** The finding that a yes or no is about: what was asked last, or the answer before that is put right ("I mean no"). */
function answeredFinding(
  { pending, findings, asked, turns }: State,
  cues: Cues,
): string | undefined {
  const last = cues.has.has('amends')
    ? findings.findLast(({ id, turn }) => turn === turns && asked.includes(id))
    : undefined
  return last?.id ?? (pending?.kind === 'finding' ? pending.finding : undefined)
}

function changesOf(
  { findings, side, redFlags }: State,
  {
    said,
    cues,
    isCorrection,
  }: { said: ReadonlyMap<string, Assertion>; cues: Cues; isCorrection: boolean },
  knowledge: Pick<Knowledge, 'dialogue' | 'triageRules'>,
): Changes {
  const { exclusive } = knowledge.dialogue
  const senseOf = new Map(findings.map(({ id, assertion }) => [id, assertion]))
  // What raised an alarm that is in force counts, however often it was denied since.
  const alarming = new Set(redFlags.flatMap(({ id, from }) => findingsBehind(id, from, knowledge)))
  const wasPresent = (id: string) => senseOf.get(id) === 'present' || alarming.has(id)
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
  const present = findings.filter(({ assertion }) => assertion === 'present')
  const last = Math.max(0, ...present.map(({ turn }) => turn))
  const isPast = cues.has.has('past') && now.length === 0
  const ended = isPast ? present.flatMap(({ id, turn }) => (turn === last ? [id] : [])) : []
  return {
    now,
    before: [...new Set([...replaced, ...denied])],
    past: [...new Set([...ended, ...over])],
    side: newSide,
  }
}

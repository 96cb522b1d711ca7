import { type Block, joined } from '../../replies/index.ts'
import { isSkipped } from '../next-question.ts'
import type { Turn } from '../turn.ts'
import { filled, variant } from './fill.ts'

/** That it hurts is what the talk is about. */
const NO_NEWS: ReadonlySet<string> = new Set(['hurts', 'knee-pain'])

/** What a short message was understood to tell, in one short sentence; empty when it told nothing. */
export function understoodBlocks(turn: Turn): Block[] {
  const { findings, phrases, redFlags } = turn.world.knowledge
  const { present, absent } = phrases.understood
  const known = new Map(turn.before.findings.map(({ id, assertion }) => [id, assertion]))
  const having = (sense: string) =>
    [...turn.said].flatMap(([id, assertion]) =>
      assertion === sense && known.get(id) !== sense && !NO_NEWS.has(id) ? [id] : [],
    )
  // "You can walk" says already that it takes weight.
  const ruledOut = new Set(having('present').flatMap((id) => findings.get(id)?.rulesOut ?? []))
  const words = (ids: readonly string[]) =>
    joined(ownWords(turn, ids).flatMap((id) => findings.get(id)?.said ?? []))
  const denied = deniedSign(turn)
  const [is, isNot] = [
    words(having('present')),
    denied ? redFlags.get(denied)?.sign : words(having('absent').filter((id) => !ruledOut.has(id))),
  ]
  const sentences = [
    ...(is ? [filled(present, { what: is })] : []),
    ...(isNot ? [filled(absent, { what: isNot })] : []),
  ]
  return sentences.length > 0 ? [{ kind: 'paragraph', text: sentences.join(' ') }] : []
}

/** Without what only follows from the rest: who has "no swelling" need not hear of every kind of it. */
function ownWords(
  { before: { pending }, reading }: Turn,
  ids: readonly string[],
): readonly string[] {
  const own = new Set(reading.mentions.map(({ finding }) => finding))
  if (pending?.kind === 'finding') own.add(pending.finding)
  const told = ids.filter((id) => own.has(id))
  return told.length > 0 ? told : ids
}

/** The same after a question, where "not sure" is understood too. */
export function answeredBlocks(turn: Turn): Block[] {
  const { noted, leftOpen, notAnswered } = turn.world.knowledge.phrases
  const told = understoodBlocks(turn)
  if (told.length > 0) return told
  const isMissed = turn.answerTo === 'missed'
  const variants = isSkipped(turn) ? leftOpen : isMissed ? notAnswered : noted
  return [{ kind: 'paragraph', text: variant(variants, turn.state.turns) }]
}

/** A suspected warning sign that a plain "no" denies. */
function deniedSign({ before: { pending }, reading }: Turn): string | undefined {
  return pending?.kind === 'confirm' && reading.answer === 'no' ? pending.redFlag : undefined
}

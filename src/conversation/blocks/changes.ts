import type { Knowledge } from '../../knowledge/index.ts'
import { painLight } from '../../plans/index.ts'
import { type Block, joined } from '../../replies/index.ts'
import { SEVERE_PAIN } from '../pain-told.ts'
import { SINCE } from '../short-reply.ts'
import { type Turn, wantsLook } from '../turn.ts'
import { filled } from './fill.ts'

/** What a message changed in what was known, said in plain words; empty when it changed nothing. */
export function changeBlocks(turn: Turn): Block[] {
  const text = [...personSentences(turn), ...changeSentences(turn), ...toldSentences(turn)].join(
    ' ',
  )
  return text === '' ? [] : [{ kind: 'paragraph', text }]
}

function personSentences({ changes: { person }, redFlags, world }: Turn): string[] {
  const { phrases, redFlags: entries } = world.knowledge
  if (person === undefined) return []
  const signs = redFlags.flatMap(({ id }) => entries.get(id)?.sign ?? [])
  return [
    person === null ? phrases.backToYou : filled(phrases.newRunner, { person }),
    ...(signs.length > 0 ? [filled(phrases.flagStays, { what: joined(signs) })] : []),
  ]
}

function changeSentences({ changes, isCorrection, world }: Turn): string[] {
  const { phrases, findings } = world.knowledge
  const { changed, sides } = phrases
  const said = (ids: readonly string[]) => joined(ids.flatMap((id) => findings.get(id)?.said ?? []))
  const now = said(mostTelling(changes.now, 'present', findings))
  const before = said(mostTelling(changes.before, 'absent', findings))
  const past = said(changes.past)
  const sentences: string[] = []
  if (now !== '' && before !== '') sentences.push(filled(changed.swapped, { now, before }))
  else if (now !== '' && isCorrection) sentences.push(filled(changed.added, { now }))
  else if (before !== '') sentences.push(filled(changed.removed, { before }))
  if (past !== '') sentences.push(filled(changed.past, { before: past }))
  if (changes.side) sentences.push(filled(changed.side, { side: sides[changes.side] }))
  return sentences
}

/** What a reply in a few words told, and how strong the pain is, so that the runner sees what was understood. */
function toldSentences(turn: Turn): string[] {
  const { shortReply, pain, changes, isCorrection, world } = turn
  if (!shortReply) return pain ? painSentences(turn, [pain.said]) : []
  const { phrases, findings } = world.knowledge
  const { told, sides } = phrases
  const { side, days } = shortReply
  const isSaid = new Set([
    ...(isCorrection ? changes.now : []),
    ...(pain ? [SEVERE_PAIN] : []),
    ...(days === null ? [] : [SINCE]),
  ])
  const present = [...shortReply.findings].flatMap(([id, sense]) =>
    sense === 'present' && !isSaid.has(id) ? [id] : [],
  )
  const what = [
    ...(side && !changes.side ? [sides[side]] : []),
    ...mostTelling(present, 'present', findings).flatMap((id) => findings.get(id)?.said ?? []),
    ...(pain ? [pain.said] : []),
  ]
  const lasting = days === null ? [] : [filled(told.lasting, { time: lengthOf(days) })]
  return painSentences(turn, what, lasting)
}

/** What was told, and what the pain scale says of a score that is not low; a sign to be looked at says more than that. */
function painSentences(
  turn: Turn,
  what: readonly string[],
  more: readonly string[] = [],
): string[] {
  const { pain, world } = turn
  const { told } = world.knowledge.phrases
  const { painScale } = world.plans
  const light = pain && !wantsLook(turn) ? painLight(pain.score, painScale) : null
  const isSevere = pain !== null && pain.score >= painScale.severe.from
  const advice = isSevere ? painScale.severe.seen : light?.action
  return [
    ...(what.length > 0 ? [filled(told.that, { what: joined(what) })] : []),
    ...more,
    ...(light && light.light !== 'green' && advice ? [advice.text] : []),
  ]
}

const WEEK = 7
const MONTH = 30
const YEAR = 365

/** "3 days", "5 weeks", "8 months": in the unit in which people would say it. */
function lengthOf(days: number): string {
  const [unit, count] =
    days < 2 * WEEK
      ? ['day', Math.max(1, days)]
      : days < 2 * MONTH
        ? ['week', days / WEEK]
        : days < 2 * YEAR
          ? ['month', days / MONTH]
          : ['year', days / YEAR]
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(count),
  )
}

/** Without what follows from the rest: a child is growing, and no swelling is no puffy knee. */
function mostTelling(
  ids: readonly string[],
  sense: 'present' | 'absent',
  findings: Knowledge['findings'],
): string[] {
  const impliedBy = (id: string) => findings.get(id)?.implies ?? []
  return sense === 'present'
    ? ids.filter((id) => !ids.some((other) => impliedBy(other).includes(id)))
    : ids.filter((id) => !impliedBy(id).some((other) => ids.includes(other)))
}

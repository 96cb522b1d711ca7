import { type Block, joined } from '../../replies/index.ts'
import type { Turn } from '../turn.ts'
import { filled } from './fill.ts'

/** What a message changed in what was known, said in plain words; empty when it changed nothing. */
export function changeBlocks(turn: Turn): Block[] {
  const text = [...personSentences(turn), ...changeSentences(turn)].join(' ')
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
  const [now, before, past] = [said(changes.now), said(changes.before), said(changes.past)]
  const sentences: string[] = []
  if (now !== '' && before !== '') sentences.push(filled(changed.swapped, { now, before }))
  else if (now !== '' && isCorrection) sentences.push(filled(changed.added, { now }))
  else if (before !== '') sentences.push(filled(changed.removed, { before }))
  if (past !== '') sentences.push(filled(changed.past, { before: past }))
  if (changes.side) sentences.push(filled(changed.side, { side: sides[changes.side] }))
  return sentences
}

import type { Knowledge } from '../knowledge/index.ts'
import { createStemmer } from '../understanding/index.ts'

/** What a question of ours is about, so that "yes, when I sit long" is known to speak of it. */
export type AskedWords = {
  /** Stems that few other questions have. */
  own: ReadonlySet<string>
  /** Stems for pain, where it asks for that: then "yes, it hurts" says no more than yes, and "it is fine" is a no. */
  pain: ReadonlySet<string>
  /** Whether it asks what somebody can do. */
  isOfAbility: boolean
  /** Whether it names two things, so that "both" is a yes. */
  isOfTwo: boolean
}

/** Findings; a word that more of them are asked for with tells none of them from the others. */
const FEW = 3
const ABILITY = /^(?:can|could|are you able)\b/i
const NONE: ReadonlySet<string> = new Set()
/** They tell which leg, whatever was asked. */
const SIDES: ReadonlySet<string> = new Set(['left', 'right'])

/** Takes every question for a finding apart, by the id of the finding. */
export function askedWords({
  findings,
  lexicon,
}: Pick<Knowledge, 'findings' | 'lexicon'>): ReadonlyMap<string, AskedWords> {
  const stem = createStemmer(lexicon.irregular)
  const stemsOf = (text: string) => (text.toLowerCase().match(/[a-z]+/g) ?? []).map(stem)
  const painful = new Set([...(lexicon.groups.hurt ?? []), 'worse', 'worst'].flatMap(stemsOf))
  const general = new Set([...lexicon.answers.around, ...lexicon.answers.links].flatMap(stemsOf))
  const texts = new Map(
    [...findings].map(([id, { ask, said, lay }]) => [
      id,
      new Set(stemsOf(`${ask} ${said} ${lay}`)),
    ]),
  )
  const count = new Map<string, number>()
  for (const stems of texts.values())
    for (const one of stems) count.set(one, (count.get(one) ?? 0) + 1)
  const isOwn = (one: string) =>
    one.length > 2 &&
    (count.get(one) ?? 0) <= FEW &&
    !painful.has(one) &&
    !general.has(one) &&
    !SIDES.has(one)
  return new Map(
    [...findings].map(([id, { ask }]) => [
      id,
      {
        own: new Set([...(texts.get(id) ?? [])].filter(isOwn)),
        pain: stemsOf(ask).some((one) => painful.has(one)) ? painful : NONE,
        isOfAbility: ABILITY.test(ask),
        isOfTwo: / or /.test(ask),
      },
    ]),
  )
}

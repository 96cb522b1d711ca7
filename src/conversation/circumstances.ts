import type { Knowledge } from '../knowledge/index.ts'
import type { Assertion } from '../understanding/index.ts'
import type { PhraseReader } from './phrase-reader.ts'

/** Words; a longer message tells a story and is read as such. */
const LONGEST = 12
/** "Yes when I sit, but not on stairs": where another sense begins. "Stairs and hills are fine" has one. */
const TURNS =
  /[.;!:()\n]+|\b(?:but|though|although|except)\b|(?:,|\band\b)(?=\s*(?:not|never|fine|ok|okay|no|only|just|when|mostly|mainly|more|worse)\b)/i

/** When it hurts and when it does not, told in a few words: "only on stairs", "fine when I sit". */
export type ReadCircumstances = (text: string) => ReadonlyMap<string, Assertion>

/** Compiles the words of dialogue.yaml; `wordsOf` writes short forms out. */
export function createCircumstances(
  { list, beside, ...words }: Knowledge['dialogue']['circumstances'],
  { compile, wordsOf }: PhraseReader,
): ReadCircumstances {
  const known = list.map(({ finding, words }) => ({ finding, pattern: compile(words) }))
  const fine = compile(words.fine)
  const notFine = compile(words.notFine)
  const sore = compile(words.sore)
  const notNow = compile(words.notNow)
  const mayStandBeside = new Set(beside)

  const senseOf = (plain: string, pattern: RegExp): Assertion | undefined => {
    if (notFine.test(plain)) return 'present'
    if (fine.test(plain)) return 'absent'
    const others = plain.replace(pattern, '').split(' ').filter(Boolean)
    const isBare = others.every((word) => mayStandBeside.has(word) || /^\d+$/.test(word))
    return sore.test(plain) || isBare ? 'present' : undefined
  }

  return (text) => {
    const told = new Map<string, Assertion>()
    if (wordsOf(text).length > LONGEST) return told
    for (const part of text.split(TURNS)) {
      const plain = wordsOf(part ?? '').join(' ')
      if (notNow.test(plain)) continue
      for (const { finding, pattern } of known) {
        const sense = pattern.test(plain) ? senseOf(plain, pattern) : undefined
        if (sense) told.set(finding, sense)
      }
    }
    return told
  }
}

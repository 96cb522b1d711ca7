import type { Knowledge } from '../knowledge/index.ts'
import type { PhraseReader } from './phrase-reader.ts'

/** The choice that a message picks, by its number from 1 on. */
export type Choice = { number: number; isOrdinal: boolean }
/** Reads "2", "option 2", "the second one"; "all" of them; nothing where a message says more than that. */
export type ReadChoice = (text: string) => Choice | 'all' | null

/** "2", "2.", "2)" */
const DIGITS = /^(\d{1,2})$/

/** Compiles the words of dialogue.yaml. */
export function createChoiceReader(
  { ordinals, numbers, before, after, all }: Knowledge['dialogue']['choices'],
  { compile, wordsOf }: PhraseReader,
): ReadChoice {
  const inFront = new RegExp(`^(?:(?:${compile(before).source}) )+`)
  const behind = new RegExp(`(?: (?:${compile(after).source}))+$`)
  const isWhole = (phrase: string) => new RegExp(`^(?:${compile([phrase]).source})$`)
  const [ordinal, cardinal] = [ordinals.map(isWhole), numbers.map(isWhole)]
  const isAll = compile(all)

  return (text) => {
    const plain = wordsOf(text).join(' ')
    if (isAll.test(plain)) return 'all'
    const bare = plain.replace(inFront, '').replace(behind, '')
    const digits = DIGITS.exec(bare)?.[1]
    if (digits !== undefined) return { number: Number(digits), isOrdinal: false }
    const first = ordinal.findIndex((pattern) => pattern.test(bare))
    if (first >= 0) return { number: first + 1, isOrdinal: true }
    const count = cardinal.findIndex((pattern) => pattern.test(bare))
    return count < 0 ? null : { number: count + 1, isOrdinal: false }
  }
}

import { withDigits } from './number-words.ts'

/** Characters of a message in which an answer is looked for. */
const TEXT_LIMIT = 2_000

/** A message as answers are looked for in it: small letters, number words as digits. */
export function plainOf(text: string): string {
  return withDigits(
    text.slice(0, TEXT_LIMIT).toWellFormed().normalize('NFKC').replace(/[‘’]/g, "'").toLowerCase(),
  )
}

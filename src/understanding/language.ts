import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Language } from '../knowledge/index.ts'

/** A message that is not English. */
export type Foreign = {
  /** Two letters of a language that Kneewise has a sentence in; null for any other. */
  code: string | null
  aboutKnee: boolean
  /** Red flags whose words were recognised. */
  redFlags: readonly string[]
}

/**
 * Share of English words from which a message in Latin letters counts as English: as it is written where it names the
 * knee in another language, else after typing errors were repaired.
 */
const ENGLISH_SHARE = { namedElsewhere: 0.6, otherwise: 0.5 }
/** Share of letters of another script from which a message is not English. */
const OTHER_SCRIPT_SHARE = 0.5
/** Words; shorter messages tell a language only by a word for knee or an emergency. */
const SHORTEST = 4

/** A word with its accents, hyphens within: "knie-op", "rótula". */
const WORD = /[\p{L}\p{M}]+(?:-[\p{L}]+)*/gu
const LETTER = /\p{L}/gu
/** "к", "膝" */
const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/gu
const ASCII = /^[\0-\x7f]*$/

const load = createRequire(import.meta.url)
type Eld = typeof import('eld/small').eld

/**
 * Recognises messages in other languages (by the package eld, and by the words of knowledge/languages.yaml), and in
 * some of them the words of the emergencies. English that is badly spelt stays English.
 */
export function createLanguageDetector(
  languages: ReadonlyMap<string, Language>,
  isEnglish: (word: string) => boolean,
): (message: string, repaired: readonly string[]) => Foreign | null {
  const lines = [...languages].map(([code, { knee, emergencies = {} }]) => ({
    code,
    knee: knee.map(folded),
    emergencies: Object.entries(emergencies).flatMap(([flag, phrases]) =>
      phrases.map((phrase) => ({
        flag,
        parts: folded(phrase)
          .split(' ')
          .map((part) => part.split('|')),
      })),
    ),
  }))
  return (message, repaired) => {
    const words = folded(message).match(WORD) ?? []
    const letters = countOf(message, LETTER)
    if (letters === 0) return null
    const isOtherScript = countOf(message, OTHER_SCRIPT) / letters >= OTHER_SCRIPT_SHARE
    const isEnglishAsWritten = shareOf(words, isEnglish) >= ENGLISH_SHARE.namedElsewhere
    const isEnglishRepaired = shareOf(repaired, isEnglish) >= ENGLISH_SHARE.otherwise
    if (!isOtherScript && isEnglishAsWritten && isEnglishRepaired) return null
    const heard = lines
      .map(({ code, knee, emergencies }) => ({
        code,
        aboutKnee: knee.some((word) =>
          isOtherScript ? message.includes(word) : words.some((said) => said.startsWith(word)),
        ),
        redFlags: emergencies
          .filter(({ parts }) =>
            parts.every((choices) =>
              choices.some((choice) => words.some((word) => word.startsWith(choice))),
            ),
          )
          .map(({ flag }) => flag),
      }))
      .filter(({ aboutKnee, redFlags }) => aboutKnee || redFlags.length > 0)
    const isInEnglish = heard.length > 0 ? isEnglishAsWritten : isEnglishRepaired
    if (!isOtherScript && isInEnglish) return null

    const result = languageDetector().detect(message)
    const isSure =
      isOtherScript ||
      heard.length > 0 ||
      (words.length >= SHORTEST && result.language !== 'en' && result.isReliable())
    const best = heard.find(({ code }) => code === result.language) ?? heard[0]
    const code = best?.code ?? result.language
    if (!isSure || code === 'en') return null
    return {
      code: languages.has(code) ? code : null,
      aboutKnee: best?.aboutKnee ?? false,
      redFlags: [...new Set(best?.redFlags)],
    }
  }
}

let detector: Eld | undefined

/** Its table is large and only messages that are not plain English need it, so it waits for the first of them. */
function languageDetector(): Eld {
  detector ??= load(fileURLToPath(import.meta.resolve('eld/small'))).eld as Eld
  return detector
}

function shareOf(words: readonly string[], isKnown: (word: string) => boolean): number {
  return words.filter(isKnown).length / Math.max(1, words.length)
}

function countOf(message: string, letter: RegExp): number {
  return message.match(letter)?.length ?? 0
}

/** Letters that Unicode does not take apart. */
const PLAIN: Record<string, string> = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe' }

/** Small letters without accents, so that "rodilla" and "RODÍLLA" meet. */
function folded(text: string): string {
  const small = text.toLowerCase()
  if (ASCII.test(small)) return small
  return small
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(/[ßłøæœ]/g, (letter) => PLAIN[letter] ?? letter)
}

import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Language } from '../knowledge/index.ts'
import {
  createIdiomFilter,
  createWordReader,
  folded,
  foreignWordsOf,
  type Told,
} from './foreign-words.ts'

/** A message that is not English. */
export type Foreign = Told & {
  /** Two letters of a language that Kneewise has a sentence in; null for any other. */
  code: string | null
}

/** In which language a message is. */
export type Tongue = {
  /** Set when the message is surely not English. */
  language: Foreign | null
  /** Whether its words are English as they are written; a short message may be neither. */
  isEnglish: boolean
}

/**
 * Share of English words from which a message in Latin letters counts as English: as it is written where it is brief and
 * tells of a sign in another language, or where it names the knee in one, else after typing errors were repaired.
 */
const ENGLISH_SHARE = { signsElsewhere: 0.9, namedElsewhere: 0.6, otherwise: 0.5 }
/** Words; a longer message that is mostly English says in English what there is to say. */
const BRIEF = 14
/** Share of letters of another script from which a message is not English. */
const OTHER_SCRIPT_SHARE = 0.5
/** Words; shorter messages tell a language only by a word for knee or a sign. */
const SHORTEST = 4

const LETTER = /\p{L}/gu
/** "к", "膝" */
const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/gu
/** Holds no letter of another script, as nearly all messages. */
const ASCII = /^[\0-\x7f]*$/

const load = createRequire(import.meta.url)
type Eld = typeof import('eld/small').eld

/**
 * Recognises messages in other languages (by the package eld, and by the words of knowledge/languages.yaml), and the
 * words of the pressing signs in them. English that is badly spelt stays English.
 */
export function createLanguageDetector(
  languages: ReadonlyMap<string, Language>,
  isEnglishWord: (word: string) => boolean,
): (message: string, repaired: readonly string[]) => Tongue {
  const readers = [...languages].map(([code, words]) => ({ code, read: createWordReader(words) }))
  const withoutIdioms = createIdiomFilter(languages.values())
  return (message, repaired) => {
    const words = foreignWordsOf(message)
    if (message.search(LETTER) < 0) return { language: null, isEnglish: true }
    const isOtherScript = shareOfOtherScript(message) >= OTHER_SCRIPT_SHARE
    const written = isOtherScript ? 0 : shareOf(words, isEnglishWord)
    const isEnglishRepaired =
      !isOtherScript && shareOf(repaired, isEnglishWord) >= ENGLISH_SHARE.otherwise
    const isEnglish = written >= ENGLISH_SHARE.namedElsewhere
    const inEnglish: Tongue = { language: null, isEnglish }
    const surelyEnglish =
      words.length > BRIEF ? ENGLISH_SHARE.namedElsewhere : ENGLISH_SHARE.signsElsewhere
    if (written >= surelyEnglish && isEnglishRepaired) return inEnglish

    const text = withoutIdioms(textOf(words))
    const unknown = isEnglish ? textOf(words.filter((word) => !isEnglishWord(word))) : text
    const heard = readers
      .map(({ code, read }) => ({ code, ...read(text, unknown) }))
      .filter(({ aboutKnee, signs }) => aboutKnee || signs.length > 0)
    const [telling] = heard
      .filter(({ signs }) => signs.length > 0)
      .sort((one, other) => other.signs.length - one.signs.length)
    const isInEnglish = telling
      ? written >= surelyEnglish
      : isEnglish
        ? heard.length > 0 || isEnglishRepaired
        : heard.length === 0 && isEnglishRepaired
    if (isInEnglish) return inEnglish

    const result = languageDetector().detect(message)
    const isSure =
      isOtherScript ||
      heard.length > 0 ||
      (words.length >= SHORTEST && result.language !== 'en' && result.isReliable())
    const best = heard.find(({ code }) => code === result.language) ?? telling ?? heard[0]
    const code = best?.code ?? result.language
    if (!isSure || code === 'en') return inEnglish
    // Neighbouring languages share words: a sign counts in whichever it was recognised.
    const signs = best?.signs.length ? best.signs : (telling?.signs ?? [])
    return {
      language: {
        code: languages.has(code) ? code : null,
        aboutKnee: heard.some(({ aboutKnee }) => aboutKnee),
        signs,
      },
      isEnglish,
    }
  }
}

let detector: Eld | undefined

/** Its table is large and only messages that are not plain English need it, so it waits for the first of them. */
function languageDetector(): Eld {
  detector ??= load(fileURLToPath(import.meta.resolve('eld/small'))).eld as Eld
  return detector
}

/** The words without accents, a space around each. */
function textOf(words: readonly string[]): string {
  return ` ${folded(words.join(' '))} `
}

function shareOf(words: readonly string[], isKnown: (word: string) => boolean): number {
  let known = 0
  for (const word of words) if (isKnown(word)) known += 1
  return known / Math.max(1, words.length)
}

/** Of the letters of a message, which has some. */
function shareOfOtherScript(message: string): number {
  return ASCII.test(message) ? 0 : countOf(message, OTHER_SCRIPT) / countOf(message, LETTER)
}

function countOf(message: string, letter: RegExp): number {
  return message.match(letter)?.length ?? 0
}

import type { Language } from '../knowledge/index.ts'

/** What the words of one language say, as far as they are known. */
export type Told = {
  aboutKnee: boolean
  /** Red flags and findings. */
  signs: readonly string[]
}

/** A word with its accents, hyphens within: "knie-op", "rótula". */
const WORD = /[\p{L}\p{M}]+(?:-[\p{L}]+)*/gu
const LATIN = /^\p{Script=Latin}/u
const ASCII = /^[\0-\x7f]*$/
/** Of Latin and Cyrillic letters alone: the signs of other scripts are letters of their own. */
const ACCENTS = /[\u0300-\u036f]/g

/** The words of a message, in small letters. */
export function foreignWordsOf(message: string): string[] {
  return message.toLowerCase().match(WORD) ?? []
}

/**
 * Reads in a message (its words with a space around each) what knowledge/languages.yaml knows of one language. Each sign
 * needs a phrase, or one of its words among `unknown`: "kind" and "last" by themselves tell no language.
 */
export function createWordReader({
  knee,
  signs,
}: Pick<Language, 'knee' | 'signs'>): (words: string, unknown: string) => Told {
  const names = knee.map(soughtFor)
  const lines = Object.entries(signs).flatMap(([sign, phrases]) =>
    phrases.map((phrase) => ({ sign, ...lineOf(phrase) })),
  )
  return (words, unknown) => {
    const isSaid = (choices: readonly string[]) => choices.some((choice) => words.includes(choice))
    const tellsLanguage = (choices: readonly string[]) =>
      choices.some((choice) => (isPhrase(choice) ? words : unknown).includes(choice))
    const told = lines.filter(
      ({ wanted, unwanted }) =>
        wanted.every(isSaid) && wanted.some(tellsLanguage) && !unwanted.some(isSaid),
    )
    return {
      aboutKnee: names.some((name) => words.includes(name)),
      signs: [...new Set(told.map(({ sign }) => sign))],
    }
  }
}

type Line = { wanted: readonly string[][]; unwanted: readonly string[][] }

function lineOf(phrase: string): Line {
  const parts = phrase.split(' ')
  const choicesOf = (part: string) => part.replace(/^!/, '').split('|').map(soughtFor)
  return {
    wanted: parts.filter((part) => !part.startsWith('!')).map(choicesOf),
    unwanted: parts.filter((part) => part.startsWith('!')).map(choicesOf),
  }
}

function isPhrase(choice: string): boolean {
  return choice.trim().includes(' ')
}

/**
 * Leaves out figures of speech and denials, of every language in each: neighbours share words, and one must not take
 * for a sign what the other knows to be none.
 */
export function createIdiomFilter(languages: Iterable<Language>): (words: string) => string {
  const idioms = [...languages].flatMap(({ idioms = [] }) => idioms.map(soughtFor))
  return (words) => idioms.reduce((text, idiom) => text.replaceAll(idiom, ' - '), words)
}

/** Other scripts put no space between words, or write small words into the next one, so theirs are found anywhere. */
function soughtFor(choice: string): string {
  const text = folded(choice).replaceAll('_', ' ')
  if (text.startsWith('=')) return ` ${text.slice(1)} `
  return LATIN.test(text) ? ` ${text}` : text
}

/** Letters that Unicode does not take apart. */
const PLAIN: Record<string, string> = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', ı: 'i' }

/** Small letters without accents, so that "rodilla" and "RODÍLLA" meet. */
export function folded(text: string): string {
  const small = text.toLowerCase()
  if (ASCII.test(small)) return small
  return small
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/[ßłøæœı]/g, (letter) => PLAIN[letter] ?? letter)
}

import type { Lexicon, Thresholds } from '../knowledge/index.ts'
import type { Span } from './pattern.ts'
import { createPhraseIndex } from './phrase-index.ts'
import type { Stemmer } from './stem.ts'

/** One word of a message, written out and reduced to its stem. */
export type Token = {
  /** As it is read: small letters, short forms written out, typing errors repaired. */
  word: string
  stem: string
  /** Place in the normalised message, in UTF-16 units. */
  start: number
  end: number
  /** Number of its sentence; a pattern never reaches over its end. */
  sentence: number
  /** Whether a comma, bracket or dash stands before it. */
  afterComma: boolean
  /** Groups and recognised numbers that begin here, with the index after their last token. */
  marks: Map<string, number>
}

/** Repairs one word's spelling, or returns it as it is. */
export type Repair = (word: string) => string

const WORD = /[\p{L}\p{N}]+(?:['.,/][\p{L}\p{N}]+)*/gu
const SENTENCE_END = /[.!?;\n]|\|\||(?:^|\s)>\s/
const COMMA = /[,:()[\]]|\s-\s/
/** Stems beside a number of degrees: of a body that is hot, or of a knee that bends no further. */
const HEAT = ['temperatur', 'fever', 'degre', 'thermomet', 'temp', 'forehead']
const ANGLE = [
  ...['bend', 'angl', 'straight', 'straighten', 'flex', 'stick', 'jam', 'lock', 'past', 'fold'],
  ...['wedg', 'hing'],
]
/** "My son 9": whose age a number is. */
const PEOPLE_OF_AN_AGE = new Set([
  ...['son', 'daughter', 'boy', 'girl', 'lad', 'kid', 'child', 'niece', 'nephew'],
  ...['grandson', 'granddaughter', 'woman', 'man', 'i', 'he', 'she', 'who'],
])
/** "One of my athletes, 16, limps": in whose stretch a number between commas is an age; stems. */
const PEOPLE_BEFORE_AN_AGE = [
  ...['son', 'daughter', 'boy', 'girl', 'lad', 'kid', 'child', 'niece', 'nephew', 'woman', 'man'],
  ...['grandson', 'granddaughter', 'athlete', 'runner', 'pupil', 'student', 'client', 'patient'],
  ...[
    'player',
    'teammate',
    'clubmate',
    'wife',
    'husband',
    'partner',
    'mum',
    'mom',
    'dad',
    'mother',
  ],
  ...['father', 'brother', 'sister', 'cousin', 'friend', 'guy', 'male', 'female', 'teenager'],
]
/** Years; below and above, a number between commas is no age of a runner. */
const AGES_BETWEEN_COMMAS = { from: 5, to: 99 }
const VERBS_OF_AN_AGE = new Set(['am', 'is', 'was', 'at'])
/** What an age is followed by where no comma ends it: "is 14 and limps", but not "is 14 km". */
const AFTER_AN_AGE = new Set([
  ...['and', 'but', 'so', 'now', 'who', 'with', 'i', 'my', 'he', 'his', 'she', 'her', 'we', 'do'],
  ...['can', 'does', 'plays', 'limps', 'says', 'has', 'will', 'year', 'yr', 'yo', 'male'],
  'female',
])

const DIGIT_0 = 48
const DIGIT_9 = 57
/** Words; more beside a length of time say something of their own. */
const LONGEST_COMPANY = 4
/** Tokens; a message longer than this is read to here, so that the time for one stays bounded. */
export const TOKEN_LIMIT = 2_500

/** Whether a token goes on with the stretch of the one before it: the same sentence, no comma between. */
function goesOnAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  return token !== undefined && !token.afterComma && token.sentence === tokens[at - 1]?.sentence
}

/** The place after the last token of the stretch that the token before `at` stands in; a comma or full stop ends it. */
export function endOfStretch(tokens: readonly Token[], at: number): number {
  let end = at
  while (goesOnAt(tokens, end)) end += 1
  return end
}

/** The place of the first token of the stretch that a token stands in. */
export function startOfStretch(tokens: readonly Token[], at: number): number {
  let start = at
  while (start > 0 && goesOnAt(tokens, start)) start -= 1
  return start
}

/** Spellings that are remembered at most; a full memory is emptied rather than grown. */
const REMEMBERED_SPELLINGS = 50_000

/** Those of most tokens; one that carries a mark has a map of its own. */
const NO_MARKS = new Map<string, number>()

/** Adds a mark that begins at a token; `end` is the place after the last token it speaks of. */
export function addMark(token: Token, mark: string, end: number): void {
  if (token.marks === NO_MARKS) token.marks = new Map()
  token.marks.set(mark, end)
}

/** Splits a normalised message into tokens. */
export type Tokenise = (message: string) => Token[]

/** Prepares the splitting of messages; it remembers how each spelling was written out, for words come back. */
export function createTokeniser({
  lexicon,
  stem,
  repair,
}: {
  lexicon: Lexicon
  stem: Stemmer
  repair: Repair
}): Tokenise {
  const known = new Map<string, readonly Pick<Token, 'word' | 'stem'>[]>()
  const wordsOf = (spelling: string) => {
    const before = known.get(spelling)
    if (before) return before
    const words = writtenOut(spelling.toLowerCase(), lexicon, repair).map((word) => ({
      word,
      stem: stem(word),
    }))
    if (known.size > REMEMBERED_SPELLINGS) known.clear()
    known.set(spelling, words)
    return words
  }

  return (message) => {
    const tokens: Token[] = []
    let sentence = 0
    let previousEnd = 0
    for (const match of message.matchAll(WORD)) {
      if (tokens.length >= TOKEN_LIMIT) break
      const between = message.slice(previousEnd, match.index)
      const isPlain = between === ' '
      if (!isPlain && tokens.length > 0 && SENTENCE_END.test(between)) sentence += 1
      const start = match.index
      const end = start + match[0].length
      let afterComma = !isPlain && COMMA.test(between)
      const spelling = between.endsWith("'") ? yearWritten(match[0]) : match[0]
      for (const { word, stem } of wordsOf(spelling)) {
        tokens.push({ word, stem, start, end, sentence, afterComma, marks: NO_MARKS })
        afterComma = false
      }
      previousEnd = end
    }
    return tokens
  }
}

/** "'09" as 2009 and "'98" as 1998; whatever else follows an apostrophe as it is. */
function yearWritten(word: string): string {
  if (!/^\d\d$/.test(word)) return word
  return Number(word) < 40 ? `20${word}` : `19${word}`
}

/** "can't" as "can not", "3weeks" as "3 weeks", "knee/calf" as two words, a misspelt word as the one meant. */
function writtenOut(raw: string, lexicon: Lexicon, repair: Repair): string[] {
  const expansion = Object.hasOwn(lexicon.expansions, raw) ? lexicon.expansions[raw] : undefined
  if (expansion !== undefined) return expansion.split(' ')
  if (/^[a-z]+$/.test(raw)) return [repair(raw)]
  if (/^\d+(?:[.,]\d+)?$/.test(raw)) return [raw.replace(',', '.')]
  const numberAndUnit = /^(\d+(?:\.\d+)?)(\p{L}+)$/u.exec(raw)
  if (numberAndUnit) {
    const [, number = '', unit = ''] = numberAndUnit
    return [number, ...writtenOut(unit, lexicon, repair)]
  }
  if (/[/.,]/.test(raw)) {
    return raw.split(/[/.,]/).flatMap((part) => (part ? writtenOut(part, lexicon, repair) : []))
  }
  const word = raw.replace(/'s$/, '').replace(/'/g, '')
  return [repair(word)]
}

function beginsWithDigit(word: string): boolean {
  const first = word.charCodeAt(0)
  return first >= DIGIT_0 && first <= DIGIT_9
}

/** Whether the stems stand one after the other from a token on. */
export function isSaidAt(at: number, stems: readonly string[], tokens: readonly Token[]): boolean {
  for (let offset = 0; offset < stems.length; offset += 1)
    if (tokens[at + offset]?.stem !== stems[offset]) return false
  return true
}

/** Marks every token at which a group of the lexicon, an age, a duration or a fever begins. */
export function createMarker(lexicon: Lexicon, thresholds: Thresholds, stem: Stemmer) {
  const phrasesAt = createPhraseIndex(
    Object.entries(lexicon.groups).flatMap(([group, words]) =>
      words.map((phrase) => ({ stems: phrase.split(' ').map(stem), mark: `$${group}` })),
    ),
    ({ stems }) => stems,
  )
  const besideDuration = new Set(lexicon.besideDuration)
  const peopleBeforeAnAge = new Set(PEOPLE_BEFORE_AN_AGE.map(stem))
  const numbers = new Map(Object.entries(lexicon.numbers))
  const units = new Map(Object.entries(lexicon.units).map(([unit, days]) => [stem(unit), days]))
  const year = stem('year')

  return (tokens: readonly Token[]): void => {
    tokens.forEach((token, index) => {
      for (const { stems, mark } of phrasesAt(tokens, index)) {
        if (isSaidAt(index, stems, tokens))
          addMark(token, mark, Math.max(token.marks.get(mark) ?? 0, index + stems.length))
      }
      const number = beginsWithDigit(token.word) ? Number(token.word) : numbers.get(token.word)
      if (number !== undefined) markNumber(tokens, index, number)
    })
    // "for weeks", "these months": a plural without a number is more than one.
    tokens.forEach((token, index) => {
      if (!token.word.endsWith('s')) return
      const days = units.get(token.stem)
      if (days === undefined) return
      if (/^(for|last|these|past|lasted)$/.test(tokens[index - 1]?.word ?? ''))
        markDuration(token, days * 3, index + 1)
    })
    tokens.forEach((token, index) => {
      if (token.marks === NO_MARKS) return
      const end = token.marks.get('@weeks6')
      if (end !== undefined && isSaidAlone(tokens, { start: index, end }))
        addMark(token, '@weeks6-alone', end)
    })
  }

  /** Marks a number that is a length of time, an age or a fever. */
  function markNumber(tokens: readonly Token[], index: number, number: number): void {
    const token = tokens[index] as Token
    const after = tokens[index + 1]
    const filler =
      after && ['of', 'or', 'and', 'full', 'good', 'solid', 'whole'].includes(after.word)
    const unitIndex = filler ? index + 2 : index + 1
    const days = units.get(tokens[unitIndex]?.stem ?? '')
    const isAgeOfSomeone = tokens[unitIndex + 1]?.word === 'old'
    if (days !== undefined && !isAgeOfSomeone) markDuration(token, number * days, unitIndex + 1)
    // "Day 50": counted from the first.
    if (tokens[index - 1]?.word === 'day' && !token.afterComma)
      markDuration(token, number, index + 1)
    const isAge =
      (tokens[index + 1]?.stem === year && tokens[index + 2]?.word === 'old') ||
      (['aged', 'age', 'turned', 'turning'].includes(tokens[index - 1]?.word ?? '') &&
        !token.afterComma) ||
      isSaidOfSomebody(tokens, index) ||
      isBetweenCommas(tokens, index)
    if (isAge) markAge(token, number, index + 1)
    const isFever =
      (number >= thresholds.feverCelsius && number < 43) ||
      (number >= thresholds.feverFahrenheit && number < 108)
    if (!isFever) return
    const near = tokens.slice(Math.max(0, index - 5), index + 6).map((other) => other.stem)
    const speaksOfHeat = HEAT.some((word) => near.includes(word))
    const speaksOfAngle = ANGLE.some((word) => near.includes(word))
    if (speaksOfHeat && !speaksOfAngle) addMark(token, '@fever', index + 1)
  }

  /** "She is 7 and limps", "my son 13,", "Ella is 14.": whether a number is an age by whom it is said of and what follows. */
  function isSaidOfSomebody(tokens: readonly Token[], at: number): boolean {
    const [token, before, after] = [tokens[at], tokens[at - 1], tokens[at + 1]]
    if (!token || !before || token.afterComma || !/^(?:\p{L}+|\d\d?)$/u.test(token.word))
      return false
    const hasVerb = VERBS_OF_AN_AGE.has(before.word)
    const who = hasVerb ? tokens[at - 2] : before
    const isLast = after?.afterComma !== false || after.sentence !== token.sentence
    const isOfAPerson = PEOPLE_OF_AN_AGE.has(who?.word ?? '')
    if (isOfAPerson) return isLast || AFTER_AN_AGE.has(after?.word ?? '')
    return hasVerb && isLast && /^\d\d$/.test(token.word)
  }

  /** "One of my athletes, 16, limps": a number alone between commas, after somebody and no other number. */
  function isBetweenCommas(tokens: readonly Token[], at: number): boolean {
    const token = tokens[at]
    if (!token?.afterComma || !/^\d\d?$/.test(token.word)) return false
    if (endOfStretch(tokens, at + 1) !== at + 1) return false
    const years = Number(token.word)
    if (years < AGES_BETWEEN_COMMAS.from || years > AGES_BETWEEN_COMMAS.to) return false
    const before = tokens.slice(startOfStretch(tokens, at - 1), at)
    return (
      before[0]?.sentence === token.sentence &&
      before.some(({ stem }) => peopleBeforeAnAge.has(stem)) &&
      !before.some(({ word }) => /^\d/.test(word))
    )
  }

  /** "Nine weeks now.": a stretch between commas or full stops that is nothing but how long it has been. */
  function isSaidAlone(tokens: readonly Token[], { start, end }: Span): boolean {
    const from = startOfStretch(tokens, start)
    const company = [...tokens.slice(from, start), ...tokens.slice(end, endOfStretch(tokens, end))]
    return (
      company.length <= LONGEST_COMPANY && company.every(({ word }) => besideDuration.has(word))
    )
  }

  function markDuration(token: Token, days: number, end: number): void {
    if (days >= thresholds.persistentDays) addMark(token, '@weeks6', end)
    else if (days >= thresholds.selfCareDays) addMark(token, '@weeks2', end)
  }

  function markAge(token: Token, years: number, end: number): void {
    if (years < thresholds.childUnderYears) addMark(token, '@child', end)
    else if (years >= thresholds.olderFromYears) addMark(token, '@older', end)
    else addMark(token, '@adult', end)
  }
}

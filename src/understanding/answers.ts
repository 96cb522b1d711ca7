import type { Lexicon } from '../knowledge/index.ts'
import type { Answer, Opening } from './reading.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** Tokens; a longer message says more than yes or no and is read as such. */
const SHORT_ANSWER = 5
/** Tokens; a longer message tells something new, unless a comma cuts its yes or no off. */
const LONGEST_OPENING = 12
/** Tokens; a longer message tells something new. */
const LONGEST_TAKE_BACK = 12

type Role = keyof Lexicon['answers']
/** What a message begins with when it answers; `before` may stand in front. */
const OPENINGS = ['yes', 'no', 'aloneYes', 'aloneNo', 'unsure', 'able', 'unable'] as const
const MEANS: Readonly<Record<(typeof OPENINGS)[number], Exclude<Answer, 'takeBack'>>> = {
  yes: 'yes',
  aloneYes: 'yes',
  able: 'yes',
  no: 'no',
  aloneNo: 'no',
  unable: 'no',
  unsure: 'unsure',
}

/** The short answer of a message, and the yes or no that it begins with. */
export type AnswerRead = {
  answer: Answer | null
  opening: Opening | null
  /** Where the sentence behind a "no" begins, in UTF-16 units: "no, it is worse on stairs" denies none of it. */
  sentenceStart: number | null
}
const NOTHING: AnswerRead = { answer: null, opening: null, sentenceStart: null }

/** Recognises "yes", "not really", "no idea" as answers, and "scrap that" anywhere in a short message. */
export function createAnswers(words: Lexicon['answers'], stem: Stemmer) {
  const search = createSearch(words, stem)
  const readOpening = createOpeningReader(search)
  const takeBackAt = search(['takeBack'])

  return (tokens: readonly Token[]): AnswerRead => {
    const takesBack =
      tokens.length <= LONGEST_TAKE_BACK && tokens.some((_, at) => takeBackAt(tokens, at))
    if (takesBack) return { ...NOTHING, answer: 'takeBack' }
    const read = readOpening(tokens)
    if (!read) return NOTHING
    const { answer, isAnswer, opening, sentenceStart } = read
    return { answer: isAnswer ? answer : null, opening, sentenceStart }
  }
}

type Found = { role: Role; length: number }
/** The longest phrase of some roles that stands at a place. */
type PhraseAt = (tokens: readonly Token[], at: number) => Found | undefined
type Search = (roles: readonly Role[]) => PhraseAt

function createSearch(words: Lexicon['answers'], stem: Stemmer): Search {
  return (roles) => {
    const phrases = roles
      .flatMap((role) => words[role].map((text) => ({ role, stems: text.split(' ').map(stem) })))
      .sort((a, b) => b.stems.length - a.stems.length)
    return (tokens, at) => {
      const found = phrases.find(({ stems }) =>
        stems.every((part, offset) => tokens[at + offset]?.stem === part),
      )
      return found && { role: found.role, length: found.stems.length }
    }
  }
}

/** Reads the answer at the head of a message, and whether the message says little more than that. */
function createOpeningReader(search: Search) {
  const openingAt = search(OPENINGS)
  const beforeAt = search(['before'])
  const canAt = search(['able', 'unable'])
  const plainAt = { yes: search(['yes']), no: search(['no']) }
  const againAt = {
    yes: search(['around', 'yes', 'aloneYes']),
    no: search(['around', 'no', 'aloneNo']),
  }
  const subjectAt = search(['subjects'])
  const joinAt = search(['joins'])
  const linkAt = search(['links', 'subjects'])

  /** Behind "no wait" or "I mean"; the head itself where nothing stands behind those. */
  const startOf = (tokens: readonly Token[]): number => {
    let at = 0
    while (at < tokens.length) {
      const before = beforeAt(tokens, at)?.length ?? 0
      if (before <= (openingAt(tokens, at)?.length ?? 0)) return at
      at += before
    }
    return 0
  }

  /** Stems without what adds nothing, and without the answer said once more. */
  const restOf = (tokens: readonly Token[], from: number, answer: 'yes' | 'no'): string[] => {
    const rest: string[] = []
    let at = from
    while (at < tokens.length) {
      const length = againAt[answer](tokens, at)?.length ?? 0
      if (length === 0) rest.push(tokens[at]?.stem ?? '')
      at += Math.max(1, length)
    }
    return rest
  }

  return (tokens: readonly Token[]): (AnswerRead & { isAnswer: boolean }) | undefined => {
    const start = startOf(tokens)
    const found = openingAt(tokens, start)
    if (!found) return undefined
    const answer = MEANS[found.role as (typeof OPENINGS)[number]]
    // "Yes, I can": what can be done is what it says.
    const can = canAt(tokens, start) ?? canAt(tokens, start + found.length)
    const end = start + found.length + (can && can.role !== found.role ? can.length : 0)
    const isCutOff = isCutOffAt(tokens, end)
    const isShort = tokens.length - start <= SHORT_ANSWER
    if (answer === 'unsure')
      return { answer, isAnswer: isShort || isCutOff, opening: null, sentenceStart: null }
    if (tokens.length > LONGEST_OPENING && !isCutOff) return undefined

    // "Yeah nah": the last word counts.
    const turned = plainAt[answer === 'yes' ? 'no' : 'yes'](tokens, end)
    const isTurned = turned !== undefined && end + turned.length === tokens.length
    const meant: Opening['answer'] = isTurned === (answer === 'yes') ? 'no' : 'yes'
    const rest = isTurned ? [] : restOf(tokens, end, meant)
    const isBare = rest.length === 0
    const isWord = found.role === 'yes' || found.role === 'no'
    const joined = joinAt(tokens, end)?.length ?? 0
    const isLed = isBare || isCutOff || isWord || joined > 0
    const opening: Opening = {
      answer: meant,
      isLed,
      isWord,
      isJoined: joined > 0,
      rest,
      isStatement: !isBare && subjectAt(tokens, end) !== undefined,
      isOfNextWord: !isBare && !isCutOff && tokens[end - 1]?.word === 'no' && !linkAt(tokens, end),
      canDo: can && (isBare || isCutOff || joined > 0) ? can.role === 'able' : null,
    }
    return {
      answer: meant,
      isAnswer: isBare || isCutOff || (isLed && isShort),
      opening,
      sentenceStart:
        meant === 'no' && isWord && opening.isStatement ? (tokens[end]?.start ?? null) : null,
    }
  }
}

/** "No, it catches": whether a comma or full stop cuts off what stands before a place. */
function isCutOffAt(tokens: readonly Token[], at: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[at]]
  return next !== undefined && (next.afterComma || next.sentence !== before?.sentence)
}

import type { AssertionWords } from '../knowledge/index.ts'
import { createFrames, YEAR } from './frames.ts'
import { createLookBack } from './look-back.ts'
import type { Span } from './pattern.ts'
import { createPhraseSearch, type Found } from './phrases.ts'
import type { Stemmer } from './stem.ts'
import { endOfStretch, type Token } from './tokens.ts'

/** In what sense something was said; `present` unless the words around it say otherwise. */
export type Status = {
  negated: boolean
  hypothetical: boolean
  historical: boolean
  /** Of someone nobody asks for here: a celebrity, a figure in a book, the family's history. */
  other: boolean
  /** Of someone near, for whom it counts as if it were the runner's own. */
  relative: boolean
}
type Kind = keyof Status

type Trigger = {
  kind: Kind
  reach: 'forward' | 'backward' | 'both'
  lists: boolean | 'always'
}
type Role = Trigger | 'pseudo' | 'terminator'
/** Where terminators begin, and all their words. */
type Ends = { starts: ReadonlySet<number>; words: ReadonlySet<number> }
type Scoped = { trigger: Found<Trigger>; scope: Span }

/** Tokens; how far a trigger reaches when nothing ends it before: beyond, it is hardly ever meant. */
const FORWARD_REACH = 25
const BACKWARD_REACH = 8
/** A year that is named dates all that its stretch tells. */
const YEAR_REACH = 16
/** Tokens; a stretch between commas no longer than this goes on with a list. */
const LIST_ITEM = 5
/** Tokens; a word of the past that stands this near the beginning speaks for its whole sentence. */
const OPENING = 4

const OF_A_YEAR: Trigger = { kind: 'historical', reach: 'both', lists: false }
const AT_AN_AGE: Trigger = { kind: 'historical', reach: 'backward', lists: false }

/**
 * Says for a span of tokens in what sense it was meant; made once for a message. `own` are the words of a finding:
 * only a finding is turned by what other sentences say.
 */
export type Context = (span: Span, own?: readonly number[]) => Status

/** Prepares the ConText engine (triggers, their reach, terminators, pseudo-triggers) from its words. */
export function createAssertions(words: AssertionWords, stem: Stemmer) {
  const search = createPhraseSearch<Role>(rolesOf(words), stem, {
    blocks: (role) => role === 'pseudo',
    // "Did not develop" looks back, the "did not" in it ahead.
    standsBeside: (shorter, longer) =>
      typeof shorter === 'object' &&
      typeof longer === 'object' &&
      shorter.kind === longer.kind &&
      shorter.reach !== longer.reach,
  })
  const framesOf = createFrames(words, stem)
  const lookBack = createLookBack(words, stem)
  const clauseStarts = new Set(words.clauseStarts.map(stem))
  const subjects = new Set(words.subjects.map(stem))
  const presentWords = new Set(words.presentWords.map(stem))
  const selves = new Set(words.selves)

  return (tokens: readonly Token[], message: string): Context => {
    const found = search(tokens)
    const terminators = endsOf(found.filter(({ role }) => role === 'terminator'))
    const reaching = new Map<number, Scoped[]>()
    const scoped = [...found.filter(isTrigger), ...yearsIn(tokens)].map((trigger) => ({
      trigger,
      scope: scopeOf(trigger, tokens, terminators),
    }))
    const turned = lookBack(tokens, message).map(({ kind, start, end }): Scoped => {
      const role: Trigger = { kind, reach: 'backward', lists: false }
      return { trigger: { stems: [], role, start: end, end: end + 1 }, scope: { start, end } }
    })
    for (const { trigger, scope } of [...scoped, ...turned]) {
      for (let at = scope.start; at < scope.end; at += 1) {
        const scopes = reaching.get(at)
        if (scopes) scopes.push({ trigger, scope })
        else reaching.set(at, [{ trigger, scope }])
      }
    }
    const frameOf = framesOf(tokens)

    return (span, own = []) => {
      const status: Status = {
        negated: false,
        hypothetical: false,
        historical: false,
        other: false,
        relative: false,
      }
      for (let at = span.start; at < span.end; at += 1) {
        for (const scoped of reaching.get(at) ?? [])
          if (reaches(scoped, span, own)) status[scoped.trigger.role.kind] = true
      }
      if (own.length > 0) {
        const frame = frameOf(span, status.relative || status.other)
        status.hypothetical ||= frame.hypothetical
        status.historical ||= frame.historical
      }
      return status
    }
  }

  function scopeOf(trigger: Found<Trigger>, tokens: readonly Token[], terminators: Ends): Span {
    const sentence = tokens[trigger.start]?.sentence
    let end = trigger.end
    while (end < tokens.length && end < trigger.end + FORWARD_REACH) {
      const token = tokens[end]
      if (!token || token.sentence !== sentence) break
      if (terminators.starts.has(end)) break
      if (trigger.role.kind === 'relative' && selves.has(token.word)) break
      // "In 2012, a torn meniscus" is one thought, "replaced last year, it is hot" is two.
      const isAnotherThought = end > trigger.end || speaksOfWhatWas(trigger, tokens)
      if (token.afterComma && isAnotherThought && !goesOn(trigger, end, tokens)) break
      end += 1
    }
    let start = trigger.start
    const reach = trigger.role === OF_A_YEAR ? YEAR_REACH : BACKWARD_REACH
    // "I fainted once, aged 13" or ", nine years ago": a trigger that begins its own stretch, or is its second word, speaks
    // of the one before.
    let isAside =
      tokens[start]?.afterComma === true ||
      (trigger.role.kind === 'historical' && tokens[start - 1]?.afterComma === true)
    while (start > 0 && start > trigger.start - reach) {
      const token = tokens[start - 1]
      if (token?.sentence !== sentence || terminators.words.has(start - 1)) break
      if (tokens[start]?.afterComma) {
        if (!isAside) break
        isAside = false
      }
      start -= 1
    }
    return { start, end }
  }

  /** Whether the stretch after a comma goes on with what the trigger began rather than begins a new thought. */
  function goesOn(trigger: Found<Trigger>, at: number, tokens: readonly Token[]): boolean {
    const { kind, lists } = trigger.role
    const first = tokens[at]
    if (!first) return false
    if (first.word === 'or' || first.word === 'nor') return true
    const item = tokens.slice(at, endOfStretch(tokens, at + 1))
    if (lists === 'always') {
      const begin = first.word === 'and' ? tokens[at + 1] : first
      return !subjects.has(begin?.stem ?? '')
    }
    if (kind === 'historical' && opensSentence(trigger, tokens)) {
      return !clauseStarts.has(first.stem) && !item.some(({ stem: said }) => presentWords.has(said))
    }
    if (!lists) return false
    if (first.word === 'and') return !clauseStarts.has(tokens[at + 1]?.stem ?? '')
    if (clauseStarts.has(first.stem)) return false
    const joined = item.findIndex(({ word }) => word === 'or' || word === 'nor')
    return (joined >= 0 ? joined : item.length) <= LIST_ITEM
  }
}

function rolesOf(words: AssertionWords): [string, Role][] {
  return [
    ...words.triggers.flatMap(({ kind, reach, lists, phrases }) =>
      phrases.map((text): [string, Trigger] => [text, { kind, reach, lists }]),
    ),
    ...aboutKin(words),
    ...words.pseudo.map((text): [string, 'pseudo'] => [text, 'pseudo']),
    ...words.terminators.map((text): [string, 'terminator'] => [text, 'terminator']),
  ]
}

const POSSESSIVES = ['my', 'his', 'her', 'their', 'a', 'the']

/** "My brother has ..." and "... in his father" speak of kin; "my wife says ..." does not, "says her ..." does. */
function aboutKin({ kin, speech, witness }: AssertionWords): [string, Trigger | 'pseudo'][] {
  const ahead: Trigger = { kind: 'relative', reach: 'forward', lists: true }
  const behind: Trigger = { kind: 'relative', reach: 'backward', lists: true }
  return kin.flatMap((person): [string, Trigger | 'pseudo'][] => [
    [person, ahead],
    ...POSSESSIVES.map((whose): [string, Trigger] => [`in ${whose} ${person}`, behind]),
    ...speech.map((verb): [string, 'pseudo'] => [`${person} ${verb}`, 'pseudo']),
    ...witness.flatMap((verb) =>
      ['him', 'her', 'me', 'the'].map((whom): [string, 'pseudo'] => [
        `${person} ${verb} ${whom}`,
        'pseudo',
      ]),
    ),
    [`per ${person}`, 'pseudo'],
    ...POSSESSIVES.map((whose): [string, 'pseudo'] => [
      `according to ${whose} ${person}`,
      'pseudo',
    ]),
    ...speech.flatMap((verb) =>
      ['his', 'her', 'he', 'she'].map((own): [string, Trigger] => [
        `${person} ${verb} ${own}`,
        ahead,
      ]),
    ),
  ])
}

function endsOf(terminators: readonly Span[]): Ends {
  const starts = new Set<number>()
  const words = new Set<number>()
  for (const { start, end } of terminators) {
    starts.add(start)
    for (let at = start; at < end; at += 1) words.add(at)
  }
  return { starts, words }
}

function isTrigger(found: Found<Role>): found is Found<Trigger> {
  return typeof found.role === 'object'
}

/** Years that are named, and ages of childhood at which something happened ("dislocated it at 15"). */
function yearsIn(tokens: readonly Token[]): Found<Trigger>[] {
  return tokens.flatMap(({ word, marks }, at) => {
    const isAgeThen = marks.has('@child') && tokens[at - 1]?.word === 'at'
    if (!isAgeThen && !YEAR.test(word)) return []
    return [{ stems: [], role: isAgeThen ? AT_AN_AGE : OF_A_YEAR, start: at, end: at + 1 }]
  })
}

function reaches({ trigger, scope }: Scoped, span: Span, own: readonly number[]): boolean {
  if (isOwnDenial(trigger, span, own)) return false
  const isAhead = hasWithin(span, own, trigger.end, scope.end)
  const isBehind = hasWithin(span, own, scope.start, trigger.start)
  if (trigger.role.reach === 'forward') return isAhead
  if (trigger.role.reach === 'backward') return isBehind
  return isAhead || isBehind
}

/** A denial that is part of the finding itself ("cannot straighten") does not deny the finding. */
function isOwnDenial(trigger: Span, span: Span, own: readonly number[]): boolean {
  if (own.length === 0)
    return trigger.start >= span.start && trigger.end <= span.end && trigger.start < span.end - 1
  if (!own.includes(trigger.end - 1)) return false
  const shared = own.filter((at) => at >= trigger.start && at < trigger.end).length
  return 2 * shared >= trigger.end - trigger.start
}

/** Whether a word of the span (where they are given, of its own words) lies from `start` to before `end`. */
function hasWithin(span: Span, own: readonly number[], start: number, end: number): boolean {
  const from = Math.max(span.start, start)
  const to = Math.min(span.end, end)
  return own.length === 0 ? from < to : own.some((at) => at >= from && at < to)
}

/** Whether a word of the past follows what it speaks of, in one stretch with it. */
function speaksOfWhatWas({ role, start }: Found<Trigger>, tokens: readonly Token[]): boolean {
  const isBehind = tokens[start - 1]?.sentence === tokens[start]?.sentence
  return role.kind === 'historical' && isBehind && tokens[start]?.afterComma === false
}

function opensSentence({ start }: Span, tokens: readonly Token[]): boolean {
  const sentence = tokens[start]?.sentence
  return tokens[start - OPENING]?.sentence !== sentence
}

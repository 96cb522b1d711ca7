import type { AssertionWords } from '../knowledge/index.ts'
import { createDeniedVerbs, isTakenBack } from './denied-verbs.ts'
import { createFrames, type Frame, isYear } from './frames.ts'
import { createHeadings } from './headings.ts'
import { createLookBack } from './look-back.ts'
import type { Span } from './pattern.ts'
import { createPhraseSearch, type Found } from './phrases.ts'
import type { Stemmer } from './stem.ts'
import { endOfStretch, startOfStretch, type Token } from './tokens.ts'

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
/** Ends the reach of every trigger, or of those of one kind. */
type Terminator = { ends: Kind | 'all' }
type Role = Trigger | Terminator | 'pseudo'
/** Where the terminators of a kind begin, and all their words. */
type Ends = { starts: ReadonlySet<number>; words: ReadonlySet<number> }
type Scoped = {
  trigger: Found<Trigger>
  scope: Span
  /** Whether only what lies in the scope with all its words is reached. */
  isWhole?: true
}

/** Tokens; how far a trigger reaches when nothing ends it before: beyond, it is hardly ever meant. */
const FORWARD_REACH = 25
const BACKWARD_REACH = 8
/** A year that is named dates all that its stretch tells. */
const YEAR_REACH = 16
/** Tokens; a stretch between commas no longer than this goes on with a list. */
const LIST_ITEM = 5
/** Tokens; a denied verb with its particle: "did not give way". */
const VERB_ALONE = 2
/** Tokens; a word of the past that stands this near the beginning speaks for its whole sentence. */
const OPENING = 4

/** Verbs after which only one thing is denied. */
const OF_ONE_THING = new Set(['is', 'was', 'has'])
const JOINING = new Set(['and', 'or', 'nor'])

const NONE_OF_ITS_OWN: readonly number[] = []
/** The sense of what nothing around it turns, as of most words. */
const AS_SAID: Readonly<Status> = {
  negated: false,
  hypothetical: false,
  historical: false,
  other: false,
  relative: false,
}

/** Tokens between "since" and the time it names: "since a half marathon in the rain two months ago". */
const SINCE_WITHIN = 8

/** The mark of a word for the knee. */
const KNEE = '$knee'

const OF_A_YEAR: Trigger = { kind: 'historical', reach: 'both', lists: false }
const AT_AN_AGE: Trigger = { kind: 'historical', reach: 'backward', lists: false }

/**
 * Says for a span of tokens in what sense it was meant; made once for a message. `own` are the words of a finding:
 * only a finding is turned by what other sentences say.
 */
export type Context = (span: Span, own?: readonly number[]) => Readonly<Status>

/** Prepares the ConText engine (triggers, their reach, terminators, pseudo-triggers) from its words. */
export function createAssertions(words: AssertionWords, stem: Stemmer) {
  const search = createPhraseSearch<Role>(rolesOf(words), stem, {
    blocks: (role) => role === 'pseudo',
    // "Did not develop" looks back, the "did not" in it ahead.
    standsBeside: (shorter, longer) =>
      isTriggerRole(shorter) &&
      isTriggerRole(longer) &&
      shorter.kind === longer.kind &&
      shorter.reach !== longer.reach,
  })
  const framesOf = createFrames(words, stem)
  const lookBack = createLookBack(words, stem)
  const findHeadings = createHeadings(words, stem)
  const clauseStarts = new Set(words.clauseStarts.map(stem))
  const subjects = new Set(words.subjects.map(stem))
  const presentWords = new Set(words.presentWords.map(stem))
  const deniesItsVerb = createDeniedVerbs(words, stem)
  const affirmations = new Set(words.affirmations)
  const selves = new Set(words.selves)

  const isOfNow = ({ stem }: Token) => presentWords.has(stem)

  return (tokens: readonly Token[], message: string): Context => {
    const found = search(tokens)
    const terminators = endsByKind(found)
    const triggers = [...found.filter(isTrigger), ...yearsIn(tokens, isOfNow)].filter(
      (trigger) => !(deniesAhead(trigger.role) && isTakenBack(trigger, tokens)),
    )
    const saidBehind = new Set(
      triggers.filter(({ role }) => role.reach === 'backward').map(({ end }) => end),
    )
    const scoped = triggers.map((trigger): Scoped => {
      const since = sinceBefore(trigger, tokens)
      if (since !== undefined) return { ...overSince(since, trigger), isWhole: true }
      return {
        trigger,
        scope: scopeOf(trigger, tokens, terminators(trigger.role.kind), saidBehind),
      }
    })
    const headed = findHeadings(tokens, message, (kind) => terminators(kind).starts)
    const turned = [...lookBack(tokens, message), ...headed].map(({ kind, start, end }): Scoped => {
      const role: Trigger = { kind, reach: 'backward', lists: false }
      return { trigger: { role, start: end, end: end + 1 }, scope: { start, end } }
    })
    const reaching = reachingEach(tokens, [...scoped, ...turned])
    let frameOf: Frame | undefined

    return (span, own = NONE_OF_ITS_OWN) => {
      let isReached = false
      for (let at = span.start; at < span.end; at += 1) isReached ||= reaching[at] !== undefined
      if (!isReached && own.length === 0) return AS_SAID
      const status: Status = { ...AS_SAID }
      for (let at = span.start; at < span.end; at += 1) {
        for (const scoped of reaching[at] ?? [])
          if (reaches(scoped, span, own) && !isOfNowBehind(scoped, own, tokens))
            status[scoped.trigger.role.kind] = true
      }
      if (own.length > 0) {
        // Many messages name no finding, and nothing else asks for it.
        frameOf ??= framesOf(tokens)
        const frame = frameOf(span, status.relative || status.other)
        status.hypothetical ||= frame.hypothetical
        status.historical ||= frame.historical
      }
      return status
    }
  }

  function isOwnKnee(at: number, tokens: readonly Token[]): boolean {
    return selves.has(tokens[at]?.word ?? '') && tokens[at + 1]?.marks.has(KNEE) === true
  }

  /** "My knee was fine two years ago, now it is stuck": begins before the time it names, and ends with what is so now. */
  function isOfNowBehind(
    { trigger: { role, end } }: Scoped,
    own: readonly number[],
    tokens: readonly Token[],
  ): boolean {
    const last = Math.max(...own)
    return role.kind === 'historical' && last > end && tokens.slice(end, last).some(isOfNow)
  }

  function scopeOf(
    trigger: Found<Trigger>,
    tokens: readonly Token[],
    terminators: Ends,
    saidBehind: ReadonlySet<number>,
  ): Span {
    const sentence = tokens[trigger.start]?.sentence
    let reachAhead =
      trigger.role.kind === 'negated' && deniesItsVerb(trigger, tokens) ? VERB_ALONE : FORWARD_REACH
    let end = trigger.end
    while (end < tokens.length && end < trigger.end + reachAhead) {
      const token = tokens[end]
      if (!token || token.sentence !== sentence) break
      if (terminators.starts.has(end)) break
      if (trigger.role.kind === 'relative' && selves.has(token.word)) break
      // "The cat has bitten my knee": what is said of that knee is said of nobody else.
      if (trigger.role.kind === 'other' && isOwnKnee(end, tokens)) break
      // "In 2012, a torn meniscus" is one thought, "replaced last year, it is hot" is two.
      const isAnotherThought = end > trigger.end || speaksOfWhatWas(trigger, tokens)
      if (token.afterComma && isAnotherThought && !goesOn(trigger, end, tokens)) break
      // "Wheeze absent, rash present": said of what stands before it, a denial ends with its comma.
      if (token.afterComma && saidBehind.has(end) && !opensStretch(trigger, tokens)) break
      // "Did not pop or swell": the next verb is denied as the first was.
      if (token.word === 'or' || token.word === 'nor') reachAhead += VERB_ALONE
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
      if (tokens[start]?.afterComma && !endsList(trigger, start, tokens)) {
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
    // What has a denial of its own needs no other, and what follows it is told apart from this one.
    if (kind === 'negated' && first.word === tokens[trigger.start]?.word) return false
    const item = tokens.slice(at, endOfStretch(tokens, at + 1))
    const isJoined = item.some(({ word }) => JOINING.has(word))
    if (!isJoined && affirmations.has(item.at(-1)?.word ?? '')) return false
    if (lists === 'always') {
      const begin = first.word === 'and' ? tokens[at + 1] : first
      return !subjects.has(begin?.stem ?? '')
    }
    if (kind === 'historical' && opensSentence(trigger, tokens)) {
      const begin = first.word === 'and' ? tokens[at + 1] : first
      const isNew = clauseStarts.has(begin?.stem ?? '')
      return !isNew && !item.some(({ stem: said }) => presentWords.has(said))
    }
    // "No swelling, no fever, calf red and hot": where each denial has its own "no", what has none is not denied.
    if (!lists || repeatsItself(trigger, tokens))
      return kind === 'negated' && goesOnToAlternatives(tokens, at)
    if (first.word === 'and') return !clauseStarts.has(tokens[at + 1]?.stem ?? '')
    if (clauseStarts.has(first.stem)) return false
    const joined = item.findIndex(({ word }) => word === 'or' || word === 'nor')
    return (joined >= 0 ? joined : item.length) <= LIST_ITEM
  }

  /** Whether a denial begins a stretch, and the stretch before it begins with the same word. */
  function repeatsItself({ role, start }: Found<Trigger>, tokens: readonly Token[]): boolean {
    const own = tokens[start]
    if (role.kind !== 'negated' || !own?.afterComma) return false
    const before = tokens[startOfStretch(tokens, start - 1)]
    return before?.sentence === own.sentence && before.word === own.word
  }

  /** "Not red, hot or swollen": short stretches up to one with "or" are one list, whatever began it. */
  function goesOnToAlternatives(tokens: readonly Token[], at: number): boolean {
    let start = at
    while (tokens[start]?.sentence === tokens[at]?.sentence && start < tokens.length) {
      const end = endOfStretch(tokens, start + 1)
      const item = tokens.slice(start, end)
      if (item.length > LIST_ITEM || clauseStarts.has(item[0]?.stem ?? '')) return false
      if (item.some(({ word }) => word === 'or' || word === 'nor')) return true
      start = end
    }
    return false
  }

  /** "Redness, warmth and swelling were absent": whether what stands before this comma is denied with the list it begins. */
  function endsList(
    { role, start }: Found<Trigger>,
    at: number,
    tokens: readonly Token[],
  ): boolean {
    if (role.kind !== 'negated' || role.reach !== 'backward') return false
    const listed = tokens.slice(at, start)
    const last = tokens.slice(startOfStretch(tokens, start), endOfStretch(tokens, start + 1))
    const before = tokens.slice(startOfStretch(tokens, at - 1), at)
    return (
      listed.some(({ word }) => JOINING.has(word)) &&
      !last.some(({ word }) => OF_ONE_THING.has(word)) &&
      !listed.some((_, index) => clauseStarts.has(itemBegunAt(listed, index)?.stem ?? '')) &&
      before.length <= LIST_ITEM &&
      !before.some(({ stem: said }) => subjects.has(said))
    )
  }
}

function rolesOf(words: AssertionWords): [string, Role][] {
  return [
    ...words.triggers.flatMap(({ kind, reach, lists, phrases }) =>
      phrases.map((text): [string, Trigger] => [text, { kind, reach, lists }]),
    ),
    ...aboutKin(words),
    ...words.pseudo.map((text): [string, 'pseudo'] => [text, 'pseudo']),
    ...words.terminators.map((text): [string, Terminator] => [text, { ends: 'all' }]),
    ...words.terminatorsOf.flatMap(({ kind, phrases }) =>
      phrases.map((text): [string, Terminator] => [text, { ends: kind }]),
    ),
  ]
}

const POSSESSIVES = ['my', 'his', 'her', 'their', 'a', 'the']
const OF_KIN = [...POSSESSIVES, 'one', 'two', 'both', 'several']

/** "My brother has ..." and "... in his father" speak of kin; "my wife says ..." does not, "says her ..." does. */
function aboutKin({ kin, speech, witness }: AssertionWords): [string, Trigger | 'pseudo'][] {
  const ahead: Trigger = { kind: 'relative', reach: 'forward', lists: true }
  const behind: Trigger = { kind: 'relative', reach: 'backward', lists: true }
  return kin.flatMap((person): [string, Trigger | 'pseudo'][] => [
    [person, ahead],
    ...OF_KIN.map((whose): [string, Trigger] => [`in ${whose} ${person}`, behind]),
    ...POSSESSIVES.map((whose): [string, 'pseudo'] => [`by ${whose} ${person}`, 'pseudo']),
    ...speech.flatMap((verb): [string, 'pseudo'][] => [
      [`${person} ${verb}`, 'pseudo'],
      [`${person} has ${verb}`, 'pseudo'],
      [`${person} is ${verb}`, 'pseudo'],
    ]),
    ...witness.flatMap((verb) =>
      ['him', 'her', 'me', 'the patient'].map((whom): [string, 'pseudo'] => [
        `${person} ${verb} ${whom}`,
        'pseudo',
      ]),
    ),
    ...['has', 'had'].map((verb): [string, Trigger] => [`${person} who ${verb}`, ahead]),
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

/** For every token what reaches it; nothing for most. */
function reachingEach(tokens: readonly Token[], all: readonly Scoped[]): (Scoped[] | undefined)[] {
  const reaching = tokens.map((): Scoped[] | undefined => undefined)
  for (const scoped of all) {
    for (let at = scoped.scope.start; at < scoped.scope.end; at += 1) {
      const scopes = reaching[at]
      if (scopes) scopes.push(scoped)
      else reaching[at] = [scoped]
    }
  }
  return reaching
}

/** The terminators that end triggers of a kind. */
function endsByKind(found: readonly Found<Role>[]): (kind: Kind) => Ends {
  const byKind = new Map<Kind, Ends>()
  return (kind) => {
    const known = byKind.get(kind)
    if (known) return known
    const starts = new Set<number>()
    const words = new Set<number>()
    for (const { role, start, end } of found) {
      if (!isTerminator(role) || (role.ends !== 'all' && role.ends !== kind)) continue
      starts.add(start)
      for (let at = start; at < end; at += 1) words.add(at)
    }
    const made = { starts, words }
    byKind.set(kind, made)
    return made
  }
}

function deniesAhead({ kind, reach }: Trigger): boolean {
  return kind === 'negated' && reach === 'forward'
}

function isTriggerRole(role: Role): role is Trigger {
  return typeof role === 'object' && 'reach' in role
}

function isTerminator(role: Role): role is Terminator {
  return typeof role === 'object' && 'ends' in role
}

function isTrigger(found: Found<Role>): found is Found<Trigger> {
  return isTriggerRole(found.role)
}

/**
 * Years that are named, and ages of childhood at which something happened ("dislocated it at 15"). What happened then "and
 * again today" is not of then alone.
 */
function yearsIn(tokens: readonly Token[], isOfNow: (token: Token) => boolean): Found<Trigger>[] {
  const years: Found<Trigger>[] = []
  tokens.forEach(({ word, marks }, start) => {
    const isAgeThen = tokens[start - 1]?.word === 'at' && marks.has('@child')
    if (!isAgeThen && (!isYear(word) || isAgainNow(tokens, start, isOfNow))) return
    const begin = isAgeThen ? start : startOfSayingYear(tokens, start)
    years.push({ role: isAgeThen ? AT_AN_AGE : OF_A_YEAR, start: begin, end: start + 1 })
  })
  return years
}

/** Where "that was in 2015" begins, or the year alone. */
function startOfSayingYear(tokens: readonly Token[], year: number): number {
  const was = tokens[year - 1]?.word === 'in' ? year - 2 : year - 1
  return tokens[was]?.word === 'was' && tokens[was - 1]?.word === 'that' ? was - 1 : year
}

/** Tokens in which stands what happened in a year: "dislocated in 2009". */
const BEFORE_A_YEAR = 2
/** Letters; shorter stems tell nothing of what happened. */
const TELLING = 4

/** Whether the sentence of a year goes on to tell that it is so again, and now. */
function isAgainNow(
  tokens: readonly Token[],
  year: number,
  isOfNow: (token: Token) => boolean,
): boolean {
  const rest = tokens.slice(year + 1).filter(({ sentence }) => sentence === tokens[year]?.sentence)
  const what = tokens.slice(Math.max(0, year - BEFORE_A_YEAR), year).map(({ stem }) => stem)
  const isAgain = ({ word, stem }: Token) =>
    word === 'again' || (stem.length >= TELLING && what.includes(stem))
  const isOpen = ({ word }: Token) => word === 'since'
  return (
    rest.some(isAgain) && rest.some((token) => isOfNow(token) && !isAgain(token) && !isOpen(token))
  )
}

function reaches({ trigger, scope, isWhole }: Scoped, span: Span, own: readonly number[]): boolean {
  if (isOwnDenial(trigger, span, own)) return false
  if (isWhole && (own[0] ?? span.start) < scope.start) return false
  const isAhead = hasWithin(span, own, trigger.end, scope.end)
  const isBehind = hasWithin(span, own, scope.start, trigger.start)
  if (trigger.role.reach === 'forward') return isAhead
  if (trigger.role.reach === 'backward') return isBehind
  return isAhead || isBehind
}

/** Where the "since" of "sore since an operation a year ago" stands: only what is told between it and its time is over. */
function sinceBefore(
  { role, start }: Found<Trigger>,
  tokens: readonly Token[],
): number | undefined {
  if (role.kind !== 'historical') return undefined
  const from = Math.max(startOfStretch(tokens, start), start - SINCE_WITHIN)
  const at = tokens.slice(from, start).findLastIndex(({ word }) => word === 'since')
  return at < 0 ? undefined : from + at
}

function overSince(start: number, trigger: Found<Trigger>): Scoped {
  const role: Trigger = { ...trigger.role, reach: 'backward' }
  return { trigger: { ...trigger, role }, scope: { start, end: trigger.end } }
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

/** The first word of an item of a list: after its comma, its "and" or its "or". */
function itemBegunAt(listed: readonly Token[], at: number): Token | undefined {
  const isBegun = listed[at]?.afterComma || JOINING.has(listed[at - 1]?.word ?? '')
  return isBegun && !JOINING.has(listed[at]?.word ?? '') ? listed[at] : undefined
}

function opensStretch({ start }: Span, tokens: readonly Token[]): boolean {
  return startOfStretch(tokens, start) === start
}

function opensSentence({ start }: Span, tokens: readonly Token[]): boolean {
  const sentence = tokens[start]?.sentence
  return tokens[start - OPENING]?.sentence !== sentence
}

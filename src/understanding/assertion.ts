import type { AssertionWords } from '../knowledge/index.ts'
import type { Span } from './pattern.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** In what sense something was said; `present` unless the words around it say otherwise. */
export type Status = {
  negated: boolean
  hypothetical: boolean
  historical: boolean
  other: boolean
}
type Kind = keyof Status

type Trigger = { kind: Kind; reach: 'forward' | 'backward' | 'both'; lists: boolean }
type Phrase = { stems: readonly string[]; role: Trigger | 'pseudo' | 'terminator' }
type Found = Phrase & Span

/** Tokens; how far a trigger reaches when nothing ends it before: beyond, it is hardly ever meant. */
const FORWARD_REACH = 25
const BACKWARD_REACH = 8
/** Tokens; a stretch between commas no longer than this goes on with a list. */
const LIST_ITEM = 5

/** "in 2012": a year that is named is past; of the present one people say "now". */
const YEAR = /^(?:19|20)\d\d$/

/** Says for a span of tokens in what sense it was meant; made once for a message. */
export type Context = (span: Span, own?: readonly number[]) => Status

/** Prepares the ConText engine (triggers, their reach, terminators, pseudo-triggers) from its words. */
export function createAssertions(words: AssertionWords, stem: Stemmer) {
  const phrases = new Map<string, Phrase[]>()
  const add = (text: string, role: Phrase['role']) => {
    // `=word` stands for this very form: "ruled out" denies, "rule out" does not.
    const parts = text.split(' ')
    const stems = parts.map((part) => (part.startsWith('=') ? part : stem(part)))
    const first = stem((parts[0] ?? '').replace('=', ''))
    phrases.set(first, [...(phrases.get(first) ?? []), { stems, role }])
  }
  for (const { kind, reach, lists, phrases: texts } of words.triggers) {
    for (const text of texts) add(text, { kind, reach, lists })
  }
  for (const text of words.pseudo) add(text, 'pseudo')
  for (const text of words.terminators) add(text, 'terminator')
  const clauseStarts = new Set(words.clauseStarts.map(stem))

  return (tokens: readonly Token[]): Context => {
    const found = findPhrases(tokens)
    const terminators = found.filter(({ role }) => role === 'terminator')
    const triggers = found.filter(
      (phrase): phrase is Found & { role: Trigger } => typeof phrase.role === 'object',
    )
    const scopes = triggers.map((trigger) => ({
      trigger,
      scope: scopeOf(trigger, tokens, terminators),
    }))

    return (span, own = []) => {
      const inSpan = (at: number) => at >= span.start && at < span.end
      const inside = own.length > 0 ? own.filter(inSpan) : range(span)
      const status: Status = {
        negated: false,
        hypothetical: false,
        historical: false,
        other: false,
      }
      for (const { trigger, scope } of scopes) {
        // A denial that is part of the finding itself ("cannot straighten") does not deny the finding.
        const isOwn =
          own.length > 0
            ? own.includes(trigger.end - 1)
            : trigger.start >= span.start && trigger.end <= span.end && trigger.start < span.end - 1
        if (isOwn) continue
        const inForward = inside.some((at) => at >= trigger.end && at < scope.end)
        const inBackward = inside.some((at) => at < trigger.start && at >= scope.start)
        const reached =
          trigger.role.reach === 'forward'
            ? inForward
            : trigger.role.reach === 'backward'
              ? inBackward
              : inForward || inBackward
        if (reached) status[trigger.role.kind] = true
      }
      return status
    }
  }

  /** The longest phrase at each place wins, so that "no doubt" is not read as "no". */
  function findPhrases(tokens: readonly Token[]): Found[] {
    const result: Found[] = []
    let at = 0
    while (at < tokens.length) {
      if (YEAR.test(tokens[at]?.word ?? '')) {
        const role: Trigger = { kind: 'historical', reach: 'both', lists: false }
        result.push({ stems: [], role, start: at, end: at + 1 })
        at += 1
        continue
      }
      const candidates = (phrases.get(tokens[at]?.stem ?? '') ?? []).filter(({ stems }) =>
        stems.every((part, offset) => {
          const token = tokens[at + offset]
          const isSaid = part.startsWith('=') ? `=${token?.word}` === part : token?.stem === part
          return isSaid && token?.sentence === tokens[at]?.sentence
        }),
      )
      const length = Math.max(0, ...candidates.map(({ stems }) => stems.length))
      const longest = candidates.filter(({ stems }) => stems.length === length)
      for (const phrase of longest) result.push({ ...phrase, start: at, end: at + length })
      at += Math.max(1, length)
    }
    return result
  }

  function scopeOf(
    trigger: Found & { role: Trigger },
    tokens: readonly Token[],
    terminators: readonly Found[],
  ): Span {
    const sentence = tokens[trigger.start]?.sentence
    let end = trigger.end
    while (end < tokens.length && end < trigger.end + FORWARD_REACH) {
      const token = tokens[end]
      if (token?.sentence !== sentence) break
      if (terminators.some(({ start }) => start === end)) break
      if (token?.afterComma && end > trigger.end && !goesOn(trigger.role, end, tokens)) break
      end += 1
    }
    let start = trigger.start
    while (start > 0 && start > trigger.start - BACKWARD_REACH) {
      const token = tokens[start - 1]
      if (token?.sentence !== sentence) break
      if (
        terminators.some(
          (terminator) => start - 1 >= terminator.start && start - 1 < terminator.end,
        )
      )
        break
      start -= 1
      if (tokens[start]?.afterComma) break
    }
    return { start, end }
  }

  /** Whether the stretch after a comma goes on with a denied list rather than begins a new thought. */
  function goesOn(trigger: Trigger, at: number, tokens: readonly Token[]): boolean {
    const first = tokens[at]
    if (first && ['or', 'nor'].includes(first.word)) return true
    if (!trigger.lists) return false
    if (first?.word === 'and') return !clauseStarts.has(tokens[at + 1]?.stem ?? '')
    if (clauseStarts.has(first?.stem ?? '')) return false
    let length = 1
    while (length <= LIST_ITEM) {
      const token = tokens[at + length]
      if (!token || token.afterComma || token.sentence !== first?.sentence) return true
      if (['or', 'nor'].includes(token.word)) return true
      length += 1
    }
    return false
  }
}

function range({ start, end }: Span): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset)
}

import type { AssertionWords } from '../knowledge/index.ts'
import type { Span } from './pattern.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

type Kind = AssertionWords['headings'][number]['kind']
/** What stands under a heading, and in what sense. */
export type Headed = Span & { kind: Kind }

/**
 * Prepares the search for what stands under a heading of a note ("PAST MEDICAL HISTORY: asthma; gout"). It ends with the
 * sentence, though not within a numbered list or at a semicolon; where another subject begins; and at a terminator.
 */
export function createHeadings(words: AssertionWords, stem: Stemmer) {
  const find = createPhraseSearch(
    words.headings.flatMap(({ kind, phrases }) =>
      phrases.map((text): [string, Kind] => [text, kind]),
    ),
    stem,
  )
  const subjects = new Set(words.subjects.map(stem))

  return (
    tokens: readonly Token[],
    message: string,
    endsOf: (kind: Kind) => ReadonlySet<number>,
  ): Headed[] => {
    if (!message.includes(':')) return []
    return find(tokens).flatMap(({ role: kind, end: start }) => {
      if (!between(tokens, start, message).includes(':')) return []
      const ends = endsOf(kind)
      let end = start
      while (end < tokens.length && !ends.has(end) && goesOn(tokens, end, message, start)) end += 1
      return [{ kind, start, end }]
    })
  }

  function goesOn(tokens: readonly Token[], at: number, message: string, start: number): boolean {
    const [last, token] = [tokens[at - 1], tokens[at]]
    if (!last || !token || at === start) return true
    if (last.sentence !== token.sentence)
      return isOneList(last, token, between(tokens, at, message))
    return !token.afterComma || !subjects.has(token.stem)
  }
}

/** Whether a list goes on over the end of a sentence: at a semicolon, or beside the number of an item. */
function isOneList(last: Token, token: Token, mark: string): boolean {
  return /^\s*;\s*$/.test(mark) || [last, token].some(({ word }) => /^\d\d?$/.test(word))
}

function between(tokens: readonly Token[], at: number, message: string): string {
  return message.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? message.length)
}

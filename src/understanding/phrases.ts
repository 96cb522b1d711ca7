import type { Span } from './pattern.ts'
import { createPhraseIndex } from './phrase-index.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/** `isExact`: only this very form. */
type Part = { text: string; isExact: boolean }
type Phrase<Role> = { parts: readonly Part[]; stems: readonly string[]; role: Role }
/** A phrase where it was met. */
export type Found<Role> = Span & { role: Role }

/**
 * Prepares a search for phrases, each with what it stands for. `=word` stands for this very form: "ruled out" denies,
 * "rule out" does not. A phrase lies within one sentence; the longest at each place wins, so that "no doubt" is not
 * read as "no". Phrases may share words ("was not seen" is "was not" and "not seen") unless one `blocks`: it takes the
 * words of what it overlaps, so that "is not only" denies nothing.
 */
export function createPhraseSearch<Role>(
  entries: Iterable<readonly [text: string, role: Role]>,
  stem: Stemmer,
  {
    blocks = () => false,
    standsBeside = () => false,
  }: {
    blocks?: (role: Role) => boolean
    /** Whether a shorter phrase stays beside a longer one that begins at the same word. */
    standsBeside?: (shorter: Role, longer: Role) => boolean
  } = {},
): (tokens: readonly Token[]) => Found<Role>[] {
  const phrasesAt = createPhraseIndex(
    Array.from(entries, ([text, role]) => phraseOf(text, role, stem)),
    ({ stems }) => stems,
  )
  return (tokens) => {
    const found: Found<Role>[] = []
    let covered = 0
    let blockedUntil = 0
    /** Takes what is said at one place; apart from the loop, for at most places nothing is. */
    const take = (at: number, said: readonly Phrase<Role>[]): void => {
      const end = at + Math.max(...said.map(({ parts }) => parts.length))
      // What lies wholly within a longer phrase is part of it.
      if (end <= covered) return
      const longest = said.filter(({ parts }) => at + parts.length === end)
      const isBlocking = longest.some(({ role }) => blocks(role))
      if (!isBlocking && at < blockedUntil) return
      if (isBlocking) {
        while ((found.at(-1)?.end ?? 0) > at && at >= blockedUntil) found.pop()
        blockedUntil = end
      }
      const others = isBlocking
        ? []
        : said.filter(
            (one) =>
              !longest.includes(one) &&
              longest.every((longer) => standsBeside(one.role, longer.role)),
          )
      const kept = isBlocking ? longest.filter(({ role }) => blocks(role)) : longest
      for (const { parts, role } of [...kept, ...others])
        found.push({ role, start: at, end: at + parts.length })
      covered = end
    }
    for (let at = 0; at < tokens.length; at += 1) {
      const said = saidAt(at, phrasesAt(tokens, at), tokens)
      if (said) take(at, said)
    }
    return found
  }
}

function phraseOf<Role>(text: string, role: Role, stem: Stemmer): Phrase<Role> {
  const words = text.split(' ').map((word) => ({
    word: word.replace('=', ''),
    isExact: word.startsWith('='),
  }))
  return {
    parts: words.map(({ word, isExact }) => ({ text: isExact ? word : stem(word), isExact })),
    stems: words.map(({ word }) => stem(word)),
    role,
  }
}

/** Those of the phrases that are said from a place on; nothing if none is, as at most places. */
function saidAt<Role>(
  at: number,
  phrases: readonly Phrase<Role>[],
  tokens: readonly Token[],
): Phrase<Role>[] | undefined {
  let said: Phrase<Role>[] | undefined
  for (const phrase of phrases) {
    if (!isSaidAt(at, phrase.parts, tokens)) continue
    if (said) said.push(phrase)
    else said = [phrase]
  }
  return said
}

function isSaidAt(at: number, parts: readonly Part[], tokens: readonly Token[]): boolean {
  const sentence = tokens[at]?.sentence
  for (let offset = 0; offset < parts.length; offset += 1) {
    const { text, isExact } = parts[offset] as Part
    const token = tokens[at + offset]
    if (token?.sentence !== sentence) return false
    if ((isExact ? token?.word : token?.stem) !== text) return false
  }
  return true
}

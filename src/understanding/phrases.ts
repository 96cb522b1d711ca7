import type { Span } from './pattern.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

type Phrase<Role> = { stems: readonly string[]; role: Role }
/** In place of the second word of a phrase that is one word; no stem has a space. */
const ALONE = ' '
/** A phrase where it was met. */
export type Found<Role> = Phrase<Role> & Span

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
  // By their first word, then by their second, for "in" and "not" begin hundreds.
  const phrases = new Map<string, Map<string, Phrase<Role>[]>>()
  for (const [text, role] of entries) {
    const parts = text.split(' ')
    const stems = parts.map((part) => (part.startsWith('=') ? part : stem(part)))
    const [first = '', second = ALONE] = parts.map((part) => stem(part.replace('=', '')))
    const begun = phrases.get(first) ?? new Map<string, Phrase<Role>[]>()
    begun.set(second, [...(begun.get(second) ?? []), { stems, role }])
    phrases.set(first, begun)
  }
  // Whatever comes second, the first word may be a phrase by itself.
  for (const begun of phrases.values())
    for (const [second, longer] of begun)
      if (second !== ALONE) begun.set(second, [...(begun.get(ALONE) ?? []), ...longer])
  return (tokens) => {
    const found: Found<Role>[] = []
    let covered = 0
    let blockedUntil = 0
    tokens.forEach((token, at) => {
      const begun = phrases.get(token.stem)
      if (!begun) return
      const candidates = (begun.get(tokens[at + 1]?.stem ?? ALONE) ?? begun.get(ALONE))?.filter(
        ({ stems }) => isSaidAt(at, stems, tokens),
      )
      if (!candidates || candidates.length === 0) return
      const end = at + Math.max(...candidates.map(({ stems }) => stems.length))
      // What lies wholly within a longer phrase is part of it.
      if (end <= covered) return
      const longest = candidates.filter(({ stems }) => at + stems.length === end)
      const isBlocking = longest.some(({ role }) => blocks(role))
      if (!isBlocking && at < blockedUntil) return
      if (isBlocking) {
        while ((found.at(-1)?.end ?? 0) > at && at >= blockedUntil) found.pop()
        blockedUntil = end
      }
      const others = isBlocking
        ? []
        : candidates.filter(
            (one) =>
              !longest.includes(one) &&
              longest.every((longer) => standsBeside(one.role, longer.role)),
          )
      const kept = isBlocking ? longest.filter(({ role }) => blocks(role)) : longest
      for (const phrase of [...kept, ...others])
        found.push({ ...phrase, start: at, end: at + phrase.stems.length })
      covered = end
    })
    return found
  }
}

function isSaidAt(at: number, stems: readonly string[], tokens: readonly Token[]): boolean {
  return stems.every((part, offset) => {
    const token = tokens[at + offset]
    const isSaid = token?.stem === part || (part.startsWith('=') && `=${token?.word}` === part)
    return isSaid && token?.sentence === tokens[at]?.sentence
  })
}

import type { Lexicon } from '../knowledge/index.ts'
import { createPhraseSearch } from './phrases.ts'
import type { Stemmer } from './stem.ts'
import type { Token } from './tokens.ts'

/**
 * Prepares to read "I do not no" as "I do not know" and "last weak" as "last week": words of the dictionary that stand for
 * others that sound alike, which only the words beside them give away.
 */
export function createSoundAlikes(
  { soundAlikes }: Pick<Lexicon, 'soundAlikes'>,
  stem: Stemmer,
): (tokens: readonly Token[]) => Token[] {
  const find = createPhraseSearch(
    Object.entries(soundAlikes).map(([text, meant]): [string, string[]] => [
      text,
      meant.split(' '),
    ]),
    stem,
  )
  return (tokens) => {
    const read = [...tokens]
    for (const { start, role } of find(tokens))
      role.forEach((word, offset) => {
        const token = read[start + offset]
        if (token) read[start + offset] = { ...token, word, stem: stem(word) }
      })
    return read
  }
}

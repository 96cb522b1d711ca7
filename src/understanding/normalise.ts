/** Characters of one message that are read; what stands beyond it is not looked at. Ten times the longest real one. */
export const MESSAGE_LIMIT = 8_000

/** Letters, digits and signs of a keyboard without the backtick: nothing to fold, as in most messages. */
const PLAIN = /^[ -_a-~\n]*$/

/**
 * The message as the rest of the house reads it: Unicode compatibility forms folded, typographic quotes plain,
 * control characters and lone surrogates gone, no longer than MESSAGE_LIMIT.
 */
export function normalise(message: string): string {
  const read = message.slice(0, MESSAGE_LIMIT)
  if (PLAIN.test(read)) return read
  return (
    read
      .toWellFormed()
      // Before the folding, which makes a space and a loose accent of "can´t".
      .replace(/[‘’ʼ′`´]/g, "'")
      .replace(/[“”„″]/g, '"')
      .normalize('NFKC')
      .replace(/[–—]/g, ' - ')
      .replace(/[\p{Cc}\p{Cf}\p{Co}\uFFFD]/gu, (character) =>
        /\s/.test(character) ? character : ' ',
      )
  )
}

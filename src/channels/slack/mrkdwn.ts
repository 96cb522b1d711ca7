/** Characters that Slack reads as markup inside a word; a text of ours has no need of them. */
const FORMATTING = /[*_~`]/g

/** Slack wants only these three escaped. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What a person typed, as Slack sends it: without mentions, with the three escapes undone. */
export function typedText(text: string): string {
  return text
    .replace(/<[@#!][^>]*>/g, ' ')
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

/** The text in bold; a star inside would end it early. */
export function bold(text: string, limit?: number): string {
  const plain = escaped(text.replace(FORMATTING, ' ').replace(/\s+/g, ' ').trim())
  return plain === '' ? '' : `*${limit ? cut(plain, limit - 2) : plain}*`
}

/** Characters; a link may not be broken over two sections. */
const LINK_WORDS = 1_500

/** A link with its words; `|` would end the address. */
export function link(address: string, words: string): string {
  const safe = address.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E')
  return `<${safe.replaceAll('&', '&amp;')}|${cut(escaped(words), LINK_WORDS).replaceAll('|', '/')}>`
}

/**
 * Cut at the last sentence, line or word that fits, with an ellipsis. Never inside one of Slack's escapes, nor between
 * the halves of a character.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const room = text.slice(0, limit - 1)
  const sentence = Math.max(room.lastIndexOf('. '), room.lastIndexOf('; '), room.lastIndexOf('\n'))
  const word = room.lastIndexOf(' ')
  const half = limit / 2
  const kept =
    sentence > half ? room.slice(0, sentence + 1) : word > half ? room.slice(0, word) : room
  return `${whole(kept).trimEnd()}…`
}

/** The text in pieces that each fit, broken where `cut` would. */
export function split(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > limit) {
    const piece = cut(rest, limit).slice(0, -1)
    pieces.push(piece)
    rest = rest.slice(piece.length).trimStart()
  }
  return [...pieces, rest]
}

/** Without a broken escape (`&am`) or half of a surrogate pair at its end. */
function whole(text: string): string {
  return text.replace(/&[a-z]{0,4}$/, '').replace(/[\uD800-\uDBFF]$/, '')
}

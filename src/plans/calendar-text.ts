/** Octets of one line without its line break (RFC 5545, 3.1); some calendars cut what stands beyond it. */
export const LINE_OCTETS = 75
const LINE_BREAK = '\r\n'

/** A value of the type TEXT: backslash, semicolon, comma and line breaks escaped (RFC 5545, 3.3.11). */
export function escapeText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // Everything but the line break and the tab is forbidden there.
      .replace(/[^\P{Cc}\n\t]/gu, '')
      .replace(/[\\;,]/g, (mark) => `\\${mark}`)
      .replace(/\n/g, '\\n')
  )
}

/** A line of any length as lines of at most LINE_OCTETS octets; what goes on begins with a space. */
export function foldLine(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  // By code point: a fold inside a character would leave two broken halves.
  for (const character of line.toWellFormed()) {
    const size = Buffer.byteLength(character)
    if (octets + size > LINE_OCTETS) {
      pieces.push(piece)
      piece = ' '
      octets = 1
    }
    piece += character
    octets += size
  }
  return [...pieces, piece].join(LINE_BREAK)
}

/** The file: every line folded and ended. */
export function calendarText(lines: readonly string[]): string {
  return lines.map((line) => foldLine(line) + LINE_BREAK).join('')
}

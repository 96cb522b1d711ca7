import { renderText } from '../../replies/index.ts'
import type { Line } from './pages/index.ts'

/** A conversation as plain text to keep. */
export function transcript(lines: readonly Line[]): string {
  if (lines.length === 0) return 'Nothing has been said yet.\n'
  const said = lines.map((line) =>
    line.who === 'runner'
      ? `You:\n${line.text}`
      : `Kneewise:\n${renderText({ blocks: line.blocks, suggestions: [] })}`,
  )
  return `${said.join('\n\n')}\n\nGeneral information from a program, not a diagnosis.\n`
}

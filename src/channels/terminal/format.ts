import { styleText } from 'node:util'
import {
  type Block,
  becauseText,
  type Choice,
  contactText,
  type Reply,
  renderBlock,
} from '../../replies/index.ts'

/** How to draw: with colours or not, and how many columns a line may have. */
export type Look = { colours: boolean; columns: number }

/** Columns; longer lines are hard to read even where the window is wide. */
const WIDEST = 88

/** A reply for the terminal; numbered choices refer to the list that is given back, which is empty beside a scale. */
export function formatReply(reply: Reply, look: Look): { text: string; choices: Choice[] } {
  const questions = reply.blocks.flatMap((block) => (block.kind === 'question' ? block : []))
  const choices = [...questions.flatMap(({ options }) => options), ...reply.suggestions]
  const parts = reply.blocks.flatMap((block) => formatBlock(block, look))
  // A scale has numbers of its own: "3" is the score there, not the third line.
  const isScale = questions.some(({ scale }) => scale !== undefined)
  const lines = choices.map(
    ({ label }, index) => `${paint(isScale ? '-' : `${index + 1}`, 'cyan', look)} ${label}`,
  )
  if (reply.blocks.some(({ kind }) => kind === 'more')) parts.push(paint(MORE_HINT, 'dim', look))
  if (lines.length > 0) parts.push(lines.join('\n'))
  return { text: parts.join('\n\n'), choices: isScale ? [] : choices }
}

const MORE_HINT = '("more" shows the rest, "why" what led to this answer)'
/** Works named at once; with all of them the answer would scroll away. */
const SOURCES_SHOWN = 2

/** What is folded away: the rest of an answer, or why it was given. */
export function unfold(
  { blocks }: Pick<Reply, 'blocks'>,
  what: 'more' | 'why',
  look: Look,
): string {
  const folded = blocks.filter(
    ({ kind }) => kind === what || (what === 'why' && kind === 'sources'),
  )
  return folded
    .map((block) =>
      renderBlock(block)
        .split('\n')
        .map((line) => wrap(line, look, '  '))
        .join('\n'),
    )
    .join('\n\n')
}

function formatBlock(block: Block, look: Look): string[] {
  switch (block.kind) {
    case 'alert':
      return [
        [
          paint(wrap(block.text, look), ['bold', 'red'], look),
          ...block.contacts.map((contact) =>
            paint(wrap(`> ${contactText(contact)}`, look), 'red', look),
          ),
        ].join('\n'),
      ]
    case 'paragraph':
      return [wrap(block.text, look)]
    case 'list':
      return [
        [
          paint(block.title, 'bold', look),
          ...block.items.map((item, index) =>
            wrap(`${block.ordered ? `${index + 1}.` : '-'} ${item}`, look, '   '),
          ),
        ].join('\n'),
      ]
    case 'explanations':
      return [
        [
          paint(block.title, 'bold', look),
          ...block.items.map(({ title, fit, because }) =>
            wrap(`- ${title} (${fit})${becauseText(because)}`, look, '  '),
          ),
        ].join('\n'),
      ]
    case 'table':
      return [tableText(block, look)]
    case 'exercises':
    case 'chart':
    case 'download':
    case 'summary':
      return [
        renderBlock(block)
          .split('\n')
          .map((line) => wrap(line, look, '   '))
          .join('\n'),
      ]
    case 'more':
    case 'why':
      return []
    case 'sources':
      return [
        paint(
          wrap(`Sources: ${sourcesText(block.items.map(({ text }) => text))}`, look, '  '),
          'dim',
          look,
        ),
      ]
    case 'question':
      return [paint(wrap(block.text, look), 'bold', look)]
  }
}

function sourcesText(works: readonly string[]): string {
  const rest = works.length - SOURCES_SHOWN
  const shown = works.slice(0, SOURCES_SHOWN).join('; ')
  return rest > 0 ? `${shown}; and ${rest} more` : shown
}

/** Columns side by side, each as wide as its widest cell. */
function tableText(
  { title, columns, rows }: Extract<Block, { kind: 'table' }>,
  look: Look,
): string {
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [paint(title, 'bold', look), paint(line(columns), 'dim', look), ...rows.map(line)].join(
    '\n',
  )
}

/** Breaks a text at words so that no line is longer than the window. */
export function wrap(text: string, { columns }: Pick<Look, 'columns'>, indent = ''): string {
  const width = Math.max(20, Math.min(columns, WIDEST))
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length > width && line !== '') {
      lines.push(line)
      line = indent + word
    } else {
      line = longer
    }
  }
  return [...lines, line].join('\n')
}

function paint(text: string, style: Parameters<typeof styleText>[0], { colours }: Look): string {
  return colours ? styleText(style, text, { validateStream: false }) : text
}

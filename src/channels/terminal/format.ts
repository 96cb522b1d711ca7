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

/** A reply for the terminal; numbered choices refer to the list that is given back. */
export function formatReply(reply: Reply, look: Look): { text: string; choices: Choice[] } {
  const choices = [
    ...reply.blocks.flatMap((block) => (block.kind === 'question' ? block.options : [])),
    ...reply.suggestions,
  ]
  const parts = reply.blocks.flatMap((block) => formatBlock(block, look))
  const numbered = choices.map(
    ({ label }, index) => `${paint(`${index + 1}`, 'cyan', look)} ${label}`,
  )
  if (numbered.length > 0) parts.push(numbered.join('\n'))
  return { text: parts.join('\n\n'), choices }
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
    case 'exercises':
    case 'table':
    case 'chart':
    case 'download':
    case 'summary':
      return renderBlock(block)
        .split('\n')
        .map((line) => wrap(line, look, '   '))
    case 'more':
    case 'why':
      return []
    case 'sources':
      return [
        paint(
          wrap(`Sources: ${block.items.map(({ text }) => text).join('; ')}`, look, '  '),
          'dim',
          look,
        ),
      ]
    case 'question':
      return [paint(wrap(block.text, look), 'bold', look)]
  }
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

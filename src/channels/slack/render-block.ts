import type { types } from '@slack/bolt'
import type { Knowledge } from '../../knowledge/index.ts'
import {
  type Block,
  becauseText,
  type Contact,
  contactAddress,
  contactText,
  type ExerciseShown,
  renderBlock,
} from '../../replies/index.ts'
import {
  context,
  divider,
  image,
  plainContext,
  type SlackBlock,
  section,
  sections,
} from './blocks.ts'
import type { Figures } from './figures.ts'
import { LIMITS } from './limits.ts'
import { bold, cut, escaped, link } from './mrkdwn.ts'
import type { Folded } from './pack.ts'
import { filled, type Words } from './words.ts'

/** What the looks of an answer depend on besides the reply. */
export type Look = { words: Words; figures: Figures }

/** Where blocks are shown; a view (modal, Home) may not hold a table. */
export type Surface = 'message' | 'view'

/** One block of a reply; nothing for what is to be tapped, which stands at the end of the message. */
export function renderPart(block: Block, look: Look, surface: Surface): SlackBlock[] {
  switch (block.kind) {
    case 'alert':
      return [
        ...sections([`:rotating_light: ${bold(block.text)}`]),
        ...sections(block.contacts.map((contact) => `• ${contactLine(contact)}`)),
      ]
    case 'paragraph':
      return sections([escaped(block.text)])
    case 'list':
      return sections([
        bold(block.title),
        ...block.items.map((item, index) => `${marker(block.ordered, index)} ${escaped(item)}`),
      ])
    case 'explanations':
      return sections([
        bold(block.title),
        ...block.items.map(
          ({ title, fit, because }) => `• ${bold(title)} (${fit})${escaped(becauseText(because))}`,
        ),
      ])
    case 'sources':
      return sourceLines(block)
    case 'exercises':
      return [
        ...sections([bold(block.title)]),
        ...block.items.flatMap((item, index) => exercise(item, index, look)),
      ]
    case 'table':
      return surface === 'message' ? nativeTable(block) : tableLines(block)
    case 'chart': {
      const address = look.figures.drawing(block.svg)
      return [...(address ? [image(address, block.text)] : []), ...sections([escaped(block.text)])]
    }
    case 'download': {
      const address = look.figures.file(block)
      return address
        ? sections([`:page_facing_up: ${link(address, block.label)} (${escaped(block.name)})`])
        : [context(`${escaped(block.label)}: ${escaped(look.words.answer.noFile)}`)]
    }
    case 'summary':
      return [
        divider(),
        ...sections([
          bold(block.title),
          ...block.sections.map(
            ({ title, lines }) => `${bold(title)}: ${escaped(lines.join('; '))}`,
          ),
        ]),
        context(escaped(block.note)),
        divider(),
      ]
    // Shown at the end, where there is something to tap.
    case 'more':
    case 'why':
    case 'question':
      return []
  }
}

/** A folded part in full. The runner's own words stand without markup, whatever they hold. */
export function renderFolded(
  { title, lines, works = [] }: Folded,
  sources: Knowledge['sources'],
): SlackBlock[] {
  const references = works.flatMap((id) => sources.get(id) ?? [])
  return [
    ...sections([bold(title)]),
    ...lines.map((line) => plainContext(line)),
    ...references.map(({ authors, title: work, year, link: address }) => {
      const text = `${authors}: ${work} (${year})`
      return context(
        address?.startsWith('http') ? `• ${link(address, text)}` : `• ${escaped(text)}`,
      )
    }),
  ]
}

function marker(ordered: boolean, index: number): string {
  return ordered ? `${index + 1}.` : '•'
}

function contactLine(contact: Contact): string {
  const address = contactAddress(contact)
  return address ? link(address, contactText(contact)) : bold(contactText(contact))
}

function sourceLines({ items, evidence }: Extract<Block, { kind: 'sources' }>): SlackBlock[] {
  const works = items.map((item) =>
    item.link?.startsWith('http') ? link(item.link, item.text) : escaped(item.text),
  )
  const text = `Sources${evidence ? ` (${escaped(evidence)})` : ''}: ${works.join('; ')}`
  // A link may not be cut in the middle, so a long list goes without links.
  return [context(text.length <= LIMITS.context ? text : cut(plainSources(items), LIMITS.context))]
}

function plainSources(items: readonly { text: string }[]): string {
  return `Sources: ${items.map(({ text }) => escaped(text)).join('; ')}`
}

function exercise(item: ExerciseShown, index: number, { words, figures }: Look): SlackBlock[] {
  const address = figures.figure(item.figure)
  const picture: types.ImageElement | undefined = address
    ? {
        type: 'image',
        image_url: address,
        alt_text: cut(filled(words.answer.noPicture, { title: item.title }), LIMITS.imageAlt),
      }
    : undefined
  const text = [
    `${bold(`${index + 1}. ${item.title}`)} (${escaped(item.dose)})`,
    ...item.how.map((step) => `• ${escaped(step)}`),
    `_${escaped(item.harder)}_ ${escaped(item.easier)}`,
  ].join('\n')
  return [section(text, picture)]
}

function nativeTable({ title, columns, rows }: Extract<Block, { kind: 'table' }>): SlackBlock[] {
  const width = Math.max(columns.length, ...rows.map((row) => row.length))
  if (width === 0 || width > LIMITS.tableColumns || rows.length >= LIMITS.tableRows)
    return tableLines({ title, columns, rows })
  const cells = (row: readonly string[]): types.RawTextElement[] =>
    Array.from({ length: width }, (_, index) => ({
      type: 'raw_text',
      text: cut(row[index] || '–', LIMITS.tableCell),
    }))
  return [
    ...sections([bold(title)]),
    {
      type: 'table',
      column_settings: Array.from({ length: width }, () => ({ is_wrapped: true })),
      rows: [cells(columns), ...rows.map(cells)],
    },
  ]
}

function tableLines(table: Omit<Extract<Block, { kind: 'table' }>, 'kind'>): SlackBlock[] {
  return sections(escaped(renderBlock({ kind: 'table', ...table })).split('\n'))
}

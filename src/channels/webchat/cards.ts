import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PATHS } from '../../paths.ts'
import { type Block, type Contact, contactAddress } from '../../replies/index.ts'

/** An attachment of an activity. */
export type Attachment = {
  contentType: string
  content?: unknown
  contentUrl?: string
  name?: string
}

/** The parts of the Adaptive Card language that we write; version 1.5 brought the table. */
type Element =
  | { type: 'RichTextBlock'; inlines: Run[] }
  | { type: 'Image'; url: string; altText: string; size: 'Large' | 'Stretch' }
  | { type: 'Container'; items: Element[]; separator: true }
  | { type: 'Table'; firstRowAsHeader: true; columns: { width: 1 }[]; rows: Row[] }
type Run = { type: 'TextRun'; text: string; weight?: 'Bolder'; selectAction?: OpenUrl }
type Row = { type: 'TableRow'; cells: { type: 'TableCell'; items: Element[] }[] }
type OpenUrl = { type: 'Action.OpenUrl'; title: string; url: string }
type Action = OpenUrl | { type: 'Action.ShowCard'; title: string; card: Card }
type Card = { type: 'AdaptiveCard'; version: '1.5'; body: Element[]; actions?: Action[] }

/** What of a reply a card shows better than text does; everything else stays in the text of the activity. */
const ON_CARDS = ['more', 'sources', 'exercises', 'table', 'chart', 'summary', 'why', 'download']

/** Whether a block is left out of the text, because a card or a file carries it. */
export function isOnCard({ kind }: Block): boolean {
  return ON_CARDS.includes(kind)
}

/**
 * The attachments of a reply for stock clients: a card to call for help with, a card of what text shows badly (tables,
 * drawings, folded parts), and files to keep. Runs of text are no Markdown, so a runner's own words stay text.
 */
export function attachmentsOf(blocks: readonly Block[]): Attachment[] {
  return [...blocks.flatMap(helpOf), ...detailsOf(blocks), ...blocks.flatMap(fileOf)]
}

/** Buttons to get help with; the words of the alert stand in the text, above. */
function helpOf(block: Block): Attachment[] {
  if (block.kind !== 'alert') return []
  const actions = block.contacts.flatMap(openingOf)
  if (actions.length === 0) return []
  return [adaptive({ type: 'AdaptiveCard', version: '1.5', body: [], actions })]
}

/** Short, because a button of a card is cut off rather than wrapped; whose number or page it is stands in the text. */
function openingOf(contact: Contact): OpenUrl[] {
  const url = contactAddress(contact)
  if (!url) return []
  const title = contact.dial ? `Call ${contact.dial}` : `Open ${new URL(url).hostname}`
  return [{ type: 'Action.OpenUrl', title, url }]
}

function detailsOf(blocks: readonly Block[]): Attachment[] {
  const body = blocks.flatMap(shownOf)
  const actions = blocks.flatMap(foldedOf)
  if (body.length === 0 && actions.length === 0) return []
  return [adaptive({ type: 'AdaptiveCard', version: '1.5', body, actions })]
}

/** What is seen at once. */
function shownOf(block: Block): Element[] {
  switch (block.kind) {
    case 'exercises':
      return [
        text(block.title, 'Bolder'),
        ...block.items.map(({ title, figure, how, dose, harder, easier }): Element => {
          const words = [...how, dose, harder, easier].map((line) => text(line))
          const picture = {
            type: 'Image',
            url: figureUrl(figure),
            altText: title,
            size: 'Large',
          } as const
          return {
            type: 'Container',
            separator: true,
            items: [text(title, 'Bolder'), picture, ...words],
          }
        }),
      ]
    case 'table':
      return [
        text(block.title, 'Bolder'),
        {
          type: 'Table',
          firstRowAsHeader: true,
          columns: block.columns.map(() => ({ width: 1 })),
          rows: [block.columns, ...block.rows].map((cells) => ({
            type: 'TableRow',
            cells: cells.map((cell) => ({ type: 'TableCell', items: [text(cell)] })),
          })),
        },
      ]
    case 'chart':
      return [{ type: 'Image', url: svgUrl(block.svg), altText: block.text, size: 'Stretch' }]
    case 'summary':
      return [
        text(block.title, 'Bolder'),
        ...block.sections.flatMap(({ title, lines }) => [
          text(title, 'Bolder'),
          ...lines.map((line) => text(line)),
        ]),
        text(block.note),
      ]
    default:
      return []
  }
}

/** What unfolds when it is tapped. */
function foldedOf(block: Block): Action[] {
  switch (block.kind) {
    case 'more':
      return [
        folded(
          block.title,
          block.paragraphs.map((paragraph) => text(paragraph)),
        ),
      ]
    case 'sources':
      return [
        folded('Sources', [
          ...(block.evidence ? [text(block.evidence)] : []),
          ...block.items.map((item) => text(item.text, undefined, item.link)),
        ]),
      ]
    case 'why':
      return [
        folded(block.title, [
          ...(block.words.length > 0
            ? [text(block.words.map((words) => `“${words}”`).join(', '))]
            : []),
          ...(block.entry ? [text(block.entry.title)] : []),
          ...(block.evidence ? [text(block.evidence)] : []),
          text(block.code),
        ]),
      ]
    default:
      return []
  }
}

function fileOf(block: Block): Attachment[] {
  if (block.kind !== 'download') return []
  const base64 = Buffer.from(block.content).toString('base64')
  return [
    {
      contentType: block.type,
      contentUrl: `data:${block.type};base64,${base64}`,
      name: block.name,
    },
  ]
}

function adaptive(card: Card): Attachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content: card }
}

function folded(title: string, body: Element[]): Action {
  return { type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', version: '1.5', body } }
}

function text(words: string, weight?: 'Bolder', link?: string | null): Element {
  const run: Run = {
    type: 'TextRun',
    text: words,
    ...(weight ? { weight } : {}),
    ...(link ? { selectAction: { type: 'Action.OpenUrl', title: words, url: link } } : {}),
  }
  return { type: 'RichTextBlock', inlines: [run] }
}

/** As data: the page that shows the card is not ours, and its address for us is not known here. */
function figureUrl(figure: string): string {
  return svgUrl(readFileSync(join(PATHS.root, 'figures', figure), 'utf8'))
}

function svgUrl(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

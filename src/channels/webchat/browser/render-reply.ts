import { renderBlock as renderAsText } from '../../../replies/render-text.ts'
import type { Block, Choice, Contact, Reference, Reply } from '../../../replies/reply.ts'
import { element } from './elements.ts'

/** What of a reply the page needs. */
export type ShownReply = Pick<Reply, 'triage' | 'blocks' | 'suggestions'>

/** A reply as the server's pages show it, too. */
export function renderReply({ triage, blocks }: ShownReply): HTMLElement {
  return element(
    'article',
    { class: `said kneewise ${triage}` },
    element('h2', { class: 'unseen' }, 'Kneewise'),
    ...blocks.map(renderBlock),
  )
}

function renderBlock(block: Block): HTMLElement {
  switch (block.kind) {
    case 'alert':
      return element(
        'div',
        { class: `alert ${block.level}` },
        element('p', { class: 'action' }, block.text),
        element(
          'ul',
          {},
          ...block.contacts.map((contact) => element('li', {}, renderContact(contact))),
        ),
      )
    case 'paragraph':
      return element('p', {}, block.text)
    case 'list':
      return element(
        'section',
        {},
        element('h3', {}, block.title),
        list(block.items, block.ordered),
      )
    case 'explanations':
      return element(
        'section',
        {},
        element('h3', {}, block.title),
        element(
          'ul',
          {},
          ...block.items.map(({ topic, title, fit, because }) =>
            element(
              'li',
              {},
              element('a', { href: `/knowledge/${topic}`, target: '_blank' }, title),
              ' ',
              element('span', { class: 'fit' }, fit),
              because.length > 0 && `, because you mentioned ${joined(because)}`,
            ),
          ),
        ),
      )
    case 'more':
      return element(
        'details',
        {},
        element('summary', {}, block.title),
        ...block.paragraphs.map((text) => element('p', {}, text)),
      )
    case 'sources':
      return element(
        'details',
        { class: 'sources' },
        element('summary', {}, 'Sources'),
        block.evidence && element('p', {}, block.evidence),
        element('ul', {}, ...block.items.map((item) => element('li', {}, renderReference(item)))),
      )
    case 'exercises':
    case 'table':
    case 'chart':
    case 'download':
    case 'summary':
    case 'why':
      return element('pre', {}, renderAsText(block))
    case 'question':
      return element('p', { class: 'question' }, block.text)
  }
}

/** What can be tapped under a reply: answers to its question first. */
export function choicesOf({ blocks, suggestions }: ShownReply): Choice[] {
  return [
    ...blocks.flatMap((block) => (block.kind === 'question' ? block.options : [])),
    ...suggestions,
  ]
}

/** What a screen reader should say of a reply: the alert and the answer, not the folded parts. */
export function spokenText({ blocks }: ShownReply): string {
  return blocks
    .flatMap((block) => {
      if (block.kind === 'alert') return [block.text, ...block.contacts.map(({ label }) => label)]
      if (block.kind === 'paragraph' || block.kind === 'question') return [block.text]
      return block.kind === 'list' ? [block.title, ...block.items] : []
    })
    .join(' ')
}

function renderContact({ label, dial }: Contact): Node | string {
  if (!dial) return label
  const shown = label.includes(dial) ? label : `${label}: ${dial}`
  return element('a', { href: `tel:${dial.replaceAll(' ', '')}` }, shown)
}

function renderReference({ text, link }: Reference): Node | string {
  return link ? element('a', { href: link, rel: 'noopener', target: '_blank' }, text) : text
}

function list(items: readonly string[], isOrdered: boolean): HTMLElement {
  return element(isOrdered ? 'ol' : 'ul', {}, ...items.map((item) => element('li', {}, item)))
}

function joined(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

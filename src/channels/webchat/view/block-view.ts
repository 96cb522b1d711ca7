import { contactAddress, contactText, joined } from '../../../replies/render-text.ts'
import type {
  Block,
  Contact,
  ExerciseShown,
  Explanation,
  Reference,
} from '../../../replies/reply.ts'
import { el, type View, type ViewElement } from './view.ts'

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** Links leave the chat where it is. */
const AWAY = { target: '_blank', rel: 'noopener' }

/** One block of a reply. What can be tapped in answer to a question stands under the conversation, not here. */
export function blockView(block: Block): ViewElement {
  switch (block.kind) {
    case 'alert':
      return alertView(block)
    case 'paragraph':
      return el('p', {}, block.text)
    case 'list':
      return el(
        'section',
        {},
        el('h3', {}, block.title),
        el(
          block.ordered ? 'ol' : 'ul',
          { class: block.ordered ? 'steps' : 'points' },
          items(block.items),
        ),
      )
    case 'explanations':
      return el(
        'section',
        { class: 'explanations' },
        el('h3', {}, block.title),
        el('ul', {}, block.items.map(explanationView)),
      )
    case 'more':
      return el(
        'details',
        {},
        el('summary', {}, block.title),
        block.paragraphs.map((text) => el('p', {}, text)),
      )
    case 'sources':
      return el(
        'details',
        { class: 'sources' },
        el('summary', {}, 'Sources'),
        block.evidence && el('p', {}, block.evidence),
        el(
          'ul',
          {},
          block.items.map((reference) => el('li', {}, referenceView(reference))),
        ),
      )
    case 'exercises':
      return el(
        'section',
        { class: 'exercises' },
        el('h3', {}, block.title),
        el('ol', {}, block.items.map(exerciseView)),
      )
    case 'table':
      return tableView(block)
    case 'chart':
      return chartView(block)
    case 'download':
      return el(
        'p',
        { class: 'download' },
        el(
          'a',
          { download: block.name, href: dataAddress(block.type, block.content) },
          block.label,
        ),
      )
    case 'summary':
      return summaryView(block)
    case 'why':
      return whyView(block)
    case 'question':
      return el('p', { class: 'question' }, block.text)
  }
}

/** Whom to call, each number or page ready to tap. */
export function contactsView(contacts: readonly Contact[]): ViewElement {
  return el(
    'ul',
    { class: 'contacts' },
    contacts.map((contact) => el('li', {}, contactView(contact))),
  )
}

function contactView(contact: Contact): ViewElement | string {
  const href = contactAddress(contact)
  if (!href) return contact.label
  const look = contact.dial ? { class: 'call', href } : { class: 'call site', href, ...AWAY }
  return el('a', look, contactText(contact))
}

function alertView({ level, text, contacts }: Of<'alert'>): ViewElement {
  return el(
    'div',
    { class: `alert ${level}` },
    el('p', { class: 'action' }, text),
    contactsView(contacts),
  )
}

function explanationView({ topic, title, fit, because }: Explanation): ViewElement {
  return el(
    'li',
    {},
    el('a', { href: `/knowledge/${topic}`, ...AWAY }, title),
    ' ',
    el('span', { class: `fit ${fit.replaceAll(' ', '-')}` }, fit),
    because.length > 0 && el('p', { class: 'because' }, `You mentioned ${joined(because)}.`),
  )
}

/** A work with its address where there is one. */
export function referenceView({ text, link }: Reference): View {
  return link ? el('a', { href: link, ...AWAY }, text) : text
}

function exerciseView({ title, figure, how, dose, harder, easier }: ExerciseShown): ViewElement {
  return el(
    'li',
    { class: 'exercise' },
    el('img', {
      src: `/figures/${figure}`,
      alt: `Drawing: ${title}`,
      width: '240',
      height: '160',
      loading: 'lazy',
    }),
    el(
      'div',
      {},
      el('h4', {}, title),
      el('p', { class: 'dose' }, dose),
      el('ul', { class: 'points' }, items(how)),
      el(
        'details',
        {},
        el('summary', {}, 'Easier or harder'),
        el('p', {}, el('b', {}, 'Easier: '), easier),
        el('p', {}, el('b', {}, 'Harder: '), harder),
      ),
    ),
  )
}

function tableView({ title, columns, rows }: Of<'table'>): ViewElement {
  return el(
    'div',
    // What scrolls sideways on a small screen has to be reached by keyboard, too.
    { class: 'table', role: 'region', 'aria-label': title, tabindex: '0' },
    el(
      'table',
      {},
      el('caption', {}, title),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          columns.map((name) => el('th', { scope: 'col' }, name)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(([first = '', ...rest]) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, first),
            rest.map((cell) => el('td', {}, cell)),
          ),
        ),
      ),
    ),
  )
}

function chartView({ svg, text }: Of<'chart'>): ViewElement {
  return el(
    'figure',
    { class: 'chart' },
    el('img', { src: dataAddress('image/svg+xml', svg), alt: text }),
    el(
      'figcaption',
      {},
      el('details', {}, el('summary', {}, 'The chart in words'), el('p', {}, text)),
    ),
  )
}

function summaryView({ title, sections, note }: Of<'summary'>): ViewElement {
  return el(
    'section',
    { class: 'summary' },
    el('h3', {}, title),
    sections.map((section) => [
      el('h4', {}, section.title),
      el('ul', { class: 'points' }, items(section.lines)),
    ]),
    el('p', { class: 'note' }, note),
    el('button', { type: 'button', class: 'scripted', 'data-print': '' }, 'Print this summary'),
  )
}

function whyView({ title, words, entry, evidence, code }: Of<'why'>): ViewElement {
  return el(
    'details',
    { class: 'why' },
    el('summary', {}, title),
    words.length > 0 &&
      el(
        'p',
        {},
        'You said: ',
        words.map((said, index) => [index > 0 && ', ', el('q', {}, said)]),
      ),
    entry &&
      el(
        'p',
        {},
        'From the entry ',
        el('a', { href: `/knowledge/${entry.id}`, ...AWAY }, entry.title),
      ),
    evidence && el('p', {}, evidence),
    el('p', {}, 'Code of this answer: ', el('code', {}, code)),
  )
}

function items(lines: readonly string[]): ViewElement[] {
  return lines.map((line) => el('li', {}, line))
}

/** A small file inside the page: needs no request, and works offline. */
function dataAddress(type: string, content: string): string {
  return `data:${type.replaceAll(' ', '')},${encodeURIComponent(content)}`
}

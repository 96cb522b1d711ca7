import type { Block, Contact, Reply } from './reply.ts'

/** The reply as plain text: for the terminal without colours, for batch, and as fall-back of richer channels. */
export function renderText({ blocks, suggestions }: Pick<Reply, 'blocks' | 'suggestions'>): string {
  const parts = blocks.map(renderBlock)
  if (suggestions.length > 0) {
    parts.push(['You can ask:', ...suggestions.map(({ label }) => `- ${label}`)].join('\n'))
  }
  return parts.join('\n\n')
}

/** One block as plain text. */
export function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'alert':
      return [block.text, ...block.contacts.map((contact) => `- ${contactText(contact)}`)].join(
        '\n',
      )
    case 'paragraph':
      return block.text
    case 'list':
      return [
        `${block.title}:`,
        ...block.items.map((item, index) =>
          block.ordered ? `${index + 1}. ${item}` : `- ${item}`,
        ),
      ].join('\n')
    case 'explanations':
      return [
        `${block.title}:`,
        ...block.items.map(
          ({ title, fit, because }) => `- ${title} (${fit})${becauseText(because)}`,
        ),
      ].join('\n')
    case 'more':
      return [`${block.title}:`, ...block.paragraphs].join('\n')
    case 'sources':
      return [
        `Sources${block.evidence ? ` (${block.evidence})` : ''}:`,
        ...block.items.map(({ text, link }) => `- ${text}${link ? ` ${link}` : ''}`),
      ].join('\n')
    case 'exercises':
      return [
        `${block.title}:`,
        ...block.items.map(
          ({ title, how, dose, harder }, index) =>
            `${index + 1}. ${title} (${dose}). ${how.join(' ')} ${harder}`,
        ),
      ].join('\n')
    case 'table':
      return [
        `${block.title}:`,
        block.columns.join(' | '),
        ...block.rows.map((row) => row.join(' | ')),
      ].join('\n')
    case 'chart':
      return block.text
    case 'download':
      return `${block.label}: ${block.name}`
    case 'summary':
      return [
        `${block.title}:`,
        ...block.sections.map(({ title, lines }) => `${title}: ${lines.join('; ')}`),
        block.note,
      ].join('\n')
    case 'why':
      return [
        `${block.title}:`,
        ...(block.words.length > 0 ? [block.words.map((words) => `"${words}"`).join(', ')] : []),
        ...(block.entry ? [block.entry.title] : []),
        ...(block.evidence ? [block.evidence] : []),
        block.code,
      ].join('\n')
    case 'question':
      return [block.text, ...block.options.map(({ label }) => `- ${label}`)].join('\n')
  }
}

/** "Emergency number: 999", or only the label where no number is known. */
export function contactText({ label, dial }: Contact): string {
  return dial && !label.replaceAll(' ', '').includes(dial) ? `${label}: ${dial}` : label
}

/** What a tap on a contact opens: a call, or the page that names whom to call; undefined where neither is known. */
export function contactAddress({ dial, site }: Contact): string | undefined {
  return dial ? `tel:${dial.replace(/[^\d+]/g, '')}` : site
}

/** ", because you mentioned x and y", or nothing. */
export function becauseText(because: readonly string[]): string {
  return because.length === 0 ? '' : `, because you mentioned ${joined(because)}`
}

/** "a", "a and b", "a, b and c". */
export function joined(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

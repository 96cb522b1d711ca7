import type { types } from '@slack/bolt'
import {
  type Block,
  becauseText,
  type Choice,
  type Contact,
  contactText,
  type Reply,
  renderBlock,
  renderText,
} from '../../replies/index.ts'

type SlackBlock = types.KnownBlock

/** Slack's limits, in characters or pieces; beyond them it refuses the whole message (protocol facts, B6). */
export const LIMITS = {
  blocks: 50,
  /** Undocumented; about 13,200 characters over all blocks were refused. */
  allText: 12_000,
  section: 3_000,
  button: 75,
  buttonValue: 2_000,
  fallback: 4_000,
  blockId: 255,
} as const

/** The id of the buttons that say something for the runner; followed by a number, as ids must differ. */
export const SAY_ACTION = 'say'
const MORE_SHOWN = 1_500

/** A reply as Slack blocks, with the plain text that notifications and screen readers use. */
export function renderBlocks(reply: Pick<Reply, 'blocks' | 'suggestions'>): {
  text: string
  blocks: SlackBlock[]
} {
  const choices = [
    ...reply.blocks.flatMap((block) => (block.kind === 'question' ? block.options : [])),
    ...reply.suggestions,
  ]
  const body: SlackBlock[] = []
  let used = 0
  for (const block of reply.blocks.flatMap(blocksFor)) {
    const size = JSON.stringify(block).length
    if (used + size > LIMITS.allText || body.length >= LIMITS.blocks - 1) break
    used += size
    body.push(block)
  }
  if (choices.length > 0) body.push(actions(choices))
  return { text: shortened(renderText(withoutMore(reply)), LIMITS.fallback), blocks: body }
}

function withoutMore({ blocks, suggestions }: Pick<Reply, 'blocks' | 'suggestions'>) {
  return { blocks: blocks.filter(({ kind }) => kind !== 'more'), suggestions }
}

function blocksFor(block: Block): SlackBlock[] {
  switch (block.kind) {
    case 'alert':
      return [
        section(`:rotating_light: *${escaped(block.text)}*`),
        section(block.contacts.map((contact) => `• *${contactLink(contact)}*`).join('\n')),
      ]
    case 'paragraph':
      return [section(escaped(block.text))]
    case 'list':
      return [
        section(
          [
            `*${escaped(block.title)}*`,
            ...block.items.map(
              (item, index) => `${block.ordered ? `${index + 1}.` : '•'} ${escaped(item)}`,
            ),
          ].join('\n'),
        ),
      ]
    case 'explanations':
      return [
        section(
          [
            `*${escaped(block.title)}*`,
            ...block.items.map(
              ({ title, fit, because }) =>
                `• *${escaped(title)}* (${fit})${escaped(becauseText(because))}`,
            ),
          ].join('\n'),
        ),
      ]
    case 'exercises':
    case 'table':
    case 'chart':
    case 'download':
    case 'summary':
    case 'why':
      return [section(escaped(renderBlock(block)))]
    case 'more':
      return [
        context(
          `*${escaped(block.title)}:* ${escaped(shortened(block.paragraphs.join(' '), MORE_SHOWN))}`,
        ),
      ]
    case 'sources':
      return [
        context(
          `Sources: ${block.items
            .map(({ text, link }) =>
              link?.startsWith('http')
                ? `<${link}|${escaped(text).replaceAll('|', '/')}>`
                : escaped(text),
            )
            .join('; ')}`,
        ),
      ]
    case 'question':
      return [section(`*${escaped(block.text)}*`)]
  }
}

function contactLink(contact: Contact): string {
  return contact.dial
    ? `${escaped(contactText(contact))} (<tel:${contact.dial.replaceAll(' ', '')}|call>)`
    : escaped(contact.label)
}

function actions(choices: readonly Choice[]): SlackBlock {
  return {
    type: 'actions',
    elements: choices.slice(0, 10).map(({ label, says }, index) => ({
      type: 'button',
      action_id: `${SAY_ACTION}:${index}`,
      text: { type: 'plain_text', text: shortened(label, LIMITS.button), emoji: false },
      value: shortened(says, LIMITS.buttonValue),
    })),
  }
}

function section(text: string): SlackBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: shortened(text, LIMITS.section), verbatim: true },
  }
}

function context(text: string): SlackBlock {
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: shortened(text, LIMITS.section), verbatim: true }],
  }
}

/** Slack wants only these three escaped. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Cut at the last sentence or word that fits, with an ellipsis; never inside an escape or a link. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit - 1)
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('; '), cut.lastIndexOf('\n'))
  const kept =
    end > limit / 2
      ? cut.slice(0, end + 1)
      : cut.slice(0, Math.max(cut.lastIndexOf(' '), limit / 2))
  return `${kept.trimEnd()}…`
}

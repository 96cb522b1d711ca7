import type { types } from '@slack/bolt'
import { LIMITS } from './limits.ts'
import { cut, split } from './mrkdwn.ts'

export type SlackBlock = types.KnownBlock
export type Button = types.Button
export type Confirm = { title: string; text: string; yes: string; no: string }

/** A section of mrkdwn text that is already escaped. */
export function section(text: string, accessory?: types.ImageElement | Button): SlackBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cut(filledText(text), LIMITS.section), verbatim: true },
    ...(accessory ? { accessory } : {}),
  }
}

/** As many sections as the lines need; a line is never spread over two unless it is too long for one. */
export function sections(lines: readonly string[]): SlackBlock[] {
  const packed: string[] = []
  const pieces = lines.flatMap((line) => split(line, LIMITS.section))
  for (const line of pieces.filter((piece) => piece.trim() !== '')) {
    const last = packed.at(-1)
    const fits = last !== undefined && last.length + 1 + line.length <= LIMITS.section
    if (fits) packed[packed.length - 1] = `${last}\n${line}`
    else packed.push(line)
  }
  return packed.map((text) => section(text))
}

/** Small grey text of mrkdwn that is already escaped. */
export function context(text: string): SlackBlock {
  const shown = cut(filledText(text), LIMITS.context)
  return { type: 'context', elements: [{ type: 'mrkdwn', text: shown, verbatim: true }] }
}

/** Small grey text without any markup: for words of other people. */
export function plainContext(text: string): SlackBlock {
  return { type: 'context', elements: [plain(text, LIMITS.context)] }
}

export function header(text: string): SlackBlock {
  return { type: 'header', text: plain(text, LIMITS.header) }
}

export function divider(): SlackBlock {
  return { type: 'divider' }
}

export function image(address: string, alt: string): SlackBlock {
  return {
    type: 'image',
    image_url: address,
    alt_text: cut(filledText(alt), LIMITS.imageAlt),
  }
}

/** Buttons in rows of at most 25. */
export function actions(elements: readonly Button[], id?: string): SlackBlock[] {
  const rows: SlackBlock[] = []
  for (let start = 0; start < elements.length; start += LIMITS.actionsElements) {
    rows.push({
      type: 'actions',
      ...(id ? { block_id: `${id}:${start}` } : {}),
      elements: elements.slice(start, start + LIMITS.actionsElements),
    })
  }
  return rows
}

export function button(
  label: string,
  {
    action,
    value,
    style,
    confirm,
    address,
  }: {
    action: string
    value?: string
    style?: 'primary' | 'danger'
    confirm?: Confirm
    /** A page to open instead of, or beside, telling us of the tap. */
    address?: string
  },
): Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(label, LIMITS.buttonText),
    ...(value ? { value: cut(value, LIMITS.buttonValue) } : {}),
    ...(style ? { style } : {}),
    ...(address ? { url: address } : {}),
    ...(confirm ? { confirm: confirmation(confirm) } : {}),
  }
}

export function plain(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: cut(filledText(text), limit), emoji: false }
}

function confirmation({ title, text, yes, no }: Confirm): types.ConfirmationDialog {
  return {
    title: plain(title, LIMITS.confirmTitle),
    text: plain(text, LIMITS.confirmText),
    confirm: plain(yes, LIMITS.confirmButton),
    deny: plain(no, LIMITS.confirmButton),
  }
}

/** Slack refuses empty texts. */
function filledText(text: string): string {
  return text.trim() === '' ? '–' : text
}

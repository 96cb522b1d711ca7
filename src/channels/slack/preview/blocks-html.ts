import type { types } from '@slack/bolt'
import type { SlackBlock } from '../blocks.ts'
import { escapedHtml, mrkdwnHtml } from './mrkdwn-html.ts'

/** Blocks as Slack shows them, near enough to judge an answer by; each kind that we send. */
export function blocksHtml(blocks: readonly SlackBlock[]): string {
  return blocks.map(blockHtml).join('\n')
}

function blockHtml(block: SlackBlock): string {
  switch (block.type) {
    case 'header':
      return `<h3>${escapedHtml(block.text.text)}</h3>`
    case 'section':
      return `<div class="section"><div>${block.text ? textHtml(block.text) : ''}</div>${
        block.accessory?.type === 'image' ? imageHtml(block.accessory, 'small') : ''
      }</div>`
    case 'context':
      return `<div class="context">${block.elements
        .map((element) => (element.type === 'image' ? '' : textHtml(element)))
        .join(' ')}</div>`
    case 'divider':
      return '<hr>'
    case 'image':
      return imageHtml(block, 'large')
    case 'actions':
      return `<div class="row">${block.elements
        .map((element) => (element.type === 'button' ? buttonHtml(element) : ''))
        .join('')}</div>`
    case 'context_actions':
      return '<div class="row"><span class="thumb">Helpful</span><span class="thumb">Not helpful</span></div>'
    case 'table':
      return tableHtml(block)
    case 'input':
      return inputHtml(block)
    default:
      return `<p>A block that the preview does not know: ${block.type}</p>`
  }
}

function textHtml(text: types.TextObject): string {
  return text.type === 'mrkdwn'
    ? mrkdwnHtml(text.text)
    : escapedHtml(text.text).replaceAll('\n', '<br>')
}

function imageHtml(picture: { alt_text: string } & object, size: 'small' | 'large'): string {
  const address = 'image_url' in picture ? String(picture.image_url) : ''
  return `<img class="${size}" src="${escapedHtml(address)}" alt="${escapedHtml(picture.alt_text)}">`
}

function buttonHtml({ text, style, confirm }: types.Button): string {
  const asks = confirm ? ` title="${escapedHtml(`${confirm.title?.text ?? ''}`)}"` : ''
  return `<button class="${style ?? ''}"${asks}>${escapedHtml(text.text)}</button>`
}

function tableHtml({ rows }: types.TableBlock): string {
  const cells = (row: types.TableBlock['rows'][number], tag: 'th' | 'td') =>
    row.map((cell) => `<${tag}>${'text' in cell ? escapedHtml(String(cell.text)) : ''}</${tag}>`)
  const [head = [], ...body] = rows
  const lines = body.map((row) => `<tr>${cells(row, 'td').join('')}</tr>`)
  return `<table><tr>${cells(head, 'th').join('')}</tr>${lines.join('')}</table>`
}

function inputHtml({ label, hint, optional, element }: types.InputBlock): string {
  const title = `${escapedHtml(label.text)}${optional ? ' <small>(optional)</small>' : ''}`
  const below = hint ? `<div class="context">${escapedHtml(hint.text)}</div>` : ''
  return `<div class="input"><div class="label">${title}</div>${fieldHtml(element)}${below}</div>`
}

function fieldHtml(element: types.InputBlock['element']): string {
  switch (element.type) {
    case 'plain_text_input': {
      const value = escapedHtml(element.initial_value ?? '')
      const placeholder = escapedHtml(element.placeholder?.text ?? '')
      return element.multiline
        ? `<textarea rows="3" placeholder="${placeholder}">${value}</textarea>`
        : `<input value="${value}" placeholder="${placeholder}">`
    }
    case 'static_select':
      return `<select><option>${escapedHtml(element.placeholder?.text ?? '')}</option>${(
        element.options ?? []
      )
        .map(({ text }) => `<option>${escapedHtml(text.text)}</option>`)
        .join('')}</select>`
    case 'checkboxes':
      return element.options
        .map(({ text }) => `<label><input type="checkbox"> ${escapedHtml(text.text)}</label>`)
        .join('')
    default:
      return ''
  }
}

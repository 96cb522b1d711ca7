import { escapeHtml, Html } from '../html.ts'
import type { View } from './view.ts'

/** Elements that HTML writes without an end. */
const VOID = new Set(['br', 'img', 'input'])

/** A view as HTML; all text and every attribute escaped. */
export function toHtml(view: View): Html {
  return new Html(sourceOf(view))
}

function sourceOf(view: View): string {
  if (typeof view === 'string') return escapeHtml(view)
  const { name, children } = view
  const attributes = Object.entries(view.attributes)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('')
  const start = `<${name}${attributes}>`
  return VOID.has(name) ? start : `${start}${children.map(sourceOf).join('')}</${name}>`
}

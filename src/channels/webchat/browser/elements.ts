import type { View } from '../view/view.ts'

/** Builds what a view says; text stays text, so nothing that was typed can become markup. */
export function build(view: View): Node {
  if (typeof view === 'string') return document.createTextNode(view)
  const made = document.createElement(view.name)
  for (const [key, value] of Object.entries(view.attributes)) made.setAttribute(key, value)
  made.append(...view.children.map(build))
  return made
}

/** The element with an id; the page is ours, so it is there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

/** The element that an event meant, if one of this kind was hit. */
export function hit(event: Event, selector: string): HTMLElement | SVGElement | null {
  return event.target instanceof Element ? event.target.closest(selector) : null
}

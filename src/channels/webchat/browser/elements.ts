/** What may stand inside an element: nodes and text, never markup. */
type Child = Node | string | false | null | undefined

/** Makes an element; text is text, so nothing that was typed can become markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children.filter((child): child is Node | string => Boolean(child)))
  return made
}

/** The element with an id; the page is ours, so it is there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

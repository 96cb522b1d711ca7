/** A piece of a page as data: the server writes it as HTML, the browser builds elements from it. Text is only text. */
export type View = string | ViewElement
export type ViewElement = {
  name: string
  attributes: Readonly<Record<string, string>>
  children: readonly View[]
}

type Child = View | readonly Child[] | false | null | undefined

/** An element; children that are missing are left out, lists of children are laid flat. */
export function el(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): ViewElement {
  return { name, attributes, children: flat(children) }
}

function flat(children: readonly Child[]): View[] {
  return children.flatMap((child) => {
    if (child === false || child === null || child === undefined || child === '') return []
    return isList(child) ? flat(child) : [child]
  })
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child)
}

/** A template of phrases.yaml with its words in {braces} filled in. */
export function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : '',
  )
}

/** One of several ways to say the same, by the number of the turn: none stands in two of three turns. */
export function variant(variants: readonly string[], turn: number): string {
  return variants[turn % variants.length] ?? ''
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** As it goes on behind a colon; "GP" and "X-ray" keep their capitals. */
export function uncapital(text: string): string {
  return /^(?!A )\p{Lu}(?:\p{Lu}|\W)/u.test(text)
    ? text
    : text.slice(0, 1).toLowerCase() + text.slice(1)
}

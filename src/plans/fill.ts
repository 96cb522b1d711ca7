/** A text of plans.yaml with its words in {braces} filled in; what has no value stays as it stands. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (braces, name: string) =>
    // Own properties only, so that {constructor} is no value.
    Object.hasOwn(values, name) ? String(values[name]) : braces,
  )
}

/** A number as people write it: at most one decimal, "36" and "9.5". */
export function inWords(value: number): string {
  return String(Math.round(value * 10) / 10)
}

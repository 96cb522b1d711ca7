/** A piece of HTML that is safe to put into a page. */
export class Html {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[]

/** Builds HTML; every value that is not Html itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(
    parts
      .map((part, index) => part + (index < values.length ? sourceOf(values[index]) : ''))
      .join(''),
  )
}

function sourceOf(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.source
  if (Array.isArray(value)) return value.map(sourceOf).join('')
  return escapeHtml(String(value))
}

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

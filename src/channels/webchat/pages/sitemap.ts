import type { Knowledge } from '../../../knowledge/index.ts'
import { html } from '../html.ts'

const FIRST = ['/', '/knowledge', '/knowledge/red-flags']

/** Every page that should be found, with its whole address. */
export function sitemap({ topics, redFlags }: Knowledge, origin: string): string {
  const paths = [
    ...FIRST,
    ...[...topics.keys(), ...redFlags.keys()].map((id) => `/knowledge/${id}`),
  ]
  const list = paths.map((path) => html`<url><loc>${origin}${path}</loc></url>\n`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${
    html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${list}</urlset>`.source
  }\n`
}

import { type Html, html, Html as Markup } from '../html.ts'

/** Where a page belongs in the navigation. */
export type Place = 'chat' | 'knowledge' | 'red-flags'

/** The whole document around a page's content. `head` is for what one kind of page needs besides. */
export function page({
  title,
  description,
  body,
  head,
  bodyClass,
  scripts = [],
  styles = ['style', 'reading'],
}: {
  title: string
  description?: string
  body: Html
  head?: Html | undefined
  bodyClass?: string
  scripts?: readonly string[]
  /** Names of style sheets in assets/. */
  styles?: readonly string[]
}): string {
  return `<!doctype html>${
    html`<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${description && html`<meta name="description" content="${description}">`}
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${styles.map(
  (name) => html`<link rel="stylesheet" href="/assets/${name}.css">
`,
)}
${scripts.map((source) => html`<script type="module" src="${source}"></script>`)}
${head}
</head>
<body${bodyClass && html` class="${bodyClass}"`}>
${body}
</body>
</html>`.source
  }\n`
}

/** The bar at the top of every page of our own. */
export function header(current?: Place): Html {
  const link = (name: Place, href: string, label: string) =>
    html`<a class="to-${name}" href="${href}"${name === current && new Markup(' aria-current="page"')}>${label}</a>`
  return html`<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">Kneewise</a>
<nav aria-label="Pages">${link('chat', '/', 'Chat')}${link('knowledge', '/knowledge', 'Library')}${link('red-flags', '/knowledge/red-flags', 'Warning signs')}</nav>
</header>`
}

/** The words at the foot of every page of our own. */
export function footer(): Html {
  return html`<footer class="foot"><p>Kneewise gives general information. It is not a diagnosis and does not replace being examined.</p></footer>`
}

/** A page for what is not there or went wrong; says what to do instead. */
export function messagePage(title: string, text: string): string {
  return page({
    title: `${title} | Kneewise`,
    body: html`${header()}
<main class="reading" id="main"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">Go to the chat</a></p></main>
${footer()}`,
  })
}

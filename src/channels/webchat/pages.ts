import {
  type Knowledge,
  type RedFlag,
  sourcesOf,
  type Topic,
  type Triage,
} from '../../knowledge/index.ts'
import {
  type Block,
  becauseText,
  type Choice,
  contactText,
  type Reference,
  referencesOf,
  renderBlock as renderAsText,
  stepText,
} from '../../replies/index.ts'
import { type Html, html, Html as Markup } from './html.ts'

/** What a page of a conversation shows: who spoke, and what. */
export type Line =
  | { who: 'runner'; text: string }
  | { who: 'kneewise'; triage: Triage; blocks: readonly Block[]; suggestions: readonly Choice[] }

const SECTIONS = [
  { kind: 'causes', title: 'Why a knee hurts' },
  { kind: 'prevention', title: 'Keeping knees well' },
  { kind: 'care', title: 'When a knee hurts already' },
  { kind: 'info', title: 'Good to know' },
] as const

/** The whole document around a page's content. */
export function page({
  title,
  body,
  scripts = [],
}: {
  title: string
  body: Html
  scripts?: string[]
}): string {
  return `<!doctype html>${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
${scripts.map((source) => html`<script type="module" src="${source}"></script>`)}
</head>
<body>
${body}
</body>
</html>`.source
  }\n`
}

function header(current: 'chat' | 'knowledge'): Html {
  const link = (name: typeof current, href: string, label: string) =>
    html`<a href="${href}"${name === current ? new Markup(' aria-current="page"') : ''}>${label}</a>`
  return html`<header class="top">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">Kneewise</a>
<nav aria-label="Pages">${link('chat', '/', 'Chat')}${link('knowledge', '/knowledge', 'Library')}<a class="flags" href="/knowledge/red-flags">Warning signs</a></nav>
</header>`
}

/** The chat, complete as a plain form; the script takes it over where there is one. `isFramed`: shown in a club's bubble. */
export function chatPage(
  lines: readonly Line[],
  { starters, isFramed }: { starters: readonly Choice[]; isFramed: boolean },
): string {
  const last = lines.at(-1)
  const choices = last?.who === 'kneewise' ? choicesOf(last) : starters
  return page({
    title: "Kneewise: runners' knee questions",
    scripts: ['/assets/chat.js'],
    body: html`${isFramed ? '' : header('chat')}
<main class="${isFramed ? 'chat framed' : 'chat'}" id="chat">
<div class="intro">
<h1>Knee trouble? Ask.</h1>
<p>Tell me where it hurts, when, and since when. Answers are written by people and name their sources. I am a program, not a clinician.</p>
</div>
<div id="log" role="log" aria-label="Conversation" aria-live="off" tabindex="0">${lines.map(renderLine)}</div>
<p id="status" role="status" class="status"></p>
<p id="announce" class="unseen" aria-live="polite"></p>
<p id="alarm" class="unseen" aria-live="assertive"></p>
<form method="post" action="${isFramed ? '/?framed=1' : '/'}" id="form">
<div class="choices" id="choices">${choices.map(({ label, says }) => html`<button type="submit" name="choice" value="${says}">${label}</button>`)}</div>
<div class="write">
<label class="unseen" for="text">Your message</label>
<textarea id="text" name="text" rows="1" maxlength="8000" placeholder="My knee hurts when…" autocomplete="off"></textarea>
<button type="submit" class="send">Send</button>
</div>
</form>
<form method="post" action="/webchat/forget" class="forget"><button type="submit">Delete this conversation</button></form>
</main>`,
  })
}

function choicesOf(line: Extract<Line, { who: 'kneewise' }>): readonly Choice[] {
  const options = line.blocks.flatMap((block) => (block.kind === 'question' ? block.options : []))
  return [...options, ...line.suggestions]
}

function renderLine(line: Line): Html {
  if (line.who === 'runner')
    return html`<article class="said runner"><h2 class="unseen">You</h2><p>${line.text}</p></article>`
  return html`<article class="said kneewise ${line.triage}"><h2 class="unseen">Kneewise</h2>${line.blocks.map(renderBlock)}</article>`
}

/** One block as HTML; the browser code builds the same elements. */
export function renderBlock(block: Block): Html {
  switch (block.kind) {
    case 'alert':
      return html`<div class="alert ${block.level}"><p class="action">${block.text}</p><ul>${block.contacts.map(
        (contact) =>
          html`<li>${contact.dial ? html`<a href="tel:${contact.dial.replaceAll(' ', '')}">${contactText(contact)}</a>` : contact.label}</li>`,
      )}</ul></div>`
    case 'paragraph':
      return html`<p>${block.text}</p>`
    case 'list': {
      const items = block.items.map((item) => html`<li>${item}</li>`)
      return html`<section><h3>${block.title}</h3>${block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`}</section>`
    }
    case 'explanations':
      return html`<section><h3>${block.title}</h3><ul>${block.items.map(
        ({ topic, title, fit, because }) =>
          html`<li><a href="/knowledge/${topic}">${title}</a> <span class="fit">${fit}</span>${becauseText(because)}</li>`,
      )}</ul></section>`
    case 'exercises':
    case 'table':
    case 'chart':
    case 'download':
    case 'summary':
    case 'why':
      return html`<pre>${renderAsText(block)}</pre>`
    case 'more':
      return html`<details><summary>${block.title}</summary>${block.paragraphs.map((text) => html`<p>${text}</p>`)}</details>`
    case 'sources':
      return html`<details class="sources"><summary>Sources</summary>${block.evidence ? html`<p>${block.evidence}</p>` : ''}<ul>${block.items.map(renderReference)}</ul></details>`
    case 'question':
      return html`<p class="question">${block.text}</p>`
  }
}

function renderReference({ text, link }: Reference): Html {
  return html`<li>${link ? html`<a href="${link}" rel="noopener">${text}</a>` : text}</li>`
}

/** All entries, for reading. */
export function libraryPage({ topics }: Knowledge): string {
  return page({
    title: 'The Kneewise library',
    body: html`${header('knowledge')}
<main class="reading">
<h1>The library</h1>
<p>Everything Kneewise says comes from these entries. All of them are drafts until a clinician has signed them.</p>
<p><a class="flags" href="/knowledge/red-flags">Warning signs: when to get help</a></p>
${SECTIONS.map(
  ({ kind, title }) =>
    html`<section><h2>${title}</h2><ul class="entries">${[...topics.values()]
      .filter((topic) => topic.kind === kind)
      .sort((a, b) => (a.title < b.title ? -1 : 1))
      .map(
        ({ id, title: name, shortAnswer }) =>
          html`<li><a href="/knowledge/${id}">${name}</a><p>${shortAnswer.text}</p></li>`,
      )}</ul></section>`,
)}
</main>`,
  })
}

/** One entry, for reading and printing. */
export function topicPage(topic: Topic, knowledge: Knowledge): string {
  const list = (title: string, items: readonly string[], isOrdered = false) => {
    const lines = items.map((item) => html`<li>${item}</li>`)
    return (
      items.length > 0 &&
      html`<section><h2>${title}</h2>${isOrdered ? html`<ol>${lines}</ol>` : html`<ul>${lines}</ul>`}</section>`
    )
  }
  const { signs } = topic
  return page({
    title: `${topic.title} | Kneewise`,
    body: html`${header('knowledge')}
<main class="reading">
<p class="crumbs"><a href="/knowledge">Library</a></p>
<h1>${topic.title}</h1>
${topic.otherNames.length > 0 && html`<p class="names">Also called ${topic.otherNames.join(', ')}</p>`}
<p class="lead">${topic.shortAnswer.text}</p>
${signs && html`<dl><dt>Where</dt><dd>${signs.where}</dd><dt>When</dt><dd>${signs.when}</dd><dt>Who</dt><dd>${signs.who}</dd></dl>`}
<section><h2>What is going on</h2>${topic.explanation.map(({ text }) => html`<p>${text}</p>`)}</section>
${list('What helps', topic.helps.map(stepText), true)}
${list(
  'Best avoided',
  topic.avoid.map(({ text }) => text),
)}
<section><h2>How long it takes</h2><p>${topic.howLong.text}</p></section>
<section class="professional"><h2>When to see a professional</h2><p>${topic.seeProfessional.text}</p></section>
${topic.bothSides && html`<section><h2>Where advice differs</h2><p>${topic.bothSides.text}</p></section>`}
<section><h2>How sure we are</h2><p>Evidence: ${topic.evidence.strength}. ${topic.evidence.note}</p></section>
${related(topic, knowledge)}
${sources(topic, knowledge)}
${review(topic)}
</main>`,
  })
}

/** One warning sign. */
export function redFlagPage(entry: RedFlag, knowledge: Knowledge): string {
  return page({
    title: `${entry.title} | Kneewise`,
    body: html`${header('knowledge')}
<main class="reading">
<p class="crumbs"><a href="/knowledge/red-flags">Warning signs</a></p>
<h1>${entry.title}</h1>
<div class="alert ${entry.level}"><p class="action">${entry.doNow[0]?.text}</p></div>
<section><h2>What to do now</h2><ol>${entry.doNow.slice(1).map(({ text }) => html`<li>${text}</li>`)}<li>${entry.whereToGo.text}</li></ol></section>
<section><h2>What not to do</h2><ul>${entry.doNot.map(({ text }) => html`<li>${text}</li>`)}</ul></section>
<section><h2>What it may mean</h2><p>${entry.mayMean.text}</p></section>
${sources(entry, knowledge)}
${review(entry)}
</main>`,
  })
}

const LEVELS = [
  { level: 'emergency', title: 'Call the emergency number now' },
  { level: 'urgent', title: 'Be seen today' },
  { level: 'soon', title: 'Book an appointment soon' },
] as const

/** All warning signs, most serious first. */
export function redFlagsPage({ redFlags }: Knowledge): string {
  return page({
    title: 'Warning signs | Kneewise',
    body: html`${header('knowledge')}
<main class="reading">
<h1>Warning signs</h1>
<p>If one of these fits, act on it first. Exercise advice can wait.</p>
${LEVELS.map(
  ({ level, title }) =>
    html`<section class="level ${level}"><h2>${title}</h2><ul class="entries">${[
      ...redFlags.values(),
    ]
      .filter((flag) => flag.level === level)
      .map(
        ({ id, title: name, doNow }) =>
          html`<li><a href="/knowledge/${id}">${name}</a><p>${doNow[0]?.text}</p></li>`,
      )}</ul></section>`,
)}
</main>`,
  })
}

/** A page for what is not there or went wrong; says what to do instead. */
export function messagePage(title: string, text: string): string {
  return page({
    title: `${title} | Kneewise`,
    body: html`${header('knowledge')}<main class="reading"><h1>${title}</h1><p>${text}</p><p><a href="/">Go to the chat</a></p></main>`,
  })
}

function related(topic: Topic, { topics }: Knowledge): Html {
  return html`<section><h2>Related</h2><ul>${topic.related.flatMap((id) => {
    const entry = topics.get(id)
    return entry ? [html`<li><a href="/knowledge/${id}">${entry.title}</a></li>`] : []
  })}</ul></section>`
}

function sources(entry: Topic | RedFlag, knowledge: Knowledge): Html | false {
  return (
    sourcesOf(entry).length > 0 &&
    html`<section class="sources"><h2>Sources</h2><ul>${referencesOf(entry, knowledge.sources).map(renderReference)}</ul></section>`
  )
}

function review({ review: status }: Topic | RedFlag): Html {
  return status.status === 'reviewed'
    ? html`<p class="review">Reviewed by ${status.by} on ${status.on}.</p>`
    : html`<p class="review">Draft: no clinician has signed this entry yet.</p>`
}

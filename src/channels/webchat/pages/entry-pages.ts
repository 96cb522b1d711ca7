import { type Knowledge, type RedFlag, sourcesOf, type Topic } from '../../../knowledge/index.ts'
import { referencesOf, stepText } from '../../../replies/index.ts'
import { type Html, html, Html as Markup } from '../html.ts'
import { referenceView } from '../view/block-view.ts'
import { toHtml } from '../view/to-html.ts'
import { footer, header, page } from './document.ts'
import { structuredData } from './structured-data.ts'

/** Where the server is, for addresses that have to be whole. */
type Site = { knowledge: Knowledge; origin: string }

/** One entry, for reading and printing. */
export function topicPage(topic: Topic, site: Site): string {
  const { signs } = topic
  return entryPage(
    topic,
    { site, crumb: { href: '/knowledge', label: 'Library' }, description: topic.shortAnswer.text },
    html`${topic.otherNames.length > 0 && html`<p class="names">Also called ${topic.otherNames.join(', ')}</p>`}
<p class="lead">${topic.shortAnswer.text}</p>
${signs && html`<dl><dt>Where</dt><dd>${signs.where}</dd><dt>When</dt><dd>${signs.when}</dd><dt>Who</dt><dd>${signs.who}</dd></dl>`}
<section><h2>What is going on</h2>${topic.explanation.map(({ text }) => html`<p>${text}</p>`)}</section>
${list('What helps', topic.helps.map(stepText), 'ol')}
${list(
  'Best avoided',
  topic.avoid.map(({ text }) => text),
  'ul',
)}
<section><h2>How long it takes</h2><p>${topic.howLong.text}</p></section>
<section class="professional"><h2>When to see a professional</h2><p>${topic.seeProfessional.text}</p></section>
${topic.bothSides && html`<section><h2>Where advice differs</h2><p>${topic.bothSides.text}</p></section>`}
<section><h2>How sure we are</h2><p><span class="strength ${topic.evidence.strength}">Evidence: ${topic.evidence.strength}</span> ${topic.evidence.note}</p></section>
${related(topic, site.knowledge)}`,
  )
}

/** One warning sign. */
export function redFlagPage(entry: RedFlag, site: Site): string {
  const [first, ...rest] = entry.doNow
  return entryPage(
    entry,
    {
      site,
      crumb: { href: '/knowledge/red-flags', label: 'Warning signs' },
      description: first?.text ?? '',
    },
    html`<div class="alert ${entry.level}"><p class="action">${first?.text}</p></div>
${list('What to do now', [...rest.map(({ text }) => text), entry.whereToGo.text], 'ol')}
${list(
  'What not to do',
  entry.doNot.map(({ text }) => text),
  'ul',
)}
<section><h2>What it may mean</h2><p>${entry.mayMean.text}</p></section>`,
  )
}

function entryPage(
  entry: Topic | RedFlag,
  {
    site,
    crumb,
    description,
  }: { site: Site; crumb: { href: string; label: string }; description: string },
  content: Html,
): string {
  return page({
    title: `${entry.title} | Kneewise`,
    description,
    head: structuredData(entry, { ...site, description }),
    scripts: ['/assets/reading.js'],
    body: html`${header('level' in entry ? 'red-flags' : 'knowledge')}
<main class="reading" id="main">
<p class="crumbs"><a href="${crumb.href}">${crumb.label}</a></p>
<h1>${entry.title}</h1>
${content}
${sources(entry, site.knowledge)}
${review(entry)}
<p class="tools"><a href="/">Ask about your own knee</a><button type="button" class="scripted" data-print>Print this page</button></p>
</main>
${footer()}`,
  })
}

function list(title: string, items: readonly string[], kind: 'ol' | 'ul'): Html | false {
  const lines = items.map((item) => html`<li>${item}</li>`)
  const tag = new Markup(kind)
  return items.length > 0 && html`<section><h2>${title}</h2><${tag}>${lines}</${tag}></section>`
}

function related(topic: Topic, { topics }: Knowledge): Html {
  return html`<section class="related"><h2>Related</h2><ul>${topic.related.flatMap((id) => {
    const entry = topics.get(id)
    return entry ? [html`<li><a href="/knowledge/${id}">${entry.title}</a></li>`] : []
  })}</ul></section>`
}

function sources(entry: Topic | RedFlag, knowledge: Knowledge): Html | false {
  return (
    sourcesOf(entry).length > 0 &&
    html`<section class="sources"><h2>Sources</h2><ul>${referencesOf(entry, knowledge.sources).map((reference) => html`<li>${toHtml(referenceView(reference))}</li>`)}</ul></section>`
  )
}

function review({ review: status }: Topic | RedFlag): Html {
  return status.status === 'reviewed'
    ? html`<p class="review">Reviewed by ${status.by} on ${status.on}.</p>`
    : html`<p class="review">Draft: no clinician has signed this entry yet.</p>`
}

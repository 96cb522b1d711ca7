import type { Knowledge, RedFlag, Topic } from '../../../knowledge/index.ts'
import { type Html, html } from '../html.ts'
import { footer, header, page } from './document.ts'

const SECTIONS = [
  { kind: 'causes', title: 'Why a knee hurts' },
  { kind: 'prevention', title: 'Keeping knees well' },
  { kind: 'care', title: 'When a knee hurts already' },
  { kind: 'info', title: 'Good to know' },
] as const

const LEVELS = [
  { level: 'emergency', title: 'Call the emergency number now' },
  { level: 'urgent', title: 'Be seen today' },
  { level: 'soon', title: 'Book an appointment soon' },
] as const

/** What was searched for, and what was found, best first. */
export type Search = { words: string; found: readonly (Topic | RedFlag)[] }

/** All entries, or those that were searched for. */
export function libraryPage({ topics }: Knowledge, search?: Search): string {
  return page({
    title: search ? `${search.words} | The Kneewise library` : 'The Kneewise library',
    description: 'Every entry that Kneewise answers from, with its sources and review status.',
    body: html`${header('knowledge')}
<main class="reading wide" id="main">
<h1>The library</h1>
<p class="lead">Everything Kneewise says comes from these entries. All of them are drafts until a clinician has signed them.</p>
<form class="search" role="search" action="/knowledge"><label class="unseen" for="q">Search the library</label><input type="search" id="q" name="q" value="${search?.words ?? ''}" placeholder="Stairs, shoes, outer knee…" maxlength="80"><button type="submit">Search</button></form>
${
  search
    ? results(search)
    : SECTIONS.map(({ kind, title }) =>
        section(
          title,
          [...topics.values()].filter((topic) => topic.kind === kind),
        ),
      )
}
</main>
${footer()}`,
  })
}

function results({ words, found }: Search): Html {
  return html`<section><h2>${found.length === 0 ? 'Nothing found' : 'Found'} for “${words}”</h2>
${
  found.length === 0
    ? html`<p>Try a part of the knee, an activity or the name of a problem, or <a href="/">ask in the chat</a>.</p>`
    : entries(found)
}
<p><a href="/knowledge">All entries</a></p></section>`
}

function section(title: string, topics: readonly Topic[]): Html {
  return html`<section><h2>${title}</h2>${entries([...topics].sort((a, b) => (a.title < b.title ? -1 : 1)))}</section>`
}

function entries(list: readonly (Topic | RedFlag)[]): Html {
  return html`<ul class="entries">${list.map(
    (entry) =>
      html`<li${'level' in entry && html` class="${entry.level}"`}><a href="/knowledge/${entry.id}">${entry.title}</a><p>${'level' in entry ? entry.doNow[0]?.text : entry.shortAnswer.text}</p></li>`,
  )}</ul>`
}

/** All warning signs, most serious first. */
export function redFlagsPage({ redFlags }: Knowledge): string {
  return page({
    title: 'Warning signs | Kneewise',
    description: 'Signs in a knee that need a professional: now, today or soon.',
    body: html`${header('red-flags')}
<main class="reading wide" id="main">
<h1>Warning signs</h1>
<p class="lead">If one of these fits, act on it first. Exercise advice can wait.</p>
${LEVELS.map(
  ({ level, title }) =>
    html`<section class="level ${level}"><h2>${title}</h2>${entries([...redFlags.values()].filter((flag) => flag.level === level))}</section>`,
)}
</main>
${footer()}`,
  })
}

import type { Knowledge, RedFlag, Topic } from '../../../knowledge/index.ts'
import { referencesOf } from '../../../replies/index.ts'
import { type Html, html, Html as Markup } from '../html.ts'

/** What search engines read about an entry: its address and a schema.org MedicalWebPage. */
export function structuredData(
  entry: Topic | RedFlag,
  { knowledge, origin, description }: { knowledge: Knowledge; origin: string; description: string },
): Html {
  const address = `${origin}/knowledge/${entry.id}`
  const data = {
    '@context': 'https://schema.org',
    '@type': 'MedicalWebPage',
    url: address,
    name: entry.title,
    description,
    inLanguage: 'en-GB',
    audience: { '@type': 'PeopleAudience', audienceType: 'Runners' },
    about: aboutOf(entry),
    citation: referencesOf(entry, knowledge.sources).map(({ text, link }) => ({
      '@type': 'CreativeWork',
      name: text,
      ...(link ? { url: link } : {}),
    })),
    // Only what a clinician signed is called reviewed.
    ...(entry.review.status === 'reviewed'
      ? { lastReviewed: entry.review.on, reviewedBy: { '@type': 'Person', name: entry.review.by } }
      : { creativeWorkStatus: 'Draft' }),
  }
  // A "<" inside would let text end the element.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return html`<link rel="canonical" href="${address}">
<script type="application/ld+json">${new Markup(json)}</script>`
}

function aboutOf(entry: Topic | RedFlag) {
  if ('level' in entry) return { '@type': 'MedicalSignOrSymptom', name: entry.title }
  return entry.kind === 'causes'
    ? { '@type': 'MedicalCondition', name: entry.title, alternateName: entry.otherNames }
    : { '@type': 'Thing', name: entry.title }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PATHS } from '../../paths.ts'
import { type Html, html, Html as Markup } from './html.ts'

const VIEWS = [
  { id: 'front', label: 'Front' },
  { id: 'inner', label: 'Inner' },
  { id: 'outer', label: 'Outer' },
  { id: 'back', label: 'Back' },
] as const

/** A place on the map: its name, and what is sent as the runner's own words when it is tapped. */
export type Place = { id: string; label: string; says: string }

/** `<ellipse id="back" data-says="It hurts at the back" cx="80" ...><title>Back of the knee</title>` */
const REGION = /id="(?<id>[a-z-]+)" data-says="(?<says>[^"]+)"[^>]*><title>(?<label>[^<]+)</g

/** Every place that the drawings show, each once, from the front round to the back. */
export function kneePlaces(): Place[] {
  const all = VIEWS.flatMap(({ id }) => [...drawing(id).matchAll(REGION)]).map(
    ({ groups = {} }): Place => ({
      id: groups.id ?? '',
      label: groups.label ?? '',
      says: groups.says ?? '',
    }),
  )
  return [...new Map(all.map((place) => [place.id, place])).values()]
}

/**
 * The knee map: four drawings to turn between. The browser makes their regions tappable; without JavaScript the
 * answers of the question, listed below, do.
 */
export function kneeMap(): Html {
  return html`<fieldset class="knee-map">
<legend>Tap the place that hurts</legend>
<div class="turns">${VIEWS.map(
    ({ id, label }, index) =>
      html`<label><input type="radio" name="knee-view" value="${id}"${index === 0 && new Markup(' checked')}>${label}</label>`,
  )}</div>
${VIEWS.map(({ id }) => html`<div class="view ${id}">${inline(id)}</div>`)}
<p class="place" aria-hidden="true"></p>
</fieldset>`
}

/** A drawing as part of a page, where an id may stand only once. */
function inline(view: string): Html {
  return new Markup(
    drawing(view).replace(/ id="([a-z-]+)" data-says/g, ' data-place="$1" data-says'),
  )
}

function drawing(view: string): string {
  return readFileSync(join(PATHS.root, 'figures', 'knee-map', `${view}.svg`), 'utf8').trim()
}

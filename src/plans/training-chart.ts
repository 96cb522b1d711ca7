import { fill, inWords } from './fill.ts'
import type { Plans } from './schema.ts'
import { entryLabel, type TrainingCheck } from './training-check.ts'
import type { TrainingLog } from './training-log.ts'

/** Units of the drawing; it scales to the width it is given, and its words stay readable on a phone. */
const WIDTH = 400
const HEIGHT = 220
/** Room for the numbers above the bars, the jump above them, and the labels below. */
const TOP = 48
const BOTTOM = 32
const SIDE = 12
/** Share of its place that a bar fills. */
const BAR_SHARE = 0.7
/** More numbers than this run into each other, so only every second, third... is written. */
const READABLE_LABELS = 10
/** Contrast of at least 3 to 1 with white and with the dark of the widget. */
const BAR_COLOUR = '#3b82c4'

/**
 * The list as bars, drawn as one SVG image: its title and description say in words all that it shows.
 * Nothing where there is too little to draw. `id` is the stem of its element ids, unique on the page.
 */
export function trainingChart(
  log: TrainingLog,
  { check, id, rules }: { check: TrainingCheck; id: string; rules: Pick<Plans, 'training'> },
): string | null {
  if (check.kind === 'too-short') return null
  const { training } = rules
  const name = escapeMarkup(id)
  const { entries, kind } = log
  const longest = Math.max(...entries.map(({ km }) => km))
  const place = (WIDTH - 2 * SIDE) / entries.length
  const floor = HEIGHT - BOTTOM
  const every = Math.ceil(entries.length / READABLE_LABELS)
  const bars = entries.map(({ number, km }, index) => {
    const height = ((floor - TOP) * km) / longest
    const middle = SIDE + place * (index + 0.5)
    const isJump = index === check.jump?.index
    const label = entryLabel({ number }, { kind, training })
    // The outline and the words mark the jump as well, so that nobody needs to see its colour.
    const outline = isJump ? ' stroke="currentColor" stroke-width="3" stroke-dasharray="6 3"' : ''
    const isClear = Math.abs(index - (check.jump?.index ?? -every)) >= every
    const isWritten = isJump || (index % every === 0 && isClear)
    return [
      `<rect x="${at(middle - (place * BAR_SHARE) / 2)}" y="${at(floor - height)}" width="${at(place * BAR_SHARE)}" height="${at(height)}" fill="${BAR_COLOUR}"${outline}><title>${escapeMarkup(fill(training.words.entry, { label, km: inWords(km) }))}</title></rect>`,
      ...(isWritten
        ? [
            write(inWords(km), { x: middle, y: floor - height - 8 }),
            write(String(number), { x: middle, y: floor + 20 }),
          ]
        : []),
      ...(isJump && check.jump
        ? [
            write(fill(training.chart.jump, { percent: Math.round(check.jump.percent) }), {
              x: middle,
              y: floor - height - 26,
            }),
          ]
        : []),
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${name}-title" aria-describedby="${name}-desc" font-family="sans-serif" font-size="15">`,
    `<title id="${name}-title">${escapeMarkup(training.chart.title[kind])}</title>`,
    `<desc id="${name}-desc">${escapeMarkup(check.text)}</desc>`,
    ...bars,
    `<line x1="${SIDE}" y1="${floor}" x2="${WIDTH - SIDE}" y2="${floor}" stroke="currentColor"/>`,
    `<text x="${SIDE}" y="16" fill="currentColor">${escapeMarkup(training.chart.axis)}</text>`,
    '</svg>',
  ].join('')
}

function write(text: string, { x, y }: { x: number; y: number }): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="middle" fill="currentColor">${escapeMarkup(text)}</text>`
}

/** A place in the drawing; a hundredth of a unit is finer than any screen. */
function at(value: number): string {
  return String(Math.round(value * 100) / 100)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as it may stand in an element or an attribute of XML; what XML forbids altogether is gone. */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)
}

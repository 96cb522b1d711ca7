import {
  type Answered,
  type Bin,
  calibration,
  confusions,
  measure,
  weakestFlags,
} from './measures.ts'

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const ratio = (right: number, of: number) => (of > 0 ? right / of : 0)
/** Rows of a table that a person still reads. */
const CONFUSIONS_SHOWN = 25
const FLAGS_SHOWN = 10

/** The figures of one set as plain lines. */
export function textReport(name: string, answers: readonly Answered[]): string {
  const { error } = calibration(answers)
  return [
    `${name}: ${answers.length} questions`,
    ...measure(answers)
      .filter(({ of }) => of > 0)
      .map(
        ({ name: what, right, of }) =>
          `${percent(ratio(right, of)).padStart(9)}  ${`${right}/${of}`.padStart(11)}  ${what}`,
      ),
    `${percent(error).padStart(9)}               expected calibration error of the first topic`,
    'weakest red flags (recall, precision):',
    ...weakestFlags(answers)
      .slice(0, FLAGS_SHOWN)
      .map(
        ({ id, recall, precision, of }) =>
          `${percent(recall).padStart(9)} ${percent(precision).padStart(9)}  ${id} (${of})`,
      ),
    'topics taken for others:',
    ...confusions(answers)
      .slice(0, FLAGS_SHOWN)
      .map(({ meant, answered, count }) => `${String(count).padStart(9)}  ${meant} as ${answered}`),
  ].join('\n')
}

/** The whole evaluation as one HTML page, without scripts or outside files. */
export function htmlReport(sets: ReadonlyMap<string, readonly Answered[]>): string {
  const sections = [...sets].map(([name, answers]) => section(name, answers)).join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Kneewise evaluation</title><style>
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b2a2f}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ccd}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}h2{margin-top:3rem}svg text{font:12px system-ui,sans-serif}
</style></head><body><h1>Kneewise evaluation</h1>
${sections}
</body></html>
`
}

function section(name: string, answers: readonly Answered[]): string {
  const { bins, error } = calibration(answers)
  const measures = measure(answers).filter(({ of }) => of > 0)
  return `<h2>${escaped(name)}</h2><p>${answers.length} questions.</p>
${table(
  ['Measure', 'Share', 'Right', 'Of'],
  measures.map(({ name: what, right, of }) => [
    what,
    percent(ratio(right, of)),
    `${right}`,
    `${of}`,
  ]),
)}
${barChart(measures.map(({ name: what, right, of }) => ({ label: what, share: ratio(right, of) })))}
<h3>Is its confidence honest?</h3>
<p>Expected calibration error ${percent(error)}. On the line, a topic named with 70 % is right seven times in ten.</p>
${calibrationPlot(bins)}
<h3>Weakest red flags</h3>
${table(
  ['Red flag', 'Recall', 'Precision', 'Asserted'],
  weakestFlags(answers)
    .slice(0, FLAGS_SHOWN)
    .map(({ id, recall, precision, of }) => [id, percent(recall), percent(precision), `${of}`]),
)}
<h3>Topics taken for others</h3>
${table(
  ['Meant', 'Answered', 'Times'],
  confusions(answers)
    .slice(0, CONFUSIONS_SHOWN)
    .map(({ meant, answered, count }) => [meant, answered, `${count}`]),
)}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    row
      .map(
        (cell) =>
          `<${tag}${/^[\d.]+(?: %)?$/.test(cell) ? ' class="n"' : ''}>${escaped(cell)}</${tag}>`,
      )
      .join('')
  return `<table><thead><tr>${cells('th', head)}</tr></thead><tbody>${rows
    .map((row) => `<tr>${cells('td', row)}</tr>`)
    .join('')}</tbody></table>`
}

function barChart(bars: readonly { label: string; share: number }[]): string {
  const height = bars.length * 24
  const rows = bars.map(
    ({ label, share }, at) =>
      `<text x="0" y="${at * 24 + 16}">${escaped(label)}</text><rect x="260" y="${at * 24 + 4}" width="${(
        share * 400
      ).toFixed(
        0,
      )}" height="16" fill="#2a7f78"></rect><text x="${(268 + share * 400).toFixed(0)}" y="${
        at * 24 + 16
      }">${percent(share)}</text>`,
  )
  return `<svg viewBox="0 0 740 ${height}" width="740" height="${height}" role="img" aria-label="Shares as bars">${rows.join('')}</svg>`
}

function calibrationPlot(bins: readonly Bin[]): string {
  const size = 300
  const place = (share: number) => (20 + share * (size - 40)).toFixed(0)
  const up = (share: number) => (size - 20 - share * (size - 40)).toFixed(0)
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const dots = bins
    .filter(({ count }) => count > 0)
    .map(
      ({ confidence, right, count }) =>
        `<circle cx="${place(confidence)}" cy="${up(right)}" r="${(3 + 7 * Math.sqrt(count / most)).toFixed(1)}" fill="#2a7f78" fill-opacity=".7"><title>${count} answers, ${percent(confidence)} sure, ${percent(right)} right</title></circle>`,
    )
  return `<svg viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" role="img" aria-label="Confidence against share right"><line x1="${place(0)}" y1="${up(0)}" x2="${place(1)}" y2="${up(1)}" stroke="#99a"></line>${dots.join('')}<text x="${place(0.3)}" y="${size - 2}">confidence</text><text x="2" y="12">right</text></svg>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
}

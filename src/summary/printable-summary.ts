import type { Knowledge } from '../knowledge/index.ts'
import type { Block, SummarySection } from '../replies/index.ts'
import type { SummaryBlock } from './summarise.ts'

/** Characters of a line on paper in a type that everybody has; A4 and Letter both hold more. */
export const PRINT_COLUMNS = 76

/** All that a page for paper shows, in this order; every value is plain text, to be escaped where it is shown. */
export type PrintableSummary = {
  title: string
  /** Lines to fill in by hand. */
  fields: readonly string[]
  sections: readonly SummarySection[]
  note: string
  /** Which club and which knowledge base it came from. */
  madeBy: string
}

type Origin = { club: { name: string }; knowledge: Pick<Knowledge, 'summary' | 'version'> }

/** The summary as a page for paper: what the reply's block says, with lines to fill in by hand and its origin. */
export function printableSummary(
  { title, sections, note }: SummaryBlock,
  { club, knowledge: { summary, version } }: Origin,
): PrintableSummary {
  return {
    title,
    fields: summary.print.fields,
    sections,
    note,
    madeBy: summary.print.madeBy.replace('{club}', club.name).replace('{version}', version),
  }
}

/** The printable summary as plain text, in lines of at most PRINT_COLUMNS characters. */
export function summaryText({ title, fields, sections, note, madeBy }: PrintableSummary): string {
  return [
    title.toUpperCase(),
    '',
    ...wrapped(fields.map((field) => `${field}: ${'_'.repeat(12)}`).join('  ')),
    '',
    ...sections.flatMap(({ title: heading, lines }) => wrapped(`${heading}: ${lines.join('; ')}`)),
    '',
    ...wrapped(note),
    ...wrapped(`(${madeBy})`),
    '',
  ].join('\n')
}

/** The summary as a text file to keep, to send or to print. */
export function summaryDownload(block: SummaryBlock, origin: Origin): Block {
  const { save, file } = origin.knowledge.summary.print
  return {
    kind: 'download',
    label: save,
    name: file,
    type: 'text/plain',
    content: summaryText(printableSummary(block, origin)),
  }
}

/** Breaks a paragraph between words; what goes on is indented, so that headings stand out. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > PRINT_COLUMNS) {
      lines.push(line)
      line = `  ${word}`
      continue
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

import { z } from 'zod'
import { type Block, type Reply, renderBlock } from '../replies/index.ts'

const Text = z.string().trim().min(1)

/** docs/transcripts/turns.yaml: what runners say, and to whose Kneewise. */
export const TranscriptTurns = z.strictObject({
  today: z.iso.date('write the date as 2026-11-25'),
  club: z.strictObject({
    name: Text,
    country: z.string().length(2),
    professionals: z.array(z.strictObject({ name: Text, role: Text, phone: Text })),
  }),
  transcripts: z
    .array(
      z.strictObject({
        file: z.string().regex(/^[a-z0-9-]+$/, 'write a file name without its ending'),
        title: Text,
        turns: z.array(Text).min(1),
      }),
    )
    .min(1),
})
export type TranscriptTurns = z.infer<typeof TranscriptTurns>

/**
 * A conversation as Markdown: each message, then the reply in plain text with its level, what a channel folds away in a
 * fold. `answer` is the one door, already bound to a new conversation.
 */
export async function transcript(
  { title, turns }: TranscriptTurns['transcripts'][number],
  answer: (text: string) => Promise<Reply>,
): Promise<string> {
  const parts = [
    `# ${title}`,
    'Written by `npm run transcripts` from `turns.yaml`; do not edit it here. The runner is made up.',
  ]
  for (const text of turns) {
    const reply = await answer(text)
    parts.push(`---\n\n**Runner:** ${text}`, `**Kneewise** (${levelOf(reply)}):`, shown(reply))
  }
  return `${parts.join('\n\n')}\n`
}

function levelOf({ triage, redFlags }: Reply): string {
  return redFlags.length === 0 ? triage : `${triage}: ${redFlags.join(', ')}`
}

function shown({ blocks, suggestions }: Reply): string {
  const taps = suggestions.map(({ label }) => `\`${label}\``).join(' ')
  return [...blocks.map(blockShown), ...(taps === '' ? [] : [`Taps: ${taps}`])].join('\n\n')
}

/** A block as a quotation, in a fold where a channel folds it away. */
function blockShown(block: Block): string {
  const text = renderBlock(block)
  const isFolded = block.kind === 'more' || block.kind === 'sources' || block.kind === 'why'
  if (!isFolded) return quoted(text)
  const [title = '', ...rest] = text.split('\n')
  return `<details><summary>${title}</summary>\n\n${quoted(rest.join('\n'))}\n\n</details>`
}

/** "- item" or "1. item": in Markdown it needs no empty line before it. */
const LIST_ITEM = /^(?:- |\d+\. )/

function quoted(text: string): string {
  return text
    .split('\n')
    .flatMap((line, index) => (index > 0 && !LIST_ITEM.test(line) ? ['', line] : [line]))
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import type { Parser } from '../../understanding/index.ts'
import { normalise } from '../../understanding/index.ts'

const Line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  concept: z.string(),
})

/**
 * Says of a phrase in each sentence in what sense it stands (design: batch protocol, assertions); gives the number of
 * malformed lines.
 */
export async function runAssertions(
  parse: Parser,
  input: Readable,
  output: Writable,
): Promise<number> {
  let malformed = 0
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    const answer = answerLine(parse, line)
    if (!answer) malformed += 1
    output.write(
      `${JSON.stringify(answer ?? { id: null, line: number, error: 'not a JSON object with "id", "text" and "concept"' })}\n`,
    )
  }
  return malformed
}

function answerLine(parse: Parser, line: string) {
  try {
    const { id, text, concept } = Line.parse(JSON.parse(line))
    const { tokens, context } = parse(text)
    const at = normalise(text).toLowerCase().indexOf(normalise(concept).toLowerCase())
    const inside = tokens.flatMap(({ start, end }, index) =>
      at >= 0 && start < at + concept.length && end > at ? [index] : [],
    )
    const span = { start: inside[0] ?? 0, end: (inside.at(-1) ?? 0) + 1 }
    const { negated, historical, hypothetical, other } = context(span)
    return { id, negated, historical, hypothetical, experiencer: other ? 'other' : 'patient' }
  } catch {
    return undefined
  }
}

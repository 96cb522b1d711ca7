import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { normalise, type Parser } from '../../understanding/index.ts'
import { answerLines } from './answer-lines.ts'

const Line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  concept: z.string(),
})

/**
 * Says of a phrase in each sentence in what sense it stands (design: batch protocol, assertions); gives the number of
 * malformed lines.
 */
export function runAssertions(parse: Parser, input: Readable, output: Writable): Promise<number> {
  return answerLines({ input, output, wanted: '"id", "text" and "concept"' }, (line) => {
    const { data } = Line.safeParse(line)
    return data && { id: data.id, ...senseOf(parse, data) }
  })
}

function senseOf(parse: Parser, { text, concept }: { text: string; concept: string }) {
  const { tokens, context } = parse(text)
  const phrase = normalise(concept).toLowerCase()
  const at = normalise(text).toLowerCase().indexOf(phrase)
  const inside = tokens.flatMap(({ start, end }, index) =>
    at >= 0 && start < at + phrase.length && end > at ? [index] : [],
  )
  const span = { start: inside[0] ?? 0, end: (inside.at(-1) ?? 0) + 1 }
  const { negated, historical, hypothetical, other, relative } = context(span)
  return { negated, historical, hypothetical, experiencer: other || relative ? 'other' : 'patient' }
}

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
  const at = placeOf(phrase, normalise(text).toLowerCase())
  const inside = tokens.flatMap(({ start, end }, index) =>
    at >= 0 && start < at + phrase.length && end > at ? [index] : [],
  )
  const span = { start: inside[0] ?? 0, end: (inside.at(-1) ?? 0) + 1 }
  const { negated, historical, hypothetical, other, relative } = context(span)
  return { negated, historical, hypothetical, experiencer: other || relative ? 'other' : 'patient' }
}

/**
 * Where a phrase stands: as whole words rather than inside others ("rash", not "crash"), and where it was told of rather
 * than as the heading over it ("ALLERGIES: no known allergies"). Told of twice, it stands where it was told of last.
 */
function placeOf(phrase: string, text: string): number {
  const places: number[] = []
  for (let at = text.indexOf(phrase); at >= 0 && phrase; at = text.indexOf(phrase, at + 1))
    places.push(at)
  const isLetter = (character: string | undefined) => /[\p{L}\p{N}]/u.test(character ?? ' ')
  const whole = places.filter(
    (at) => !isLetter(text[at - 1]) && !isLetter(text[at + phrase.length]),
  )
  const told = whole.filter((at) => !/^\s*:/.test(text.slice(at + phrase.length)))
  return told.at(-1) ?? whole.at(-1) ?? places[0] ?? -1
}

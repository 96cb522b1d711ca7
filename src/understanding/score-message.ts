import type { FeatureReader } from './features.ts'
import {
  byHead,
  columnsOf,
  type Head,
  isWord,
  type LinearModel,
  type Margins,
  probabilities,
  sumsOf,
  unitVector,
} from './linear-model.ts'
import type { Span } from './pattern.ts'
import type { Columns } from './weights.ts'

/** Probabilities of every label, head by head. */
export type Scores = ReadonlyMap<string, Float64Array>

/** Margins of all columns, of a message: of the whole, its longer sentences, and what is told before a question at the end. */
export type PartMargins = {
  whole: Float64Array
  sentences: readonly Float64Array[]
  told: Float64Array | undefined
}

/** The margins of a message: of the whole, and where a head asks for it also of the sentence that speaks loudest. */
export function messageMargins(
  heads: readonly Head[],
  { whole, sentences, told }: PartMargins,
): Margins {
  const joined = whole.slice()
  let from = 0
  for (const { kind, labels, sentenceShare: share = 0 } of heads) {
    const to = from + labels.length
    // Of red flags whatever is louder with and without the question at the end; of all else what the whole says.
    if (told && kind === 'each') raise(joined, told, { from, to })
    if (sentences.length > 0 && share > 0) {
      const loudest = joined.slice()
      for (const sentence of sentences) raise(loudest, sentence, { from, to })
      for (let at = from; at < to; at += 1)
        joined[at] = (joined[at] as number) * (1 - share) + share * (loudest[at] as number)
    }
    from = to
  }
  return byHead(heads, joined)
}

/** Raises margins to others where those are louder. */
function raise(margins: Float64Array, others: Float64Array, columns: { from: number; to: number }) {
  for (let at = columns.from; at < columns.to; at += 1)
    margins[at] = Math.max(margins[at] as number, others[at] as number)
}

/** Margins for a stretch of a message: of the columns asked for, all if none are named; the others hold nothing. */
export type StretchMargins = (span: Span, asked?: Columns) => Float64Array

/**
 * Reckons the margins of stretches of one message, each once: what is a sentence is often a question or all that is
 * told as well. The reader knows the model's features.
 */
export function createStretchMargins(model: LinearModel, reader: FeatureReader): StretchMargins {
  const all = { from: 0, to: model.bias.length }
  const known = model.rows.size
  const reckoned = new Map<string, { asked: Columns; margins: Float64Array }>()
  const reckon = (span: Span, asked: Columns): Float64Array => {
    const { numbers, weights } = reader.bagOf(span)
    const places: number[] = []
    const counts: number[] = []
    let unknown = 0
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at] as number
      const count = weights[at] as number
      if (number < known) {
        places.push(number)
        counts.push(count)
      } else if (isWord(reader.nameOf(number))) unknown += count ** 2
    }
    return sumsOf(model, unitVector(places, counts, { rarity: model.rarity, unknown }), asked)
  }
  return (span, asked = all) => {
    const key = `${span.start} ${span.end}`
    const before = reckoned.get(key)
    if (before && before.asked.from <= asked.from && before.asked.to >= asked.to)
      return before.margins
    const margins = reckon(span, asked)
    reckoned.set(key, { asked, margins })
    return margins
  }
}

/** The stretches of a message that are scored beside the whole. */
export type Stretches = { whole: Span; sentences: readonly Span[]; told: Span | undefined }

/** From the first head of red flags on: what is told by itself is asked for nothing before. */
function columnsOfTold(heads: readonly Head[], { bias }: Pick<LinearModel, 'bias'>): Columns {
  const first = heads.find(({ kind }) => kind === 'each')
  return { from: columnsOf(heads, first?.name ?? '').from, to: bias.length }
}

/** What the model says of a message. */
export function scoreMessage(
  { heads, calibrations, bias }: LinearModel,
  { whole, sentences, told }: Stretches,
  marginsAt: StretchMargins,
): Scores {
  const margins = messageMargins(heads, {
    whole: marginsAt(whole),
    sentences: sentences.map((span) => marginsAt(span)),
    told: told && marginsAt(told, columnsOfTold(heads, { bias })),
  })
  return new Map(
    heads.map(({ name, kind }, index) => [
      name,
      probabilities(
        kind,
        calibrations[index] ?? { slope: 1, offset: 0 },
        margins.get(name) ?? new Float64Array(),
      ),
    ]),
  )
}

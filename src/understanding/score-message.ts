import type { Bag } from './bag.ts'
import type { FeatureReader } from './features.ts'
import {
  byHead,
  columnsOf,
  type Head,
  isWord,
  type LinearModel,
  type Margins,
  ofUnitLengths,
  probabilities,
  squareOfUnknown,
  sumsOf,
  type Vector,
} from './linear-model.ts'
import type { Span } from './pattern.ts'
import type { Columns } from './weights.ts'

/** Features of a message; there is room for longer ones when they come. */
const USUAL_SIZE = 1_000

/** Probabilities of every label, head by head. */
export type Scores = ReadonlyMap<string, Float64Array>

/** Margins of all columns, of a message: of the whole, its longer sentences, and what is told before the questions at the end. */
export type PartMargins = {
  whole: Float64Array
  sentences: readonly Float64Array[]
  told: readonly Float64Array[]
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
    if (kind === 'each') for (const before of told) raise(joined, before, { from, to })
    if (sentences.length > 0 && share > 0) {
      for (let at = from; at < to; at += 1) {
        const own = joined[at] as number
        let loudest = own
        for (const sentence of sentences) loudest = Math.max(loudest, sentence[at] as number)
        joined[at] = own * (1 - share) + share * loudest
      }
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

/** Makes what reckons the margins of stretches of one message; its reader knows the model's features. */
export type ScoreStretches = (reader: FeatureReader) => StretchMargins

/**
 * Prepares the reckoning of margins, for each stretch of a message once: what is a sentence is often a question or all
 * that is told as well.
 */
export function createStretchScorer(model: LinearModel): ScoreStretches {
  const all = { from: 0, to: model.bias.length }
  const known = model.rows.size
  const { rarity, wordRows } = model
  // Used again for every stretch: to make and clear them takes as long as to fill them.
  let rows = new Int32Array(USUAL_SIZE)
  let values = new Float32Array(USUAL_SIZE)
  const vectorOf = (bag: Bag, nameOf: FeatureReader['nameOf']): Vector => {
    const { numbers, weights } = bag
    if (rows.length < bag.size) {
      rows = new Int32Array(2 * bag.size)
      values = new Float32Array(2 * bag.size)
    }
    let size = 0
    let words = 0
    let others = 0
    let unknown = 0
    for (let at = 0; at < bag.size; at += 1) {
      const number = numbers[at] as number
      const count = weights[at] as number
      if (number < known) {
        const value = count * (rarity[number] as number)
        rows[size] = number
        values[size] = value
        if (number < wordRows) words += value * value
        else others += value * value
        size += 1
      } else if (isWord(nameOf(number))) unknown += count ** 2
    }
    const vector = { rows: rows.subarray(0, size), values: values.subarray(0, size) }
    words += squareOfUnknown(unknown)
    return ofUnitLengths(vector, { wordRows, words, others })
  }

  return (reader) => {
    const reckoned = new Map<string, { asked: Columns; margins: Float64Array }>()
    return (span, asked = all) => {
      const key = `${span.start} ${span.end}`
      const before = reckoned.get(key)
      if (before && before.asked.from <= asked.from && before.asked.to >= asked.to)
        return before.margins
      const margins = sumsOf(model, vectorOf(reader.bagOf(span), reader.nameOf), asked)
      reckoned.set(key, { asked, margins })
      return margins
    }
  }
}

/** The stretches of a message that are scored beside the whole. */
export type Stretches = { whole: Span; sentences: readonly Span[]; told: readonly Span[] }

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
    told: told.map((span) => marginsAt(span, columnsOfTold(heads, { bias }))),
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

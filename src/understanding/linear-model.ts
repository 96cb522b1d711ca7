import type { Features } from './features.ts'
import { addRows, type Columns, type Weights } from './weights.ts'

/** How the columns of a head answer: one of them, or each for itself. */
export type Head = {
  name: string
  kind: 'one-of' | 'each'
  labels: readonly string[]
  /** Price of an example on the wrong side of the margin, against large weights; the usual C of a linear machine. */
  price: number
  /** How many times more an example counts for its own label than against the others. */
  positiveWeight: number
  /**
   * How much what the labels learn together counts beside what each learns by itself; left out where they learn nothing
   * together.
   */
  togetherShare?: number
  /** How much the loudest single sentence of a message counts beside the whole; left out where only the whole counts. */
  sentenceShare?: number
}

/** Turns a head's margins into probabilities: a sigmoid for `each`, a softmax (without offset) for `one-of`. */
export type Calibration = { slope: number; offset: number }

/** A linear model: one row of weights a feature, one column a label of any head. */
export type LinearModel = {
  heads: readonly Head[]
  /** One for each head, in the same order. */
  calibrations: readonly Calibration[]
  /** Feature name to its row; those of words, alone and beside each other, come first. */
  rows: ReadonlyMap<string, number>
  /** How many rows are of words. The others are of letters, groups and findings. */
  wordRows: number
  /** How much a row tells because few examples have it: its inverse document frequency. */
  rarity: Float32Array
  weights: Weights
  bias: Float32Array
}

/** Signed distance from the border of every label, head by head; above 0 it rather holds. */
export type Margins = ReadonlyMap<string, Float64Array>

/**
 * A message's features in the rows of a model, weighted by rarity. Its words and the rest of it are two views, each of
 * unit length and learnt by itself: what one view has never seen, the other may know.
 */
export type Vector = { rows: Int32Array; values: Float32Array }

/** How much a word that no example has would tell. */
const RARITY_OF_THE_UNKNOWN = 9

/**
 * Looks features up. Those the model has never seen are left out, but unknown words weaken the rest: of a message
 * that is mostly unknown, little is understood.
 */
export function vectorOf(
  { rows, rarity, wordRows }: Pick<LinearModel, 'rows' | 'rarity' | 'wordRows'>,
  features: Features,
): Vector {
  const places: number[] = []
  const counts: number[] = []
  let unknown = 0
  for (const [name, count] of features) {
    const row = rows.get(name)
    if (row !== undefined) {
      places.push(row)
      counts.push(count)
    } else if (isWord(name)) unknown += count ** 2
  }
  return unitVector(places, counts, { rarity, unknown, wordRows })
}

/** Whether a feature is a word by itself; only words count when nobody has seen them. */
export function isWord(name: string): boolean {
  return name.startsWith('w:')
}

/** Whether a feature is a word, alone or beside another. */
export function isOfWords(name: string): boolean {
  return /^[wbs]:/.test(name)
}

/** Counts in their rows as a vector of two unit lengths; `unknown` is the sum of the squares of unknown words' counts. */
export function unitVector(
  rows: readonly number[],
  counts: readonly number[],
  { rarity, unknown, wordRows }: { rarity: Float32Array; unknown: number; wordRows: number },
): Vector {
  const values = new Float32Array(rows.length)
  let words = squareOfUnknown(unknown)
  let others = 0
  for (let at = 0; at < values.length; at += 1) {
    const row = rows[at] as number
    const value = (counts[at] as number) * (rarity[row] as number)
    values[at] = value
    if (row < wordRows) words += value * value
    else others += value * value
  }
  return ofUnitLengths({ rows: new Int32Array(rows), values }, { wordRows, words, others })
}

/** What words that no example has add to the square of a vector, from the sum of the squares of their counts. */
export function squareOfUnknown(unknown: number): number {
  return unknown * RARITY_OF_THE_UNKNOWN ** 2
}

/** Brings both views of a vector to unit length, in place. `words` and `others` are their squares before values are rounded. */
export function ofUnitLengths(
  vector: Vector,
  { wordRows, words, others }: { wordRows: number; words: number; others: number },
): Vector {
  const { rows, values } = vector
  const ofWords = words > 0 ? 1 / Math.sqrt(words) : 0
  const ofOthers = others > 0 ? 1 / Math.sqrt(others) : 0
  for (let at = 0; at < values.length; at += 1)
    values[at] = (values[at] as number) * ((rows[at] as number) < wordRows ? ofWords : ofOthers)
  return vector
}

/** What the model says of a message's features. */
export function marginsOf(model: LinearModel, features: Features): Margins {
  return byHead(model.heads, sumsOf(model, vectorOf(model, features)))
}

/** The margins of a vector for the columns asked for, all if none are named; the others hold nothing. */
export function sumsOf(
  { bias, weights }: Pick<LinearModel, 'bias' | 'weights'>,
  vector: Vector,
  asked: Columns = { from: 0, to: bias.length },
): Float64Array {
  const sums = new Float64Array(bias)
  addRows(weights, vector, asked, sums)
  return sums
}

/** The margins of all columns as those of each head. */
export function byHead(heads: readonly Head[], sums: Float64Array): Margins {
  const margins = new Map<string, Float64Array>()
  let from = 0
  for (const { name, labels } of heads) {
    margins.set(name, sums.subarray(from, from + labels.length))
    from += labels.length
  }
  return margins
}

/** Where the columns of a head stand among those of all; nowhere if there is no such head. */
export function columnsOf(heads: readonly Head[], name: string): Columns {
  let from = 0
  for (const head of heads) {
    const to = from + head.labels.length
    if (head.name === name) return { from, to }
    from = to
  }
  return { from, to: from }
}

/** Margins of one head as probabilities. */
export function probabilities(
  kind: Head['kind'],
  { slope, offset }: Calibration,
  margins: Float64Array,
): Float64Array {
  // Plain loops: a function called for each of hundreds of labels takes longer than what it reckons.
  const shares = new Float64Array(margins.length)
  if (kind === 'each') {
    for (let at = 0; at < shares.length; at += 1)
      shares[at] = 1 / (1 + Math.exp(-slope * (margins[at] as number) - offset))
    return shares
  }
  let highest = Number.NEGATIVE_INFINITY
  for (const margin of margins) if (margin > highest) highest = margin
  let total = 0
  for (let at = 0; at < shares.length; at += 1) {
    const power = Math.exp(slope * ((margins[at] as number) - highest))
    shares[at] = power
    total += power
  }
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] as number) / total
  return shares
}

import type { LinearModel } from './linear-model.ts'
import { createPairTable } from './pair-table.ts'

/** A head or a tail of a feature's name, by number as well; -1 if no feature that is known has it. */
export type NamePart = { text: string; number: number }

/** The features a model knows, with their rows; -1 for any other. */
export type KnownFeatures = {
  count: number
  part: (text: string) => NamePart
  /** The row of the feature whose name is this head and this tail. */
  rowOf: (head: NamePart, tail: NamePart) => number
  rowNamed: (name: string) => number
  nameAt: (row: number) => string
}

/** "b:knee " of "b:knee pain", "w:!" of "w:!pain". */
const HEAD = /^[wg]:[!?<]?|^[bsp]:.* |^f:/

/**
 * Prepares the look-up of features by the two parts of their names. A message has as many pairs as words and more, and
 * each would have to be written out to be looked for; their parts come back in one message after the other.
 */
export function createKnownFeatures(rows: LinearModel['rows']): KnownFeatures {
  const numbers = new Map<string, number>()
  const table = createPairTable(rows.size)
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }
  for (const [name, row] of rows) {
    const [head] = HEAD.exec(name) ?? []
    if (head) table.set(numberOf(head), numberOf(name.slice(head.length)), row)
  }
  let names: string[] | undefined
  return {
    count: rows.size,
    part: (text) => ({ text, number: numbers.get(text) ?? -1 }),
    rowOf: (head, tail) =>
      head.number < 0 || tail.number < 0 ? -1 : table.get(head.number, tail.number),
    rowNamed: (name) => rows.get(name) ?? -1,
    // Reading itself never asks for the name of what is known.
    nameAt: (row) => {
      names ??= [...rows.keys()]
      return names[row] ?? ''
    },
  }
}

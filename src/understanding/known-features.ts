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
  /** Of the runs of letters of a word, its edges among them, the rows of those that are known and the names of the others. */
  runsOf: (word: string) => { rows: readonly number[]; others: readonly string[] }
  nameAt: (row: number) => string
}

/** "b:knee " of "b:knee pain", "w:!" of "w:!pain". */
const HEAD = /^[wg]:[!?<]?|^[bsp]:.* |^f:/
/** Letters; runs of this length are features. Runs of three as well cost a fifth of the training and told nothing more. */
const RUN = 4
const RUN_HEAD = 'c:'

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
  const runs = createPairTable([...rows.keys()].filter((name) => name.startsWith(RUN_HEAD)).length)
  for (const [name, row] of rows) {
    const at = RUN_HEAD.length
    if (name.startsWith(RUN_HEAD)) runs.set(twoLetters(name, at), twoLetters(name, at + 2), row)
    const [head] = HEAD.exec(name) ?? []
    if (head) table.set(numberOf(head), numberOf(name.slice(head.length)), row)
  }
  let names: string[] | undefined
  return {
    count: rows.size,
    part: (text) => ({ text, number: numbers.get(text) ?? -1 }),
    rowOf: (head, tail) =>
      head.number < 0 || tail.number < 0 ? -1 : table.get(head.number, tail.number),
    runsOf(word) {
      const padded = ` ${word} `
      const rows: number[] = []
      const others: string[] = []
      for (let at = 0; at + RUN <= padded.length; at += 1) {
        const row = runs.get(twoLetters(padded, at), twoLetters(padded, at + 2))
        if (row >= 0) rows.push(row)
        else others.push(RUN_HEAD + padded.slice(at, at + RUN))
      }
      return { rows, others }
    },
    // Reading itself never asks for the name of what is known.
    nameAt: (row) => {
      names ??= [...rows.keys()]
      return names[row] ?? ''
    },
  }
}

/** Two letters as one number, so that a run need not be cut out of its word to be looked for. */
function twoLetters(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)
}

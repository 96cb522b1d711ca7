/** Numbers by pairs of numbers: what a Map is to one number, without an object or a string for each pair. */
export type PairTable = {
  /** The number of a pair, -1 if there is none. */
  get: (first: number, second: number) => number
  set: (first: number, second: number, value: number) => void
}

const EMPTY = -1
/** Numbers of one entry: the pair and what it stands for. */
const WIDTH = 3

/** A table (open addressing, linear probing) with room for `size` pairs of numbers from 0 on. */
export function createPairTable(size: number): PairTable {
  // Half of it stays empty at least, so that the first or second place looked at is nearly always the right one.
  const places = 2 ** Math.ceil(Math.log2(2 * size + 1))
  const entries = new Int32Array(WIDTH * places).fill(EMPTY)
  const placeOf = (first: number, second: number) => {
    const mixed = Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b)
    let place = (mixed ^ (mixed >>> 15)) & (places - 1)
    while (entries[WIDTH * place] !== EMPTY) {
      if (entries[WIDTH * place] === first && entries[WIDTH * place + 1] === second) break
      place = (place + 1) & (places - 1)
    }
    return WIDTH * place
  }
  return {
    get: (first, second) => entries[placeOf(first, second) + 2] as number,
    set(first, second, value) {
      entries.set([first, second, value], placeOf(first, second))
    },
  }
}

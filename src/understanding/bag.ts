/** Features by number, in the order in which they are met, with their weights: the first `size` of both lists. */
export type Bag = { size: number; numbers: Int32Array; weights: Float64Array }

/** Collects the features of one stretch after the other, each kind by itself. */
export type BagFiller = {
  /** Begins a bag; what the last one held is overwritten. */
  begin: () => void
  add: (number: number) => void
  addAll: (numbers: readonly number[]) => void
  /** Weighs what was added since the last kind: all of it together counts as much as its share. */
  endKind: (share: number) => void
  /** What was collected; good until the next bag is begun. */
  bag: () => Bag
}

/** Features of one message that no model knows: a few, but all while a model is trained. */
const ROOM_FOR_OTHERS = 1_000

/** Prepares the filling of bags in memory that is used again; numbers from `known` on are expected to be few. */
export function createBagFiller(known: number): BagFiller {
  /** How often each feature was met; all 0 but while a bag is filled. */
  let counts = new Int32Array(known + ROOM_FOR_OTHERS)
  let numbers = new Int32Array(ROOM_FOR_OTHERS)
  let weights = new Float64Array(ROOM_FOR_OTHERS)
  let size = 0
  /** Those before are of kinds that have ended. */
  let weighed = 0

  const makeRoom = (): void => {
    const [oldNumbers, oldWeights] = [numbers, weights]
    numbers = new Int32Array(2 * size)
    weights = new Float64Array(2 * size)
    numbers.set(oldNumbers)
    weights.set(oldWeights)
  }
  const add = (number: number): void => {
    if (number >= counts.length) {
      const old = counts
      counts = new Int32Array(2 * number)
      counts.set(old)
    }
    const count = counts[number] as number
    counts[number] = count + 1
    if (count > 0) return
    if (size === numbers.length) makeRoom()
    numbers[size] = number
    size += 1
  }

  return {
    begin() {
      size = 0
      weighed = 0
    },
    add,
    addAll(all) {
      for (let at = 0; at < all.length; at += 1) add(all[at] as number)
    },
    endKind(share) {
      let square = 0
      for (let at = weighed; at < size; at += 1) {
        const number = numbers[at] as number
        const weight = dampened(counts[number] as number)
        counts[number] = 0
        weights[at] = weight
        square += weight ** 2
      }
      const scale = square > 0 ? share / Math.sqrt(square) : 0
      for (let at = weighed; at < size; at += 1) weights[at] = (weights[at] as number) * scale
      weighed = size
    },
    bag: () => ({ size, numbers, weights }),
  }
}

/** What is met again adds less each time. Most is met once, and a logarithm takes longer than all else that is done with it. */
function dampened(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count)
}

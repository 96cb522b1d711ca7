/** Features by number, in the order in which they are met, with their weights. */
export type Bag = { numbers: readonly number[]; weights: readonly number[] }

/** Collects the features of one stretch, one kind after the other. */
export type OpenBag = {
  add: (number: number) => void
  addAll: (numbers: readonly number[]) => void
  /** Weighs what was added since the last kind: all of it together counts as much as its share. */
  endKind: (share: number) => void
  done: () => Bag
}

/** Prepares the filling of bags, one at a time; numbers from `known` on are expected to be few. */
export function createBagFiller(known: number): () => OpenBag {
  /** How often each feature was met; all 0 but while a bag is filled. */
  let counts = new Int32Array(known + ROOM_FOR_OTHERS)

  return () => {
    const numbers: number[] = []
    const weights: number[] = []
    const add = (number: number) => {
      if (number >= counts.length) counts = twiceAsLong(counts, number)
      const count = counts[number] as number
      if (count === 0) numbers.push(number)
      counts[number] = count + 1
    }
    return {
      add,
      addAll(all) {
        for (let at = 0; at < all.length; at += 1) add(all[at] as number)
      },
      endKind(share) {
        const from = weights.length
        let square = 0
        for (let at = from; at < numbers.length; at += 1) {
          const number = numbers[at] as number
          const weight = dampened(counts[number] as number)
          counts[number] = 0
          weights.push(weight)
          square += weight ** 2
        }
        const scale = square > 0 ? share / Math.sqrt(square) : 0
        for (let at = from; at < weights.length; at += 1)
          weights[at] = (weights[at] as number) * scale
      },
      done: () => ({ numbers, weights }),
    }
  }
}

/** Features of one message that no model knows: a few, but all while a model is trained. */
const ROOM_FOR_OTHERS = 1_000

function twiceAsLong(counts: Int32Array, number: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * (number + 1))
  longer.set(counts)
  return longer
}

/** What is met again adds less each time. Most is met once, and a logarithm takes longer than all else that is done with it. */
function dampened(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count)
}

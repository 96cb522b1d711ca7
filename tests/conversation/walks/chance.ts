import { seededRandom } from '../../../src/understanding/seeded-random.ts'

/** Chance that can be had again: the same seed gives the same numbers. */
export type Chance = {
  /** From 0 up to but not including 1. */
  next(): number
  /** A whole number from 0 up to but not including `below`. */
  below(below: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
}

/** Draws from one seed. */
export function seededChance(seed: number): Chance {
  const next = seededRandom(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, pick: (items) => items[below(items.length)] ?? items[0] }
}

import type { Features } from './features.ts'

/** The features of one text, as a whole and in the parts that are scored beside it. */
export type Taken = {
  features: Features
  /** The features of its longer sentences; nothing is learnt from them. */
  sentences?: readonly Features[]
  /** The features of what is told before the questions at the end; nothing is learnt from them either. */
  told?: readonly Features[]
}

/**
 * The features of many texts by number instead of name, which is a fifth of the memory and can be handed to another
 * thread. For each text there is a bag for the whole, one for each stretch of what it tells, and one a sentence.
 */
export type Tally = {
  /** Names in the order in which they were first met; a feature's number is its place here. */
  names: readonly string[]
  /** For each name the number of texts whose whole has it. */
  textsWith: Int32Array
  /** For each text the number of its sentences, and of the stretches of what it tells. */
  sentences: Int32Array
  told: Uint8Array
  /** Where each bag begins in `ids` and `counts`; one more at the end. */
  starts: Int32Array
  ids: Int32Array
  counts: Float32Array
}

/** Counts the features of texts, one text at a time. */
export function tallyOf(texts: Iterable<Taken>): Tally {
  const numbers = new Map<string, number>()
  const textsWith: number[] = []
  const sentences: number[] = []
  const told: number[] = []
  const starts = [0]
  const ids: number[] = []
  const counts: number[] = []
  const put = (bag: Features, isWhole: boolean) => {
    for (const [name, count] of bag) {
      let id = numbers.get(name)
      if (id === undefined) {
        id = numbers.size
        numbers.set(name, id)
        textsWith.push(0)
      }
      if (isWhole) textsWith[id] = (textsWith[id] as number) + 1
      ids.push(id)
      counts.push(count)
    }
    starts.push(ids.length)
  }
  for (const text of texts) {
    put(text.features, true)
    for (const before of text.told ?? []) put(before, false)
    for (const sentence of text.sentences ?? []) put(sentence, false)
    told.push(text.told?.length ?? 0)
    sentences.push(text.sentences?.length ?? 0)
  }
  return {
    names: [...numbers.keys()],
    textsWith: Int32Array.from(textsWith),
    sentences: Int32Array.from(sentences),
    told: Uint8Array.from(told),
    starts: Int32Array.from(starts),
    ids: Int32Array.from(ids),
    counts: Float32Array.from(counts),
  }
}

/** One tally of all, the same as if their texts had been counted in one go. */
export function joinTallies(tallies: readonly Tally[]): Tally {
  const numbers = new Map<string, number>()
  const textsWith: number[] = []
  const total = (lengthOf: (tally: Tally) => number) =>
    tallies.reduce((sum, tally) => sum + lengthOf(tally), 0)
  const texts = total(({ sentences }) => sentences.length)
  const entries = total(({ ids }) => ids.length)
  const sentences = new Int32Array(texts)
  const told = new Uint8Array(texts)
  const starts = new Int32Array(total((tally) => tally.starts.length - 1) + 1)
  const ids = new Int32Array(entries)
  const counts = new Float32Array(entries)
  let [textsBefore, bagsBefore, entriesBefore] = [0, 0, 0]
  for (const tally of tallies) {
    const own = Int32Array.from(tally.names, (name) => {
      const known = numbers.get(name)
      if (known !== undefined) return known
      const id = numbers.size
      numbers.set(name, id)
      return id
    })
    own.forEach((id, at) => {
      textsWith[id] = (textsWith[id] ?? 0) + (tally.textsWith[at] as number)
    })
    sentences.set(tally.sentences, textsBefore)
    told.set(tally.told, textsBefore)
    counts.set(tally.counts, entriesBefore)
    for (let at = 0; at < tally.ids.length; at += 1)
      ids[entriesBefore + at] = own[tally.ids[at] as number] as number
    for (let bag = 1; bag < tally.starts.length; bag += 1)
      starts[bagsBefore + bag] = entriesBefore + (tally.starts[bag] as number)
    textsBefore += tally.sentences.length
    bagsBefore += tally.starts.length - 1
    entriesBefore += tally.ids.length
  }
  return {
    names: [...numbers.keys()],
    textsWith: Int32Array.from(textsWith),
    sentences,
    told,
    starts,
    ids,
    counts,
  }
}

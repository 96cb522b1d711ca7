import { availableParallelism } from 'node:os'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Knowledge } from '../knowledge/index.ts'
import { shared } from './shared-memory.ts'
import { joinTallies, type Taken, type Tally, tallyOf } from './tally.ts'
import { createParser } from './understand.ts'

/** Texts that several threads take apart at once, a part at a time: each takes the next that nobody has taken. */
export type Texts = {
  texts: readonly string[]
  /** Of one text in so many, the first among them, the sentences and what it tells are counted as well. */
  withParts: number
  knowledge: Knowledge
  vocabulary: ReadonlyMap<string, number>
  parts: number
  /** Number of parts taken, and number of parts done; every thread sees it. */
  progress: Int32Array
}
/** A part that is done; without a tally where its thread failed. */
export type Part = { part: number; tally?: Tally }
const TAKEN = 0
const DONE = 1

/** Texts of one part. */
const PART = 1_000
/** Parts from which a second thread is worth its start. */
const MANY = 4
/** Threads beside this one at most: each has a parser of its own. */
const HELPERS_AT_MOST = 3

/** Takes texts apart and counts their features, on all cores. Blocks until done; the same for any number of cores. */
export function takeTexts(wanted: Omit<Texts, 'parts' | 'progress'>): Tally {
  const { texts } = wanted
  const parts = Math.ceil(texts.length / PART)
  const progress = new Int32Array(shared(2))
  const work: Texts = { ...wanted, parts, progress }
  const helperCount = parts < MANY ? 0 : Math.min(availableParallelism() - 1, HELPERS_AT_MOST)
  const ports = Array.from({ length: helperCount }, () => {
    const { port1, port2 } = new MessageChannel()
    new Worker(new URL('./take-texts-worker.ts', import.meta.url), {
      workerData: { work, port: port2 },
      transferList: [port2],
    })
    return port1
  })
  const take = createTake(work)
  const tallies: (Tally | undefined)[] = []
  takeParts(work, (part) => {
    tallies[part] = take(part)
  })
  for (;;) {
    const done = Atomics.load(progress, DONE)
    if (done === parts) break
    Atomics.wait(progress, DONE, done)
  }
  for (const port of ports) {
    for (;;) {
      const received: { message: Part } | undefined = receiveMessageOnPort(port)
      if (!received) break
      tallies[received.message.part] = received.message.tally
    }
    port.close()
  }
  // What failed elsewhere fails here again, where the error is seen.
  return joinTallies(Array.from({ length: parts }, (_, part) => tallies[part] ?? take(part)))
}

/** Gives this thread one part after the other until none is left to take. */
export function takeParts({ parts, progress }: Texts, onPart: (part: number) => void): void {
  for (;;) {
    const part = Atomics.add(progress, TAKEN, 1)
    if (part >= parts) return
    onPart(part)
    Atomics.add(progress, DONE, 1)
    Atomics.notify(progress, DONE)
  }
}

/** Takes one part apart: for this thread and its helpers. */
export function createTake({
  texts,
  withParts,
  knowledge,
  vocabulary,
}: Omit<Texts, 'parts' | 'progress'>): (part: number) => Tally {
  const parse = createParser(knowledge, vocabulary)
  // One text at a time: what was taken apart is garbage before it is old.
  function* taken(part: number): Generator<Taken> {
    for (let at = part * PART; at < Math.min((part + 1) * PART, texts.length); at += 1) {
      const parsed = parse(texts[at] as string)
      yield at % withParts === 0 ? parsed : { features: parsed.features }
    }
  }
  return (part) => tallyOf(taken(part))
}

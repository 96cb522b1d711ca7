import { type MessagePort, workerData } from 'node:worker_threads'
import { createTake, type Part, type Texts, takeParts } from './take-texts.ts'
import type { Tally } from './tally.ts'

const { work, port } = workerData as { work: Texts; port: MessagePort }
const take = createTake(work)
takeParts(work, (part) => {
  let tally: Tally | undefined
  try {
    tally = take(part)
  } catch {
    // The thread that asked takes this part once more and sees why it fails.
  }
  port.postMessage({ part, ...(tally ? { tally } : {}) } satisfies Part)
})

import { parentPort, workerData } from 'node:worker_threads'
import { KnowledgeError } from '../knowledge/index.ts'
import { loadCore } from '../load-core.ts'
import type { LoadedAside } from './load-aside.ts'

parentPort?.postMessage(load())

function load(): LoadedAside {
  try {
    return { kind: 'loaded', core: loadCore(undefined, workerData) }
  } catch (error) {
    // These messages name file, line and mend of our own content; others are faults of ours.
    if (!(error instanceof KnowledgeError)) throw error
    return { kind: 'refused', message: error.message }
  }
}

import { Worker } from 'node:worker_threads'
import type { Core, Folders } from '../load-core.ts'

export type LoadedAside = { kind: 'loaded'; core: Core } | { kind: 'refused'; message: string }

/**
 * Loads, checks and trains content in a thread of its own, so that conversations go on meanwhile. What cannot be used
 * comes back with the message that says why.
 */
export function loadAside(folders: Folders): Promise<LoadedAside> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load-aside-worker.ts', import.meta.url), {
      workerData: folders,
      // Nothing of the environment is needed there, and it holds the secrets.
      env: {},
    })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`loading ended without a result (${code})`)))
  })
}

import { Worker } from 'node:worker_threads'

/** Pixels; sharp on a phone at the widest that Slack shows. */
const WIDTH = 960
/** A drawing of ours takes well under a second; one that takes longer is given up. */
const DRAWING_MS = 15_000

/**
 * An SVG as PNG, as Slack shows no SVG. Drawn in a thread of its own: it takes some hundred milliseconds, during which
 * nobody else should wait. Throws when it cannot be drawn.
 */
export function drawPicture(svg: string): Promise<Uint8Array> {
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), {
    workerData: { svg, width: WIDTH },
  })
  return new Promise<Uint8Array>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('drawing took too long')), DRAWING_MS)
    worker.once('message', (png: Uint8Array) => resolve(png))
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the drawing was not finished'))
    })
  }).finally(() => void worker.terminate())
}

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Intent, Knowledge } from '../knowledge/index.ts'
import type { Head } from './linear-model.ts'
import { train } from './train.ts'
import type { TrainedModel } from './understand.ts'

type Header = {
  key: string
  heads: readonly Head[]
  rows: readonly string[]
  thresholds: Record<string, number>
  vocabulary: Record<string, number>
}

/**
 * The model for this content: read from `folder` when it was trained on just this content by just this code,
 * else trained and written there.
 */
export function modelFor(
  knowledge: Knowledge,
  readAll: () => Intent[],
  { folder, key, onTraining }: { folder: string; key: string; onTraining?: () => void },
): TrainedModel {
  const stored = readModel(folder, key)
  if (stored) return stored
  onTraining?.()
  const model = train(readAll(), knowledge)
  writeModel(folder, key, model)
  return model
}

/** What a model depends on: the content folders and the code that reads and trains. */
export function contentKey(folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    for (const name of names) hash.update(name.slice(folder.length)).update(readFileSync(name))
  }
  return hash.digest('hex')
}

function readModel(folder: string, key: string): TrainedModel | undefined {
  try {
    const header: Header = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'))
    if (header.key !== key) return undefined
    const bytes = readFileSync(join(folder, 'model.bin'))
    const columns = header.heads.reduce((sum, { labels }) => sum + labels.length, 0)
    const numbers = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    )
    if (numbers.length !== (header.rows.length + 1) * columns) return undefined
    return {
      linear: {
        heads: header.heads,
        rows: new Map(header.rows.map((name, row) => [name, row])),
        bias: numbers.subarray(0, columns),
        weights: numbers.subarray(columns),
      },
      thresholds: new Map(Object.entries(header.thresholds)),
      vocabulary: new Map(Object.entries(header.vocabulary)),
    }
  } catch {
    // Missing or cut off in the middle: train again.
    return undefined
  }
}

function writeModel(
  folder: string,
  key: string,
  { linear, thresholds, vocabulary }: TrainedModel,
): void {
  const header: Header = {
    key,
    heads: linear.heads,
    rows: [...linear.rows.keys()],
    thresholds: Object.fromEntries(thresholds),
    vocabulary: Object.fromEntries(vocabulary),
  }
  mkdirSync(dirname(join(folder, 'model.bin')), { recursive: true })
  const numbers = new Float32Array(linear.bias.length + linear.weights.length)
  numbers.set(linear.bias)
  numbers.set(linear.weights, linear.bias.length)
  const bytes = new Uint8Array(numbers.buffer)
  replaceFile(join(folder, 'model.bin'), bytes)
  replaceFile(join(folder, 'model.json'), JSON.stringify(header))
}

/** Written aside and renamed, so that another process never reads half a file. */
function replaceFile(path: string, content: string | Uint8Array): void {
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, content)
  renameSync(aside, path)
}

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Intent, Knowledge } from '../knowledge/index.ts'
import type { Calibration, Head } from './linear-model.ts'
import { train } from './train.ts'
import type { TrainedModel } from './understand.ts'

type Header = {
  key: string
  heads: readonly Head[]
  calibrations: readonly Calibration[]
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
    const size = header.rows.length
    if (numbers.length !== columns + size + size * columns) return undefined
    return {
      linear: {
        heads: header.heads,
        calibrations: header.calibrations,
        rows: new Map(header.rows.map((name, row) => [name, row])),
        bias: numbers.subarray(0, columns),
        rarity: numbers.subarray(columns, columns + size),
        weights: numbers.subarray(columns + size),
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
    calibrations: linear.calibrations,
    rows: [...linear.rows.keys()],
    thresholds: Object.fromEntries(thresholds),
    vocabulary: Object.fromEntries(vocabulary),
  }
  mkdirSync(dirname(join(folder, 'model.bin')), { recursive: true })
  const { bias, rarity, weights } = linear
  const numbers = new Float32Array(bias.length + rarity.length + weights.length)
  numbers.set(bias)
  numbers.set(rarity, bias.length)
  numbers.set(weights, bias.length + rarity.length)
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

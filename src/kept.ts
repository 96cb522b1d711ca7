import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { filesUnder } from './files-under.ts'

/**
 * What `make` gives, kept in `file` until `key` changes: what costs a while to make and is the same each time. It must
 * be plain data, maps, sets and typed arrays. A kept file that is cut off, or of another Node, is made again; where
 * nothing can be written, each time.
 */
export function kept<Value>(file: string, key: string, make: () => Value): Value {
  const before = readKept<Value>(file)
  if (before?.key === key) return before.value
  const value = make()
  try {
    keep(file, serialize({ key, value }))
  } catch (error) {
    // A container's or a service's program folder is read-only, and a disk may be full; the value is good all the same.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
  return value
}

/** Written aside and renamed, so that another process never reads half a file. */
function keep(file: string, bytes: Buffer): void {
  mkdirSync(dirname(file), { recursive: true })
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, bytes)
  renameSync(aside, file)
}

/** A key that changes with the name or content of any file under `paths`, folders or files. */
export function keyOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    // Who reads what is missing says so in better words.
    for (const name of filesUnder(path).filter(existsSync)) {
      hash.update(`${name.slice(path.length)}\0`).update(readFileSync(name))
    }
  }
  return hash.digest('hex')
}

function readKept<Value>(file: string): { key: string; value: Value } | undefined {
  try {
    return deserialize(readFileSync(file))
  } catch {
    return undefined
  }
}

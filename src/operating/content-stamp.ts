import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A text that changes when a file under `paths` (folders or files) changes, appears or goes: names, sizes and times.
 * Looking is more dependable than being told: editors replace files, and mounted folders tell nobody.
 */
export function contentStamp(paths: readonly string[]): string {
  return paths.flatMap((path) => filesOf(path).map(stampOf)).join('\n')
}

function filesOf(path: string): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(path, { recursive: true, withFileTypes: true })
  } catch {
    // A file, or nothing at all.
    return [path]
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${path} ${stat.size} ${stat.mtimeMs}` : `${path} missing`
}

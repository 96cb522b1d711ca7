import { statSync } from 'node:fs'
import { filesUnder } from '../files-under.ts'

/**
 * A text that changes when a file under `paths` (folders or files) changes, appears or goes: names, sizes and times.
 * Looking is more dependable than being told: editors replace files, and mounted folders tell nobody.
 */
export function contentStamp(paths: readonly string[]): string {
  return paths.flatMap((path) => filesUnder(path).map(stampOf)).join('\n')
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${path} ${stat.size} ${stat.mtimeMs}` : `${path} missing`
}

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder, in order of its name; of anything else, there or not, the path itself. */
export function filesUnder(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

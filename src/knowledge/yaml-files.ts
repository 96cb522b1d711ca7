import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The names of a content folder's YAML files, in order; none where the folder is missing. */
export function yamlFiles(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
  } catch {
    return []
  }
}

import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The folders of the project, wherever it was cloned to. */
export const PATHS = {
  root,
  knowledge: join(root, 'knowledge'),
  intents: join(root, 'intents'),
  figures: join(root, 'figures'),
  build: join(root, 'build'),
  data: join(root, 'data'),
} as const

/** The content folders below `root`, which may be elsewhere than the program. */
export function foldersIn(root: string) {
  return {
    knowledge: join(root, 'knowledge'),
    intents: join(root, 'intents'),
    figures: join(root, 'figures'),
    build: join(root, 'build'),
  }
}

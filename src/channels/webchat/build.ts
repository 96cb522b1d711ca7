import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PATHS } from '../../paths.ts'

const SOURCE = join(PATHS.root, 'src', 'channels', 'webchat', 'browser')
/** Where the built scripts are served from. */
export const BROWSER_FOLDER = join(PATHS.build, 'browser')
const ENTRIES = ['chat', 'widget'] as const

/** Bundles the browser code unless it was built from just these sources. */
export async function buildBrowserCode(): Promise<void> {
  const key = sourceKey()
  const stamp = join(BROWSER_FOLDER, 'key')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return
  mkdirSync(BROWSER_FOLDER, { recursive: true })
  // A bundler is needed only where the sources changed, so a container can leave it out.
  const { build } = await import('vite')
  for (const name of ENTRIES) {
    await build({
      configFile: false,
      logLevel: 'warn',
      root: SOURCE,
      build: {
        outDir: BROWSER_FOLDER,
        emptyOutDir: false,
        target: 'es2022',
        lib: {
          entry: join(SOURCE, `${name}.ts`),
          formats: ['iife'],
          name: 'kneewiseCode',
          fileName: () => `${name}.js`,
        },
      },
    })
  }
  writeFileSync(stamp, key)
}

function sourceKey(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(SOURCE).sort())
    hash.update(name).update(readFileSync(join(SOURCE, name)))
  return hash.digest('hex')
}

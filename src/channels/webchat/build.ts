import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PATHS } from '../../paths.ts'
import { precompress } from './precompress.ts'

const SOURCE = join(PATHS.root, 'src', 'channels', 'webchat', 'browser')
const ASSETS = join(PATHS.root, 'src', 'channels', 'webchat', 'assets')
/** What the browser code shares with the server. */
const SHARED = [
  join(PATHS.root, 'src', 'channels', 'webchat', 'view'),
  join(PATHS.root, 'src', 'replies'),
]
/** Where the built scripts, the style and the pictures are served from, each beside its compressed forms. */
export const BROWSER_FOLDER = join(PATHS.build, 'browser')
const ENTRIES = ['chat', 'widget', 'reading', 'stock'] as const

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
  for (const name of readdirSync(ASSETS))
    copyFileSync(join(ASSETS, name), join(BROWSER_FOLDER, name))
  const served = readdirSync(BROWSER_FOLDER).filter((name) => /\.(?:js|css|svg)$/.test(name))
  await Promise.all(served.map((name) => precompress(join(BROWSER_FOLDER, name))))
  writeFileSync(stamp, key)
}

function sourceKey(): string {
  const hash = createHash('sha256')
  for (const folder of [SOURCE, ASSETS, ...SHARED]) {
    for (const name of readdirSync(folder).sort())
      hash.update(name).update(readFileSync(join(folder, name)))
  }
  // A change of how it is built counts as a change, too.
  hash.update(readFileSync(fileURLToPath(import.meta.url)))
  return hash.digest('hex')
}

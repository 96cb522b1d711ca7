// Runs a script of the project on Node 24, whatever Node called npm, and installs the dependencies first
// when there are none. Plain JavaScript that Node 20 can read: nothing else of the project needs to.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED_MAJOR = 24
const root = dirname(fileURLToPath(import.meta.url))
const isNewEnough = Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR

if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  const [command, first] = process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  console.error('Installing what Kneewise needs; this happens once.')
  const install = spawnSync(
    command,
    [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  )
  if (install.status !== 0) {
    console.error(
      'The installation failed; the lines above say why. Mend that and run the command again.',
    )
    process.exit(install.status ?? 1)
  }
}

/** The Node 24 that came with the dependencies, for machines whose own Node is older. */
function bundledNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return undefined
  }
}

const node = isNewEnough ? process.execPath : bundledNode()
if (!node) {
  console.error(
    `Kneewise needs Node ${NEEDED_MAJOR} or newer, this is ${process.version}, and none is bundled for ` +
      `${process.platform} ${process.arch}. Install Node ${NEEDED_MAJOR} from nodejs.org and try again.`,
  )
  process.exit(1)
}
const [script, ...rest] = process.argv.slice(2)
const run = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...rest], {
  stdio: 'inherit',
  // Compiled once, not at every start: half a second of two.
  env: { NODE_COMPILE_CACHE: join(root, 'build', 'compile-cache'), ...process.env },
})
// Who stops the launcher means the program; at a terminal it gets Ctrl-C itself.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => run.kill(signal))
process.on('SIGINT', () => undefined)
run.on('exit', (code) => process.exit(code ?? 1))

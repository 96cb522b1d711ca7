import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PATHS } from '../../paths.ts'
import { precompress } from './precompress.ts'

/**
 * Microsoft's published Web Chat. Not a dependency: its one prebuilt file is all we serve, and installing it would
 * bring 440 packages that are already inside that file.
 */
const PACKAGE = 'botframework-webchat'
const VERSION = '4.18.1'
/** What the registry published; any other bytes are refused. */
const INTEGRITY =
  'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg=='

/** Where the stock client is served from: `webchat.js` and its compressed forms. */
export const STOCK_FOLDER = join(PATHS.build, `web-chat-${VERSION}`)

/** Its address on our server. */
export const STOCK_SCRIPT = `/assets/web-chat-${VERSION}/webchat.js`

/** Whether the stock client can be served. */
export function hasStockWebChat(): boolean {
  return existsSync(STOCK_FOLDER)
}

/** Fetches the stock client through npm unless it is there; throws when it cannot be had. No code of it is run. */
export async function fetchStockWebChat(): Promise<void> {
  if (hasStockWebChat()) return
  mkdirSync(PATHS.build, { recursive: true })
  const folder = mkdtempSync(join(PATHS.build, 'fetching-'))
  try {
    await npm(['pack', `${PACKAGE}@${VERSION}`, '--pack-destination', folder, '--silent'])
    const archive = join(folder, `${PACKAGE}-${VERSION}.tgz`)
    const hash = createHash('sha512').update(readFileSync(archive)).digest('base64')
    if (`sha512-${hash}` !== INTEGRITY)
      throw new Error(`${PACKAGE} ${VERSION} is not what was published`)
    await run('tar', ['-xzf', archive, '-C', folder, 'package/dist/webchat.js'])
    await precompress(join(folder, 'package', 'dist', 'webchat.js'))
    // In one step, so that another process never sees half of it.
    if (!hasStockWebChat()) renameSync(join(folder, 'package', 'dist'), STOCK_FOLDER)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the npm that called us, or the one of the machine. */
function npm(args: string[]): Promise<void> {
  const called = process.env.npm_execpath
  if (called) return run(process.execPath, [called, ...args])
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args)
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`${command} ended with ${status}`)),
    )
  })
}

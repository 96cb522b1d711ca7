import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { eventually } from '../eventually.ts'

/** Debian's place; the tests start servers of their own from it, on free ports, with nothing written to the disk. */
const PROGRAM = '/usr/bin/redis-server'
export const HAS_REDIS = existsSync(PROGRAM)
if (!HAS_REDIS) {
  console.log(`Redis tests are skipped: there is no ${PROGRAM} (Debian package: redis-server).`)
}

export type RedisServer = { url: string; port: number; stop: () => Promise<void> }

/** A Redis of the tests' own. `port` and `folder` for one that comes back with what it had. */
export async function startRedis({
  port = 0,
  folder,
  fsync = 'always',
  more = [],
}: {
  port?: number
  folder?: string
  fsync?: 'always' | 'everysec'
  more?: readonly string[]
} = {}): Promise<RedisServer> {
  const own = port || (await freePort())
  const keeping = folder
    ? ['--dir', folder, '--appendonly', 'yes', '--appendfsync', fsync]
    : ['--appendonly', 'no']
  const server = spawn(
    PROGRAM,
    ['--port', String(own), '--bind', '127.0.0.1', '--save', '', ...keeping, ...more],
    { stdio: 'ignore' },
  )
  await eventually(async () => ((await isOpen(own)) ? true : undefined))
  return { url: `redis://127.0.0.1:${own}`, port: own, stop: () => stopProcess(server, 'SIGTERM') }
}

/** Ends a process that a test started and waits until it is gone and all that it wrote has been read. */
export function stopProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill(signal)
  })
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** A server in a process of its own, on a port of this machine. */
export type Child = {
  url: string
  residentBytes: () => number
  /** Milliseconds of processor time so far. */
  processorMs: () => number
  /** What is in use once all garbage is collected; of a server that tells its memory. */
  liveBytes: () => Promise<number>
  stop: () => Promise<void>
}

/** Starts a script and waits until it prints the port it listens on. */
export async function startChild(
  script: string,
  args: string[] = [],
  environment: Record<string, string> = {},
): Promise<Child> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--expose-gc', script, ...args],
    {
      // The channel tells the server when we are gone, however that happened.
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...environment },
    },
  )
  const port = await portOf(child)
  return {
    url: `http://127.0.0.1:${port}`,
    residentBytes: () => residentBytes(child.pid ?? 0),
    processorMs: () => processorMs(child.pid ?? 0),
    liveBytes: () =>
      new Promise((resolve) => {
        child.once('message', (told: { liveBytes: number }) => resolve(told.liveBytes))
        child.send('tell')
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    child.stdout?.on('data', (data) => {
      const port = /port (\d+)/.exec(String(data))?.[1]
      if (port) resolve(Number(port))
    })
  })
}

/** Its own and the system's work for it, in ticks of a hundredth of a second; only Linux tells. */
function processorMs(pid: number): number {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return Number.NaN
  const fields = readFileSync(path, 'utf8').split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** Memory that the process really holds; only Linux tells. */
function residentBytes(pid: number): number {
  const path = `/proc/${pid}/status`
  if (!existsSync(path)) return Number.NaN
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) * 1_024
}

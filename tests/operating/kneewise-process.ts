import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PATHS } from '../../src/paths.ts'
import { stopProcess } from '../storage/redis-server.ts'

export type KneewiseProcess = {
  child: ChildProcess
  url: string
  /** Lines of its log so far. */
  log: string[]
  kill: () => Promise<void>
  /** Asks it to stop and gives its exit code. */
  stop: () => Promise<number | null>
}

/** The program itself, in a process of its own, ready to serve. */
export async function startKneewise(
  port: number,
  environment: Record<string, string>,
  {
    shell = 'exec "$@"',
    script = ['src/cli.ts', 'start'],
  }: {
    /** A shell line to run it from, with "$@" for the command. */
    shell?: string
    /** What is run, from the root of the project. */
    script?: readonly string[]
  } = {},
): Promise<KneewiseProcess> {
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', ...script]
  const child = spawn('sh', ['-c', shell, 'sh', ...program], {
    cwd: PATHS.root,
    // Nothing of ours but the path, so that a real token in the environment is never used.
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      HOST: '127.0.0.1',
      KNEEWISE_SETTINGS: join(PATHS.root, 'no-such-file.yaml'),
      KNEEWISE_TOKEN_KEY: 'a key for the tests, long enough to be taken',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log: string[] = []
  const ready = new Promise<void>((resolve, reject) => {
    const onLine = (line: string) => {
      log.push(line)
      if (line.includes('Kneewise is ready')) resolve()
    }
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', onLine)
    }
    child.once('exit', () => reject(new Error(`it did not start:\n${log.join('\n')}`)))
  })
  await ready
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    log,
    kill: () => stopProcess(child, 'SIGKILL'),
    async stop() {
      await stopProcess(child, 'SIGTERM')
      return child.exitCode
    },
  }
}

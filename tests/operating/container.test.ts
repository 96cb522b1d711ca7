import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PATHS } from '../../src/paths.ts'
import { freePort } from '../storage/redis-server.ts'
import { startKneewise } from './kneewise-process.ts'

const read = (name: string) => readFileSync(join(PATHS.root, name), 'utf8')

/** What the last stage of the Dockerfile copies out of the project, and its .dockerignore lets through. */
function filesOfTheImage(): string[] {
  const lastStage =
    read('Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? ''
  const copied = [...lastStage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  )
  const sent = new Set(
    read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1)),
  )
  return copied.filter((name) => sent.has(name) && existsSync(join(PATHS.root, name)))
}

it('the files of the container are all that the program needs, with Slack switched on as well', async () => {
  const image = mkdtempSync(join(tmpdir(), 'kneewise-image-'))
  for (const name of filesOfTheImage()) {
    cpSync(join(PATHS.root, name), join(image, name), { recursive: true })
  }
  cpSync(PATHS.build, join(image, 'build'), { recursive: true })
  symlinkSync(join(PATHS.root, 'node_modules'), join(image, 'node_modules'))
  const kneewise = await startKneewise(
    await freePort(),
    {
      KNEEWISE_DATA: join(image, 'data'),
      SLACK_BOT_TOKEN: 'xoxb-nobody',
      SLACK_SIGNING_SECRET: 'signing-secret-of-nobody',
      // Nobody listens there.
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
    },
    { shell: `cd '${image}' && exec "$@"` },
  )
  expect((await fetch(`${kneewise.url}/readyz`)).status).toBe(200)
  expect((await fetch(`${kneewise.url}/knowledge`)).status).toBe(200)
  expect(await kneewise.stop()).toBe(0)
  rmSync(image, { recursive: true })
})

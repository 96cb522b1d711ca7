import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { PATHS } from '../../src/paths.ts'
import { eventually, type RunningServer, runServer } from '../channels/server.ts'
import { visit } from './chat.ts'

/** Examples kept of each list, so that training takes a second. */
const FEW = 5

let folder: string
let kneewise: RunningServer
const log: string[] = []
const settings = () => join(folder, 'kneewise.yaml')
const entry = () => join(folder, 'knowledge', 'prevention', 'shoes.yaml')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
  for (const part of ['knowledge', 'intents', 'figures']) {
    cpSync(join(PATHS.root, part), join(folder, part), { recursive: true })
  }
  thinOut(join(folder, 'intents'))
  writeFileSync(settings(), 'country: GB\n')
  kneewise = await runServer(
    { KNEEWISE_CONTENT: folder, KNEEWISE_SETTINGS: settings(), LOG_LEVEL: 'info' },
    undefined,
    { lookMs: 30, logStream: { write: (line) => void log.push(line) } },
  )
})
afterAll(async () => {
  await kneewise?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('settings and content that change while conversations go on', { timeout: 90_000 }, () => {
  it('are used from the next message on, and red flags stay in force', async () => {
    const runner = await visit(kneewise.url)
    expect(await runner.ask('my knee is stuck bent and I cannot straighten it')).toMatch(/111/)
    writeFileSync(settings(), 'country: US\nallowedSites: ["https://new.example"]\n')
    await logged(/The settings have changed/)
    const answer = await runner.ask('which running shoes suit a heavy runner?')
    expect(answer).toMatch(/^Have it looked at today/)
    expect(answer).not.toMatch(/111/)
    const page = await fetch(`${kneewise.url}/?framed`)
    expect(page.headers.get('content-security-policy')).toContain('https://new.example')
  })

  it('are left alone when the settings are broken or half-written', async () => {
    const line = await afterChange(
      settings(),
      'country: Britain\nallowedSites: [',
      /settings cannot/,
    )
    expect(line).toMatch(/kneewise\.yaml:\d+/)
    const page = await fetch(`${kneewise.url}/?framed`)
    expect(page.headers.get('content-security-policy')).toContain('https://new.example')
    await afterChange(settings(), 'country: GB\n', /The settings have changed/)
  })

  it('are trained aside and swapped at once; conversations in progress go on', async () => {
    const runner = await visit(kneewise.url)
    await runner.ask('the outside of my knee is sore going downstairs')
    const changed = readFileSync(entry(), 'utf8').replace(
      /^title: .*$/m,
      'title: Shoes for the club',
    )
    writeFileSync(entry(), changed)
    await logged(/checked and trained aside/)
    expect((await runner.ask('what about ice?')).length).toBeGreaterThan(0)
    await logged(/The new content is in use now/)
    const page = await (await fetch(`${kneewise.url}/knowledge/shoes`)).text()
    expect(page).toContain('Shoes for the club')
    expect((await runner.ask('which running shoes suit a heavy runner?')).length).toBeGreaterThan(0)
  })

  it('are left alone when the content is broken, and the log says where', async () => {
    const whole = readFileSync(entry(), 'utf8')
    const broken = whole.replace(/^title: .*\n/m, '')
    const line = await afterChange(entry(), broken, /content cannot be used/)
    expect(line).toMatch(/prevention\/shoes\.yaml:\d+/)
    const page = await (await fetch(`${kneewise.url}/knowledge/shoes`)).text()
    expect(page).toContain('Shoes for the club')
  })
})

async function afterChange(path: string, text: string, line: RegExp): Promise<string> {
  log.length = 0
  writeFileSync(path, text)
  return logged(line)
}

async function logged(line: RegExp): Promise<string> {
  // Training takes seconds, and longer beside other tests.
  const found = await eventually(() => log.find((entry) => line.test(entry)), { seconds: 60 })
  return found.replaceAll('\\n', '\n')
}

/** Leaves a few examples in each list: what is tested here is the change, not the reading. */
function thinOut(intents: string): void {
  for (const name of readdirSync(intents, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.yaml')) continue
    const path = join(intents, name)
    writeFileSync(path, stringify(thinned(parse(readFileSync(path, 'utf8')))))
  }
}

function thinned(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, FEW).map(thinned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, thinned(inner)]))
}

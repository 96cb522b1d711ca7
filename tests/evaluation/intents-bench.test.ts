import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/paths.ts'

const folder = mkdtempSync(join(tmpdir(), 'kneewise-intents-'))
afterAll(() => rmSync(folder, { recursive: true }))

const of = (label: string, texts: string[]) => texts.map((text) => [text, label])
const asked = [
  ...of('weather', ['will it rain today', 'is it sunny in june', 'rain or sun tomorrow']),
  ...of('balance', [
    'my bank balance',
    'how much money is in my account',
    'account balance please',
  ]),
]
const foreign = of('oos', ['who wrote this poem', 'what do owls eat'])

describe('the bench over a public intent set', () => {
  it('ends with accuracy in scope and recall out of scope at one threshold', () => {
    const path = join(folder, 'data.json')
    const parts = { train: asked, val: asked, test: asked }
    const others = { oos_train: foreign, oos_val: foreign, oos_test: foreign }
    writeFileSync(path, JSON.stringify({ ...parts, ...others }))
    const bench = join(PATHS.root, 'bench', 'intents.ts')
    const output = execFileSync(process.execPath, [bench, path], { encoding: 'utf8' })
    expect(output.trimEnd().split('\n').at(-1)).toMatch(
      /^in-scope accuracy [01]\.\d{3}, out-of-scope recall [01]\.\d{3}$/,
    )
  }, 60_000)
})

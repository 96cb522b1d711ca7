import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KnowledgeError, loadKnowledge, readKnowledge } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kneewise-'))
  cpSync(PATHS.knowledge, root, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (file: string, text: string | Uint8Array) => writeFileSync(join(root, file), text)
const change = (file: string, from: string | RegExp, to: string) => {
  const before = readFileSync(join(root, file), 'utf8')
  const after = before.replace(from, to)
  expect(after, `nothing to change in ${file}`).not.toBe(before)
  write(file, after)
}
const problemsIn = (file: string) =>
  readKnowledge(root).problems.filter(({ at }) => at.file === file)

describe('a broken content file', () => {
  it('gets the place and the rule when its YAML is broken', () => {
    change('care/first-steps.yaml', /^title: .*$/m, 'title: "The first days')
    const [problem] = problemsIn('care/first-steps.yaml')
    expect(problem).toMatchObject({ code: 'yaml', at: { line: expect.any(Number) } })
    expect(problem?.mend).toMatch(/double quotes/)
  })

  it('is told which source is missing and which was probably meant', () => {
    change('prevention/cadence.yaml', 'heiderscheit-2011', 'heiderschiet-2011')
    expect(problemsIn('prevention/cadence.yaml')).toContainEqual(
      expect.objectContaining({
        code: 'missing-source',
        mend: 'Did you mean "heiderscheit-2011"?',
      }),
    )
  })

  it('is told when a statement names no source at all', () => {
    change('info/swelling.yaml', /(- text: Raise it.*\n.*\n?) +sources:\n +- nhs-sprains\n/, '$1')
    expect(problemsIn('info/swelling.yaml')[0]?.message).toMatch(/sources.*common-practice/)
  })

  it('is told which id is unknown', () => {
    change('causes/bursitis.yaml', /related:\n {2}- \w[\w-]*/, 'related:\n  - sweling')
    expect(problemsIn('causes/bursitis.yaml')).toContainEqual(
      expect.objectContaining({ code: 'unknown-reference', mend: 'Did you mean "swelling"?' }),
    )
  })

  it('is told which finding, source or hard sentence of a visit to change', () => {
    change('visits.yaml', 'all: [feels-loose]', 'all: [feels-lose]')
    change('visits.yaml', 'sources: [nhs-sprains]', 'sources: [nhs-sprain]')
    change(
      'visits.yaml',
      'a knee that popped and has hurt since',
      'an audibly cracking articulation with persistent pain',
    )
    expect(problemsIn('visits.yaml')).toMatchObject([
      { code: 'missing-source', at: { line: 9 }, mend: 'Did you mean "nhs-sprains"?' },
      { code: 'reading-grade', at: { line: 6 } },
      { code: 'unknown-reference', at: { line: 17 }, mend: 'Did you mean "feels-loose"?' },
    ])
  })

  it('is told which sign that needs a surer detector is unknown', () => {
    change('triage-rules.yaml', 'persistent-pain: 0.7', 'persistant-pain: 0.7')
    expect(problemsIn('triage-rules.yaml')).toContainEqual(
      expect.objectContaining({
        code: 'unknown-reference',
        mend: 'Did you mean "persistent-pain"?',
      }),
    )
  })

  it('is told which sign is said to be ended by an unknown finding, and which unknown sign', () => {
    change('triage-rules.yaml', 'persistent-pain: pain-over', 'persistent-pain: pain-ower')
    expect(problemsIn('triage-rules.yaml')).toContainEqual(
      expect.objectContaining({ code: 'unknown-reference', mend: 'Did you mean "pain-over"?' }),
    )
    change('triage-rules.yaml', 'persistent-pain: pain-ower', 'persistant-pain: pain-over')
    expect(problemsIn('triage-rules.yaml')).toContainEqual(
      expect.objectContaining({
        code: 'unknown-reference',
        mend: 'Did you mean "persistent-pain"?',
      }),
    )
  })

  it('is told which sign of another language is unknown', () => {
    change('languages.yaml', '      self-harm: [', '      self-ham: [')
    expect(problemsIn('languages.yaml')).toContainEqual(
      expect.objectContaining({ code: 'unknown-reference', mend: 'Did you mean "self-harm"?' }),
    )
  })

  it('is told when another entry has its id', () => {
    write('info/shoes.yaml', readFileSync(join(root, 'prevention/shoes.yaml')))
    expect(problemsIn('info/shoes.yaml')).toContainEqual(
      expect.objectContaining({ code: 'duplicate-id' }),
    )
  })

  it('is told when it is empty', () => {
    write('care/recovery-time.yaml', '  \n')
    expect(problemsIn('care/recovery-time.yaml')).toEqual([
      expect.objectContaining({ code: 'empty-file', mend: 'Fill it in or delete it.' }),
    ])
  })

  it('is not read when it is far too large', () => {
    write('care/recovery-time.yaml', `id: ${'x'.repeat(5_000_000)}`)
    expect(problemsIn('care/recovery-time.yaml')).toEqual([
      expect.objectContaining({ code: 'too-large' }),
    ])
  })

  it('is told about tabs', () => {
    change('care/recovery-time.yaml', /^ {2}text/m, '\ttext')
    expect(problemsIn('care/recovery-time.yaml')).toContainEqual(
      expect.objectContaining({ code: 'yaml', mend: 'Indent with two spaces.' }),
    )
  })

  it('is told about a byte-order mark', () => {
    change('care/recovery-time.yaml', /^/, '\uFEFF')
    expect(problemsIn('care/recovery-time.yaml')).toEqual([
      expect.objectContaining({ code: 'byte-order-mark' }),
    ])
  })

  it('is told about a field that does not exist, at the field itself', () => {
    change('care/recovery-time.yaml', 'evidence:', 'evidense: 1\nevidence:')
    const [problem] = problemsIn('care/recovery-time.yaml')
    const lines = readFileSync(join(root, 'care/recovery-time.yaml'), 'utf8').split('\n')
    expect(problem?.message).toContain('"evidense"')
    expect(lines[(problem?.at.line ?? 0) - 1]).toMatch(/^evidense/)
  })

  it('is told when a short answer is too hard to read', () => {
    change(
      'prevention/shoes.yaml',
      /text: Choose shoes[^\n]*/,
      'text: Biomechanical considerations necessitate individualised professional consultation regarding footwear. Alternatives are inadvisable.',
    )
    expect(problemsIn('prevention/shoes.yaml')).toContainEqual(
      expect.objectContaining({ code: 'reading-grade' }),
    )
  })

  it('is told when two entries share a name', () => {
    change('prevention/shoes.yaml', '- trainers', "- runner's knee")
    expect(readKnowledge(root).problems).toContainEqual(
      expect.objectContaining({ code: 'duplicate-name' }),
    )
  })
})

describe('the knowledge base', () => {
  it('loads all or nothing', () => {
    write('care/recovery-time.yaml', '')
    expect(() => loadKnowledge(root)).toThrow(KnowledgeError)
  })

  it('is refused by npm run check with file, line, column, what is wrong and the mend', () => {
    change('prevention/cadence.yaml', 'heiderscheit-2011', 'heiderschiet-2011')
    const check = spawnSync(
      process.execPath,
      [join(PATHS.root, 'src', 'check.ts'), '--content', '--knowledge', root],
      { encoding: 'utf8' },
    )
    expect(check.status).toBe(1)
    expect(check.stderr).toMatch(
      /knowledge\/prevention\/cadence\.yaml:\d+:\d+: there is no source "heiderschiet-2011".*Did you mean "heiderscheit-2011"\?/,
    )
  })
})

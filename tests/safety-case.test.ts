import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PATHS } from '../src/paths.ts'

type Proof = { file: string; title: string }
type Hazard = { name: string; fields: ReadonlyMap<string, string>; proofs: readonly Proof[] }

/** The hazard log of a safety case: a heading for each hazard, a line for each field, a list of tests. */
function hazardsOf(text: string): Hazard[] {
  return text
    .split(/^### (?=H\d\d )/m)
    .slice(1)
    .map((section) => {
      const own = section.split(/^## /m)[0] ?? ''
      return {
        name: own.slice(0, 3),
        fields: new Map(
          [...own.matchAll(/^- \*\*(\w+)\*\*: ?(.*)$/gm)].map(([, field = '', value = '']) => [
            field,
            value,
          ]),
        ),
        proofs: [...own.matchAll(/^ {2}- `([^`]+)`: (["'])(.*)\2$/gm)].map(
          ([, file = '', , title = '']) => ({
            file,
            title,
          }),
        ),
      }
    })
}

/** What is wrong with a proof, as a sentence. */
function problemOf({ file, title }: Proof): string | undefined {
  const path = join(PATHS.root, file)
  if (!file.startsWith('tests/') || !existsSync(path)) return `there is no ${file}`
  const source = readFileSync(path, 'utf8')
  const quoted = ["'", '"', '`'].map((quote) => `${quote}${title}${quote}`)
  // `it('title'`, `])('title'`, or the key of a table of tests; a mention of the title anywhere else is no test.
  const place = source
    .split('\n')
    .map((line) => line.trim())
    .find((line) => quoted.some((name) => line.startsWith(name) || line.includes(`(${name}`)))
  if (place === undefined) return `${file} has no "${title}"`
  return SKIPPED.test(place) ? `${file} skips "${title}"` : undefined
}

/** `it.skip('title'` and its like prove nothing. */
const SKIPPED = /\.(?:skip|todo|fails)\b/

const hazards = hazardsOf(readFileSync(join(PATHS.root, 'docs', 'safety-case.md'), 'utf8'))

describe('the hazard log', () => {
  it('numbers its hazards without a gap', () => {
    expect(hazards.length).toBeGreaterThanOrEqual(20)
    expect(hazards.map(({ name }) => name)).toEqual(
      hazards.map((_, index) => `H${String(index + 1).padStart(2, '0')}`),
    )
  })

  it.each(hazards)('says all there is to say of $name', ({ fields }) => {
    for (const field of ['Cause', 'Harm', 'Controls']) {
      expect(fields.get(field), field).toMatch(/\w+.*\.$/)
    }
    const severity = Number(/^[1-5]$/.exec(fields.get('Severity') ?? ''))
    const [before, after] = numbersIn(fields.get('Likelihood'))
    expect(severity).toBeGreaterThan(0)
    expect(after).toBeLessThan(before)
    expect(numbersIn(fields.get('Risk'))).toEqual([severity * before, severity * after])
  })

  it.each(hazards)('proves the control of $name with tests that exist', ({ proofs }) => {
    expect(proofs).not.toEqual([])
    expect(proofs.flatMap((proof) => problemOf(proof) ?? [])).toEqual([])
  })

  it('is told of a test that does not exist', () => {
    const file = 'tests/safety-case.test.ts'
    expect(problemOf({ file, title: 'is told of a test that does not exist' })).toBeUndefined()
    expect(problemOf({ file, title: 'was never written' })).toBe(
      `${file} has no "was never written"`,
    )
    expect(problemOf({ file: 'tests/nowhere.test.ts', title: 'all well' })).toBe(
      'there is no tests/nowhere.test.ts',
    )
  })
})

function numbersIn(text = ''): [number, number] {
  const [first = Number.NaN, second = Number.NaN] = [...text.matchAll(/\d+/g)].map(Number)
  return [first, second]
}

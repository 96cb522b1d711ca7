import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { runAssertions } from '../../src/channels/batch/index.ts'
import { PATHS } from '../../src/paths.ts'
import { createParser } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

type Sense = { id: string; negated: boolean; historical: boolean; experiencer: string }

const SENTENCES = join(PATHS.root, 'tests', 'understanding', 'assertions.jsonl')
const parsed = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line): Sense => JSON.parse(line))

/** Harmonic mean of precision and recall over one kind of sense. */
function f1(said: readonly Sense[], meant: readonly Sense[], holds: (sense: Sense) => boolean) {
  const right = said.filter((sense, index) => holds(sense) && holds(meant[index] ?? sense)).length
  return (2 * right) / (said.filter(holds).length + meant.filter(holds).length)
}

// Labelled by hand for this test: notes as clinicians write them, and what runners say of their knees.
describe.each([
  ['clinic', 0.95, 0.8, 0.85],
  ['runner', 0.95, 0.8, 0.85],
])('the assertion step on sentences of the kind "%s"', (kind, negated, historical, other) => {
  it('tells denied from affirmed, past from present, and whose it is', async () => {
    const meant = parsed(readFileSync(SENTENCES, 'utf8')).filter(({ id }) => id.startsWith(kind))
    const said = parsed(await answersTo(meant.map((sense) => JSON.stringify(sense)).join('\n')))

    expect(said.map(({ id }) => id)).toEqual(meant.map(({ id }) => id))
    expect(f1(said, meant, (sense) => sense.negated)).toBeGreaterThanOrEqual(negated)
    expect(f1(said, meant, (sense) => sense.historical)).toBeGreaterThanOrEqual(historical)
    expect(f1(said, meant, (sense) => sense.experiencer === 'other')).toBeGreaterThanOrEqual(other)
  })
})

async function answersTo(lines: string): Promise<string> {
  const chunks: string[] = []
  const output = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  await runAssertions(
    createParser(core.knowledge, core.model.vocabulary),
    Readable.from([lines]),
    output,
  )
  return chunks.join('')
}

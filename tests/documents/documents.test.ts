import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documents } from '../../src/documents/index.ts'
import { createWordingCheck, readYaml, Wording } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'
import { openSqliteStore } from '../../src/storage/index.ts'
import { core } from '../core.ts'

const docs = join(PATHS.root, 'docs')
const written = await documents(docs, { ...core, store: openSqliteStore(':memory:') })
const transcripts = [...written].filter(([file]) => file.startsWith('transcripts/'))

describe('what docs/ shows of the program', () => {
  it.each([...written])(
    '%s is what it says today; `npm run transcripts` writes it anew',
    (file, text) => {
      expect(readFileSync(join(docs, file), 'utf8')).toBe(text)
    },
  )

  it('is all that stands there: no transcript is left over from before', () => {
    const files = readdirSync(join(docs, 'transcripts')).filter((name) => name.endsWith('.md'))
    expect(files.map((name) => `transcripts/${name}`).sort()).toEqual(
      transcripts.map(([file]) => file).sort(),
    )
  })

  it('has twelve transcripts', () => {
    expect(transcripts).toHaveLength(12)
  })

  it('holds no words that diagnose, promise, dose or dismiss, in any reply', () => {
    const { parsed } = readYaml(PATHS.knowledge, 'wording.yaml', Wording)
    if (!parsed) throw new Error('knowledge/wording.yaml cannot be read')
    const check = createWordingCheck(parsed.value, core.knowledge.topics)
    const replies = transcripts.flatMap(([, text]) =>
      text.split('\n').filter((line) => line.startsWith('> ')),
    )
    expect(replies.length).toBeGreaterThan(100)
    expect(replies.flatMap((line) => check(line))).toEqual([])
  })
})

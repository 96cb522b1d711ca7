import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from './documents/index.ts'
import { loadCore } from './load-core.ts'
import { PATHS } from './paths.ts'
import { openSqliteStore } from './storage/index.ts'

/** `npm run transcripts`: writes the parts of docs/ that the program says itself. */
const docs = join(PATHS.root, 'docs')
const core = loadCore(() => console.error('Training on the example questions.'))
const written = await documents(docs, { ...core, store: openSqliteStore(':memory:') })
for (const [file, text] of written) writeFileSync(join(docs, file), text)
console.log(`${written.size} files written under docs/.`)

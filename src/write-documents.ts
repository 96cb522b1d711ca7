import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { triageTable } from './documents/index.ts'
import { loadCore } from './load-core.ts'
import { PATHS } from './paths.ts'

/** `npm run transcripts`: writes the parts of docs/ that the program itself says. */
const core = loadCore(() => console.error('Training on the example questions.'))
writeFileSync(join(PATHS.root, 'docs', 'triage-table.md'), triageTable(core.knowledge))

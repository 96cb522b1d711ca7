import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { wordProblems } from './channels/slack/words.ts'
import { checkContent } from './check-content.ts'
import { findForbiddenImports } from './dependency-rule.ts'
import { PATHS } from './paths.ts'

/** `npm run check`: types, style, the arrows between rooms, and all content; `--content` checks the content alone. */
function main(): number {
  const { values } = parseArgs({
    options: {
      content: { type: 'boolean', default: false },
      knowledge: { type: 'string', default: PATHS.knowledge },
      intents: { type: 'string', default: PATHS.intents },
    },
  })
  const content = checkContent({
    knowledge: values.knowledge,
    intents: values.intents,
    figures: PATHS.figures,
  })
  const { summary } = content
  const problems = [...content.problems, ...wordProblems()]
  for (const problem of problems) console.error(problem)
  for (const line of summary) console.log(line)
  if (values.content) return problems.length > 0 ? 1 : 0

  const forbidden = findForbiddenImports(join(PATHS.root, 'src'))
  for (const sentence of forbidden) console.error(sentence)
  const tools = [
    ['Types', ['node_modules/typescript/bin/tsc', '-p', '.']],
    ['Style', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ] as const
  const results = tools.map(([name, command]) => {
    const { status } = spawnSync(process.execPath, command, { cwd: PATHS.root, stdio: 'inherit' })
    console.log(`${name}: ${status === 0 ? 'fine' : 'not fine, see above'}.`)
    return status === 0
  })
  const isFine = problems.length === 0 && forbidden.length === 0 && results.every(Boolean)
  console.log(isFine ? 'All is well.' : 'Something is wrong; the lines above say what.')
  return isFine ? 0 : 1
}

process.exitCode = main()

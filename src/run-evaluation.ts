import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import {
  type Answered,
  answerAll,
  crossValidate,
  htmlReport,
  readLabelled,
  textReport,
} from './evaluation/index.ts'
import { loadIntents } from './knowledge/index.ts'
import type { loadCore } from './load-core.ts'
import { PATHS } from './paths.ts'

/** Prints the figures over the example questions (cross-validated) and every set of a folder; writes them as a page. */
export async function runEvaluation(
  folder: string | undefined,
  core: ReturnType<typeof loadCore>,
): Promise<void> {
  const sets = new Map<string, readonly Answered[]>()
  const add = (name: string, answers: readonly Answered[]) => {
    sets.set(name, answers)
    console.log(`${textReport(name, answers)}\n`)
  }
  const labelled = folder ? readLabelled(folder) : new Map()
  const all = [...labelled.values()].flat()
  for (const [name, questions] of labelled) add(name, await answerAll(questions, core))
  if (labelled.size > 1) add('all of them', await answerAll(all, core))
  add(
    'example questions, cross-validated',
    await crossValidate(loadIntents(PATHS.intents, core.knowledge), core),
  )
  const path = join(PATHS.build, 'evaluation.html')
  mkdirSync(PATHS.build, { recursive: true })
  writeFileSync(path, htmlReport(sets))
  console.log(`As a page: ${relative(process.cwd(), path)}`)
}

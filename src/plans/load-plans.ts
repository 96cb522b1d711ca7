import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Knowledge, KnowledgeError, type Problem, readYaml } from '../knowledge/index.ts'
import { checkExercises, checkPlans } from './check-plans.ts'
import { ExercisesFile } from './exercises.ts'
import { Plans } from './schema.ts'

/** Every plan, rule and exercise, checked and ready. */
export type PlanBook = Plans & { exercises: ExercisesFile }

type Folders = { knowledge: string; figures: string }
type Library = Pick<Knowledge, 'sources' | 'terms' | 'topics'>

/** Loads plans.yaml and exercises.yaml. Throws a KnowledgeError that lists every problem found. */
export function loadPlans(folders: Folders, library: Library): PlanBook {
  const { book, problems } = readPlans(folders, library)
  if (!book || problems.length > 0) throw new KnowledgeError(problems)
  return book
}

/** Like loadPlans, for the checker: gives the problems instead of throwing. */
export function readPlans(
  folders: Folders,
  library: Library,
): { book?: PlanBook; problems: Problem[] } {
  const plans = readYaml(folders.knowledge, 'plans.yaml', Plans)
  const exercises = readYaml(folders.knowledge, 'exercises.yaml', ExercisesFile)
  const problems = [...plans.problems, ...exercises.problems]
  if (!plans.parsed || !exercises.parsed) return { problems }
  const hasFigure = (figure: string) => existsSync(join(folders.figures, figure))
  problems.push(
    ...checkPlans(plans.parsed, library),
    ...checkPlans(exercises.parsed, library),
    ...checkExercises(exercises.parsed, { ...library, hasFigure }),
  )
  return { book: { ...plans.parsed.value, exercises: exercises.parsed.value }, problems }
}

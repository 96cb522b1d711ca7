import { nearestOf, type Problem, readingGrade } from '../knowledge/index.ts'
import type { ExercisesFile } from './exercises.ts'
import type { Plans } from './schema.ts'

/** US school grade (Flesch-Kincaid) that no sentence of the plans may exceed; the limit of the short answers. */
export const PLANS_GRADE_LIMIT = 6

/** What the schema cannot see in knowledge/exercises.yaml alone: topics that do not exist and drawings that are missing. */
export function checkExercises(
  { value, place }: { value: ExercisesFile; place: Place },
  {
    topics,
    hasFigure,
  }: { topics: ReadonlyMap<string, unknown>; hasFigure: (figure: string) => boolean },
): Problem[] {
  return value.exercises.flatMap(({ figure, goodFor }, index): Problem[] => [
    ...goodFor.flatMap((id, at): Problem[] =>
      topics.has(id)
        ? []
        : [
            {
              code: 'unknown-reference',
              at: place(['exercises', index, 'goodFor', at]),
              message: `there is no topic "${id}"`,
              mend: suggest(id, topics.keys()),
            },
          ],
    ),
    ...(hasFigure(figure)
      ? []
      : [
          {
            code: 'missing-file' as const,
            at: place(['exercises', index, 'figure']),
            message: `there is no drawing figures/${figure}`,
            mend: 'Draw it, or correct the name.',
          },
        ]),
  ])
}

type Place = (path: readonly PropertyKey[]) => Problem['at']
type Path = readonly (string | number)[]

/**
 * What the schema cannot see in knowledge/plans.yaml and exercises.yaml: sources that do not exist and sentences that
 * are too hard. `file` is what readYaml gives; `sources` are the ids of the bibliography, `terms` count as short words.
 */
export function checkPlans(
  file: { value: Plans | ExercisesFile; place: Place },
  { sources, terms }: { sources: ReadonlyMap<string, unknown>; terms: ReadonlySet<string> },
): Problem[] {
  return leavesOf(file.value, []).flatMap(({ text, path }): Problem[] => {
    if (path.at(-2) === 'sources') {
      return sources.has(text)
        ? []
        : [
            {
              code: 'missing-source',
              at: file.place(path),
              message: `there is no source "${text}" in sources.yaml`,
              mend: suggest(text, sources.keys()),
            },
          ]
    }
    const grade = gradeOf(text, { path, terms })
    return grade <= PLANS_GRADE_LIMIT
      ? []
      : [
          {
            code: 'reading-grade',
            at: file.place(path),
            message: `this reads at US grade ${grade.toFixed(1)}, above ${PLANS_GRADE_LIMIT}`,
            mend: 'Use shorter sentences and shorter words; unavoidable terms go into terms.yaml.',
          },
        ]
  })
}

/** Fields and lists that hold ids or machine words rather than language. */
const UNSPOKEN = new Set<string | number>([
  ...['basis', 'kind', 'light', 'product', 'ranking'],
  ...['id', 'figure', 'goodFor'],
])

/** "{percent}": nobody reads the word itself. */
const BRACES = /\{\w+\}/g

function gradeOf(
  text: string,
  { path, terms }: { path: Path; terms: ReadonlySet<string> },
): number {
  const spoken = text.replace(BRACES, '1')
  // The formula counts words in a sentence: of a name in one word it says nothing.
  const isSentence = /\p{L}\S*\s+\S*\p{L}/u.test(spoken)
  if (path.some((part) => UNSPOKEN.has(part)) || !isSentence) return 0
  return readingGrade(spoken, terms)
}

function suggest(id: string, known: Iterable<string>): string {
  const near = nearestOf(id, known)
  return near ? `Did you mean "${near}"?` : 'Add it there, or name another one.'
}

/** Every text of the file with its place. */
function leavesOf(value: unknown, path: Path): { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => leavesOf(item, [...path, index]))
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
}

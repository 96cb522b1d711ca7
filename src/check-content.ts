import {
  describeProblem,
  type Knowledge,
  nearDuplicates,
  type Problem,
  readIntents,
  readingGrade,
  readKnowledge,
  repeatedTemplates,
  wholeText,
} from './knowledge/index.ts'
import { readPlans } from './plans/index.ts'
import { compilePattern, createStemmer, PatternError } from './understanding/index.ts'

/** The fewest example questions of each kind of file. */
export const FEWEST = { topic: 60, redFlag: 120, meta: 50, scope: 700, lookAlikes: 1_400 } as const

/** Everything wrong in the content folders, and the figures a maintainer wants to see. */
export function checkContent(folders: { knowledge: string; intents: string; figures: string }): {
  problems: string[]
  summary: string[]
} {
  const { knowledge, problems } = readKnowledge(folders.knowledge)
  if (!knowledge) return { problems: inFolder('knowledge', problems), summary: [] }
  const read = readIntents(folders.intents, knowledge)
  return {
    problems: [
      ...inFolder('knowledge', problems),
      ...inFolder('knowledge', readPlans(folders, knowledge).problems),
      ...inFolder('intents', read.problems),
      ...patternProblems(knowledge),
      ...countProblems(knowledge, read.intents),
    ],
    summary: [
      ...gradeLines(knowledge),
      `${read.intents.length} example questions.`,
      ...repetitions(read.intents.map(({ text }) => text)),
    ],
  }
}

/** Warnings; how many are worth reading at once. */
const SHOWN = 5

function repetitions(texts: readonly string[]): string[] {
  const duplicates = nearDuplicates(texts)
  const templates = repeatedTemplates(texts)
  return [
    ...(duplicates.length > 0
      ? [`${duplicates.length} pairs of examples are nearly the same; rewrite one of each:`]
      : []),
    ...duplicates.slice(0, SHOWN).map(({ one, other }) => `  "${one}" and "${other}"`),
    ...(templates.length > 0 ? [`${templates.length} sentences are filled again and again:`] : []),
    ...templates.slice(0, SHOWN).map(({ frame, count }) => `  ${count} times "${frame}"`),
  ]
}

function inFolder(folder: string, problems: readonly Problem[]): string[] {
  return problems.map((problem) => `${folder}/${describeProblem(problem)}`)
}

function patternProblems({ findings, lexicon }: Knowledge): string[] {
  const stem = createStemmer(lexicon.irregular)
  const groups = new Set(Object.keys(lexicon.groups))
  return [...findings].flatMap(([id, { patterns, except }]) =>
    [...patterns, ...(except ?? [])].flatMap((source) => {
      try {
        compilePattern(source, stem, groups)
        return []
      } catch (error) {
        if (!(error instanceof PatternError)) throw error
        return [
          `knowledge/findings.yaml: ${id}: ${error.message}. docs/content.md explains the patterns.`,
        ]
      }
    }),
  )
}

function countProblems(
  knowledge: Knowledge,
  intents: ReturnType<typeof readIntents>['intents'],
): string[] {
  const counts = new Map<string, number>()
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { topics, redFlags, meta, scope } of intents) {
    for (const id of [...topics, ...redFlags]) count(id)
    count(meta ?? scope)
  }
  const tooFew = (ids: Iterable<string>, fewest: number) =>
    [...ids].flatMap((id) => {
      const found = counts.get(id) ?? 0
      return found < fewest
        ? [`intents: "${id}" has ${found} example questions. Write at least ${fewest}.`]
        : []
    })
  return [
    ...tooFew(knowledge.topics.keys(), FEWEST.topic),
    ...tooFew(knowledge.redFlags.keys(), FEWEST.redFlag),
    ...tooFew(Object.keys(knowledge.phrases.meta), FEWEST.meta),
    ...tooFew(['other-body', 'off-topic'], FEWEST.scope),
  ]
}

function gradeLines({ topics, redFlags, terms }: Knowledge): string[] {
  const line = (name: string, grades: number[]) => {
    const average = grades.reduce((sum, grade) => sum + grade, 0) / Math.max(1, grades.length)
    return `${name}: US grade ${average.toFixed(1)} on average, ${Math.max(0, ...grades).toFixed(1)} at most.`
  }
  const entries = [...topics.values()]
  return [
    `${topics.size} topics, ${redFlags.size} red flags.`,
    line(
      'Short answers',
      entries.map(({ shortAnswer }) => readingGrade(shortAnswer.text, terms)),
    ),
    line(
      'Whole entries',
      entries.map((entry) => readingGrade(wholeText(entry), terms)),
    ),
    line(
      'Red flags',
      [...redFlags.values()].map((flag) => readingGrade(wholeText(flag), terms)),
    ),
  ]
}

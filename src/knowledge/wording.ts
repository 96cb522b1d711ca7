import { z } from 'zod'
import type { Topic } from './entry.ts'
import type { Problem } from './problem.ts'
import type { YamlFile } from './read-yaml.ts'

const Text = z.string().trim().min(1)

const BannedPattern = z
  .strictObject({
    pattern: Text,
    catches: Text,
    unless: Text.optional(),
    allows: Text.optional(),
  })
  .refine(
    ({ unless, allows }) => (unless === undefined) === (allows === undefined),
    'beside `unless` write a sentence that it `allows`, and the other way round',
  )

/** The ways of speaking that are banned everywhere; the safety rules of the product, in words. */
export const BANS = ['diagnosing', 'promising', 'dosing', 'dismissing'] as const
export type Ban = (typeof BANS)[number]

const Rule = z.strictObject({ why: Text, mend: Text, patterns: z.array(BannedPattern).min(1) })

/** What Kneewise never says; knowledge/wording.yaml explains each part. */
export const Wording = z.strictObject({
  words: z.record(z.string(), z.array(Text).min(1)),
  rules: z.record(z.enum(BANS), Rule),
})
export type Wording = z.infer<typeof Wording>

type Path = readonly PropertyKey[]

/** A sentence that breaks a rule. */
export type BadWording = { ban: Ban; why: string; mend: string; found: string }

/** Finds what must not be said in a text; ready for many texts. */
export type WordingCheck = (text: string) => BadWording[]

/** Files that hold nothing which is shown as our own words: words to read by, numbers, works of others. */
const UNSPOKEN_FILES = new Set([
  'assertions.yaml',
  'claims.yaml',
  'differential.yaml',
  'lexicon.yaml',
  'sources.yaml',
  'terms.yaml',
  'thresholds.yaml',
  'wording.yaml',
])
/** Fields that hold ids, patterns and links rather than language. */
const UNSPOKEN_FIELDS = new Set<PropertyKey>([
  'id',
  'sources',
  'basis',
  'claims',
  'related',
  'patterns',
  'except',
  'link',
])

/** `{name}`: a list of words, or the names of conditions. */
const NAME_OF_LIST = /\{([a-z]+)\}/g
/** What means more than itself in a regular expression: the brackets of "pain (front)". */
const REGEXP_SIGNS = /[.*+?^${}()|[\]\\]/g

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Makes the check; `topics` give the names of conditions. Throws a SyntaxError for a pattern that is none. */
export function createWordingCheck(
  wording: Wording,
  topics: ReadonlyMap<string, Topic>,
): WordingCheck {
  return checkWith(compiledRules(wording, topics))
}

/** Every sentence of the files that says what must not be said, and every pattern that does not do what it says. */
export function checkWording(
  wording: YamlFile<Wording>,
  topics: ReadonlyMap<string, Topic>,
  files: Iterable<YamlFile<unknown>>,
): Problem[] {
  let rules: Compiled[]
  try {
    rules = compiledRules(wording.value, topics)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const message = `a pattern is no regular expression: ${error.message}`
    return [{ code: 'wording', at: wording.place(['rules']), message, mend: 'Correct it.' }]
  }
  const check = checkWith(rules)
  const spoken = [...files].filter(({ file }) => !UNSPOKEN_FILES.has(file))
  return [
    ...rules.flatMap((rule) => failingExamples(rule, wording.place)),
    ...spoken.flatMap(({ value, place }) =>
      leavesOf(value, []).flatMap(({ text, path }) =>
        check(text).map(({ why, mend, found }): Problem => {
          const message = `"${found}" ${why}`
          return { code: 'wording', at: place(path), message, mend }
        }),
      ),
    ),
  ]
}

type Compiled = Omit<BadWording, 'found'> & {
  banned: RegExp
  unless: RegExp | undefined
  catches: string
  allows: string | undefined
  path: Path
}

function compiledRules({ words, rules }: Wording, topics: ReadonlyMap<string, Topic>): Compiled[] {
  const conditions = [...topics.values()]
    .filter(({ kind }) => kind === 'causes')
    .flatMap(({ title, otherNames }) => [title, ...otherNames])
    // "Front-of-knee pain (runner's knee)" is two names.
    .flatMap((name) => name.split(/\s*[()]\s*/))
    .filter((name) => name !== '')
    .map((name) => name.replace(REGEXP_SIGNS, '\\$&'))
  const lists = new Map([...Object.entries(words), ['condition', conditions] as const])
  const compiled = (source: string) =>
    new RegExp(
      source.replace(NAME_OF_LIST, (whole, name: string) => lists.get(name)?.join('|') ?? whole),
      'i',
    )
  return BANS.flatMap((ban) =>
    rules[ban].patterns.map(({ pattern, unless, catches, allows }, index) => ({
      ban,
      why: rules[ban].why,
      mend: rules[ban].mend,
      banned: compiled(pattern),
      unless: unless === undefined ? undefined : compiled(unless),
      catches,
      allows,
      path: ['rules', ban, 'patterns', index],
    })),
  )
}

function checkWith(rules: readonly Compiled[]): WordingCheck {
  return (text) =>
    [...sentences.segment(text)].flatMap(({ segment }) =>
      rules.flatMap(({ ban, why, mend, banned, unless }) => {
        const found = unless?.test(segment) ? undefined : banned.exec(segment)?.[0]
        return found === undefined ? [] : [{ ban, why, mend, found }]
      }),
    )
}

function failingExamples(rule: Compiled, place: YamlFile<Wording>['place']): Problem[] {
  const { banned, unless, catches, allows, path } = rule
  const failing = (field: string, message: string): Problem => ({
    code: 'wording',
    at: place([...path, field]),
    message,
    mend: 'Correct the pattern or the example beside it.',
  })
  const isCaught = banned.test(catches) && !unless?.test(catches)
  const isAllowed = allows === undefined || (banned.test(allows) && unless?.test(allows))
  return [
    ...(isCaught ? [] : [failing('catches', 'the pattern does not catch this example')]),
    ...(isAllowed ? [] : [failing('allows', '`unless` is not what allows this example')]),
  ]
}

function leavesOf(value: unknown, path: Path): { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => leavesOf(item, [...path, index]))
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([field]) => !UNSPOKEN_FIELDS.has(field))
    .flatMap(([field, item]) => leavesOf(item, [...path, field]))
}

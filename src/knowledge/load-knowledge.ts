import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { z } from 'zod'
import { checkDialogue } from './check-dialogue.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { Dialogue } from './dialogue.ts'
import { RedFlag, TOPIC_KINDS, type Topic, TopicFile } from './entry.ts'
import {
  DifferentialFile,
  type Finding,
  FindingsFile,
  type TooLittle,
  type TriageRule,
  TriageRulesFile,
  type Weights,
} from './finding.ts'
import { type Language, LanguagesFile } from './language.ts'
import {
  type Claim,
  ClaimsFile,
  type Service,
  ServicesFile,
  type Source,
  SourcesFile,
  TermsFile,
} from './library.ts'
import { Phrases } from './phrases.ts'
import { KnowledgeError, type Problem } from './problem.ts'
import { readYaml, type YamlFile } from './read-yaml.ts'
import { SummaryWords } from './summary-words.ts'
import { type Visit, VisitsFile } from './visit.ts'
import { checkWording, Wording } from './wording.ts'
import { AssertionWords, Lexicon, Thresholds } from './words.ts'
import { yamlFiles } from './yaml-files.ts'

/** All that Kneewise knows, checked and ready; nothing of it changes once loaded. */
export type Knowledge = {
  topics: ReadonlyMap<string, Topic>
  redFlags: ReadonlyMap<string, RedFlag>
  findings: ReadonlyMap<string, Finding>
  sources: ReadonlyMap<string, Source>
  claims: ReadonlyMap<string, Claim>
  services: { countries: ReadonlyMap<string, Service>; fallback: Service['emergency'] }
  triageRules: readonly TriageRule[]
  riskGroups: ReadonlyMap<string, number>
  tooLittle: ReadonlyMap<string, TooLittle>
  surerAlone: ReadonlyMap<string, number>
  endedBy: ReadonlyMap<string, string>
  /** What wants to be looked at soon though no red flag is raised. */
  visits: ReadonlyMap<string, Visit>
  differential: Weights
  contributors: Weights
  lexicon: Lexicon
  assertions: AssertionWords
  thresholds: Thresholds
  phrases: Phrases
  /** How people carry a conversation on, and what is asked back. */
  dialogue: Dialogue
  /** The words of the summary for a clinician. */
  summary: SummaryWords
  /** Two letters of a language to what is said in it. */
  languages: ReadonlyMap<string, Language>
  /** Words the reading grade counts as short. */
  terms: ReadonlySet<string>
  /** A short hash of everything above: which knowledge gave an answer. */
  version: string
}

/** What the checker sees: the knowledge, and where each part of it stands in its file. */
export type Located = {
  entries: readonly { entry: Topic | RedFlag; file: YamlFile<unknown> }[]
  files: ReadonlyMap<string, YamlFile<unknown>>
}

/**
 * Loads the knowledge base from a folder, all or nothing.
 * Throws a KnowledgeError that lists every problem found in any file.
 */
export function loadKnowledge(root: string): Knowledge {
  const { knowledge, problems } = readKnowledge(root)
  if (!knowledge || problems.length > 0) throw new KnowledgeError(problems)
  return knowledge
}

/** Like loadKnowledge, for the checker: gives the problems instead of throwing. */
export function readKnowledge(root: string): { knowledge?: Knowledge; problems: Problem[] } {
  const problems: Problem[] = []
  const files = new Map<string, YamlFile<unknown>>()
  const read = <Schema extends z.ZodType>(file: string, schema: Schema) => {
    const { parsed, problems: found } = readYaml(root, file, schema)
    problems.push(...found)
    if (parsed) files.set(file, parsed)
    return parsed
  }

  const entries: { entry: Topic | RedFlag; file: YamlFile<unknown> }[] = []
  const topics = new Map<string, Topic>()
  const redFlags = new Map<string, RedFlag>()
  const isFree = (id: string, file: YamlFile<unknown>): boolean => {
    if (id !== basename(file.file, '.yaml')) {
      problems.push({
        code: 'wrong-id',
        at: file.place(['id']),
        message: `the id "${id}" differs from the file's name`,
        mend: 'Give both the same id of the taxonomy.',
      })
    }
    if (!topics.has(id) && !redFlags.has(id)) return true
    problems.push({
      code: 'duplicate-id',
      at: file.place(['id']),
      message: `another entry already has the id "${id}"`,
      mend: 'Rename or delete one of the two files.',
    })
    return false
  }
  for (const kind of TOPIC_KINDS) {
    for (const name of yamlFiles(root, kind)) {
      const file = read(`${kind}/${name}`, TopicFile)
      if (!file || !isFree(file.value.id, file)) continue
      const entry: Topic = { ...file.value, kind }
      topics.set(entry.id, entry)
      entries.push({ entry, file })
    }
  }
  for (const name of yamlFiles(root, 'red-flags')) {
    const file = read(`red-flags/${name}`, RedFlag)
    if (!file || !isFree(file.value.id, file)) continue
    redFlags.set(file.value.id, file.value)
    entries.push({ entry: file.value, file })
  }

  const findings = read('findings.yaml', FindingsFile)?.value
  const sources = read('sources.yaml', SourcesFile)?.value
  const services = read('services.yaml', ServicesFile)?.value
  const claims = read('claims.yaml', ClaimsFile)?.value
  const rules = read('triage-rules.yaml', TriageRulesFile)?.value
  const visits = read('visits.yaml', VisitsFile)?.value
  const differential = read('differential.yaml', DifferentialFile)?.value
  const lexicon = read('lexicon.yaml', Lexicon)?.value
  const assertions = read('assertions.yaml', AssertionWords)?.value
  const thresholds = read('thresholds.yaml', Thresholds)?.value
  const phrases = read('phrases.yaml', Phrases)?.value
  const dialogue = read('dialogue.yaml', Dialogue)?.value
  const summary = read('summary.yaml', SummaryWords)?.value
  const wording = read('wording.yaml', Wording)
  const languages = read('languages.yaml', LanguagesFile)?.value
  const terms = read('terms.yaml', TermsFile)?.value
  const isWhole =
    findings &&
    sources &&
    services &&
    claims &&
    rules &&
    visits &&
    differential &&
    lexicon &&
    assertions &&
    thresholds &&
    phrases &&
    dialogue &&
    summary &&
    wording &&
    languages &&
    terms
  if (!isWhole) return { problems }

  const knowledge: Knowledge = {
    topics,
    redFlags,
    findings: new Map(Object.entries(findings.findings)),
    sources: new Map(Object.entries(sources.sources)),
    claims: new Map(Object.entries(claims.claims)),
    services: { countries: new Map(Object.entries(services.services)), fallback: services.default },
    triageRules: rules.rules,
    riskGroups: new Map(Object.entries(rules.riskGroups)),
    tooLittle: new Map(Object.entries(rules.tooLittle)),
    surerAlone: new Map(Object.entries(rules.surerAlone)),
    endedBy: new Map(Object.entries(rules.endedBy)),
    visits: new Map(Object.entries(visits.visits)),
    differential: differential.differential,
    contributors: differential.contributors,
    lexicon,
    assertions,
    thresholds,
    phrases,
    dialogue,
    summary,
    languages: new Map(Object.entries(languages.languages)),
    terms: new Set(terms.terms),
    version: versionOf(files),
  }
  // Plans and exercises are parsed by the rooms that use them; their sentences are held to the same rules.
  const others = yamlFiles(root, '.')
    .filter((name) => !files.has(name))
    .flatMap((name) => readYaml(root, name, z.unknown()).parsed ?? [])
  problems.push(
    ...checkKnowledge(knowledge, { entries, files }),
    ...checkDialogue(knowledge, files.get('dialogue.yaml')?.place),
    ...checkWording(wording, topics, [...files.values(), ...others]),
  )
  return { knowledge, problems }
}

function versionOf(files: ReadonlyMap<string, YamlFile<unknown>>): string {
  const hash = createHash('sha256')
  for (const [name, { value }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(name).update(JSON.stringify(value))
  }
  return hash.digest('hex').slice(0, 8)
}

export { GRADE_LIMITS, wholeText } from './check-knowledge.ts'
export { CUES, type Cue, type Dialogue, type FollowUp, type Part, type Place } from './dialogue.ts'
export {
  isOfDistress,
  type RedFlag,
  type RedFlagWords,
  type Review,
  redFlagWordsFor,
  type Statement,
  type Step,
  sourcesOf,
  statementsOf,
  TOPIC_KINDS,
  type Topic,
  type TopicKind,
} from './entry.ts'
export {
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  type Told,
  type TriageRule,
  type Weights,
} from './finding.ts'
export { type Intent, META_KINDS, type MetaKind } from './intents.ts'
export type { Language } from './language.ts'
export type { Service, Source } from './library.ts'
export { loadIntents, normalisedForComparison, readIntents } from './load-intents.ts'
export { type Knowledge, loadKnowledge, readKnowledge } from './load-knowledge.ts'
export { nearDuplicates, repeatedTemplates } from './near-duplicates.ts'
export { alignmentDistance, nearestOf } from './nearest.ts'
export type { Phrases } from './phrases.ts'
export { describeProblem, KnowledgeError, type Problem } from './problem.ts'
export { readYaml } from './read-yaml.ts'
export { readingGrade } from './reading-grade.ts'
export type { SummaryWords } from './summary-words.ts'
export { isAtLeast, isPressing, moreSerious, TRIAGE, type Triage } from './triage.ts'
export type { Visit } from './visit.ts'
export { BANS, type Ban, createWordingCheck, Wording, type WordingCheck } from './wording.ts'
export type { AssertionWords, Lexicon, Thresholds } from './words.ts'

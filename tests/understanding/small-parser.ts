import type { AssertionWords, Finding, Lexicon, Thresholds } from '../../src/knowledge/index.ts'
import type { Mention } from '../../src/understanding/index.ts'
import { createParser } from '../../src/understanding/understand.ts'

const LEXICON: Lexicon = {
  groups: {},
  irregular: {},
  soothing: [],
  courtesies: { opening: [], closing: [], joining: [] },
  idioms: [],
  expansions: {},
  numbers: {},
  units: {},
  besideDuration: [],
  otherTimes: { patterns: [], except: [] },
  shrinking: { metres: {}, minutes: [], before: [], starts: [], progress: [] },
  soundAlikes: {},
  answers: {
    yes: [],
    no: [],
    aloneYes: [],
    aloneNo: [],
    unsure: [],
    takeBack: [],
    before: [],
    around: [],
    subjects: [],
    joins: [],
    links: [],
    able: [],
    unable: [],
  },
}
const ASSERTIONS: AssertionWords = {
  triggers: [],
  pseudo: [],
  terminators: [],
  terminatorsOf: [],
  headings: [],
  clauseStarts: [],
  subjects: [],
  affirmations: [],
  denyingObjects: [],
  presentWords: [],
  owners: [],
  answersNo: ['no'],
  denialsOfLists: ['no to all'],
  frames: [],
  stories: [],
  closings: [],
  pastMarks: [],
  kin: [],
  speech: [],
  witness: [],
  selves: [],
}

const THRESHOLDS: Thresholds = {
  selfCareDays: 14,
  persistentDays: 42,
  childUnderYears: 18,
  olderFromYears: 45,
  feverCelsius: 38,
  feverFahrenheit: 100.4,
}

/** What a small parser knows: a few findings, by their patterns, and a few words. */
export type Small = {
  findings?: Record<string, Pick<Finding, 'patterns' | 'except' | 'lasts' | 'together'>>
  lexicon?: Partial<Lexicon>
  assertions?: Partial<AssertionWords>
  vocabulary?: Record<string, number>
}

/** A parser of a few findings and words, so that a test shows all it rests on. */
export function smallParser({ findings = {}, lexicon, assertions, vocabulary = {} }: Small) {
  return createParser(
    {
      thresholds: THRESHOLDS,
      findings: new Map(
        Object.entries(findings).map(([id, finding]) => [
          id,
          { lay: id, ask: id, said: id, kind: 'sign', ...finding },
        ]),
      ),
      lexicon: { ...LEXICON, ...lexicon },
      assertions: { ...ASSERTIONS, ...assertions },
    },
    new Map(Object.entries(vocabulary)),
  )
}

/** The mentions that a small parser finds in a text. */
export function mentionsIn(text: string, small: Small): readonly Mention[] {
  return smallParser(small)(text).mentions
}

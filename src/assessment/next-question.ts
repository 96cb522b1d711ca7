import type { Knowledge, Triage, Weights } from '../knowledge/index.ts'
import { isAtLeast, isPressing } from '../knowledge/index.ts'
import type { Detection } from '../understanding/index.ts'
import type { Known, Ranked } from './differential.ts'
import { isEnded, isSureAlone, isTooLittle, type RaisedFlag } from './red-flags.ts'

/** Something worth asking: for one finding, for the place that hurts, or whether a suspected red flag is there. */
export type NextQuestion =
  | { kind: 'finding'; finding: string }
  | { kind: 'where' }
  | { kind: 'confirm'; redFlag: string }

/** How a question is remembered, so that none is asked twice. */
export function keyOf(question: NextQuestion): string {
  switch (question.kind) {
    case 'finding':
      return question.finding
    case 'where':
      return 'where'
    case 'confirm':
      return `confirm:${question.redFlag}`
  }
}

type Asked = ReadonlySet<string>

/** Share of its threshold from which a detector that did not fire is still worth a question. */
const NEARLY_FIRED = 0.7

/** A question with the level of the sign it is about. */
type Candidate = { level: Triage; question: NextQuestion }

/**
 * The open safety question, if there is one: what was said belongs to a red flag that one more finding would raise, a
 * detector nearly fired, or a detector spoke against what was said. The most serious first.
 */
export function safetyQuestion(
  { present, absent, heard = present }: Known,
  detectors: ReadonlyMap<string, Detection>,
  { raised, asked }: { raised: readonly RaisedFlag[]; asked: Asked },
  knowledge: Pick<
    Knowledge,
    'findings' | 'redFlags' | 'triageRules' | 'riskGroups' | 'tooLittle' | 'surerAlone' | 'endedBy'
  >,
): NextQuestion | undefined {
  const { findings, redFlags, triageRules, riskGroups } = knowledge
  const isOpen = (id: string) => !present.has(id) && !absent.has(id) && !asked.has(id)
  const isSettled = (redFlag: string) =>
    raised.some(({ id }) => id === redFlag) || isEnded({ redFlag, heard }, knowledge)
  // "Did it swell within hours?" was asked; "Did it swell within hours of a twist?" asks for the same.
  const isConfirmOpen = (redFlag: string) => {
    const confirm = redFlags.get(redFlag)?.confirm ?? ''
    const isAskedAs = (key: string) => {
      const ask = findings.get(key)?.ask.replace(/\?$/, '')
      return ask !== undefined && confirm.startsWith(ask)
    }
    return !asked.has(`confirm:${redFlag}`) && ![...asked].some(isAskedAs)
  }
  const byRule = triageRules.flatMap((rule): Candidate[] => {
    const level = rule.level ?? redFlags.get(rule.redFlag)?.level
    if (!level || isSettled(rule.redFlag) || rule.none?.some((id) => present.has(id))) return []
    // A finding that makes nobody think of this flag, such as a sore knee, opens no question about it.
    const named = [...rule.all, ...(rule.any ?? [])].filter((id) => present.has(id))
    if (!named.some((id) => findings.get(id)?.redFlag === rule.redFlag)) return []
    const missing = rule.all.filter((id) => !present.has(id))
    const isAnyMet = !rule.any || rule.any.some((id) => present.has(id))
    // Met, and yet not raised: its detector found the words to mean something else. Whoever wrote them knows.
    if (missing.length === 0 && isAnyMet)
      return isPressing(level) && isConfirmOpen(rule.redFlag)
        ? [{ level, question: { kind: 'confirm', redFlag: rule.redFlag } }]
        : []
    const lacking = isAnyMet ? missing : missing.length === 0 ? (rule.any ?? []) : []
    if (isAnyMet && lacking.length > 1) return []
    // Who somebody is was told or not; it is no sign to ask for.
    return lacking
      .filter((id) => isOpen(id) && !riskGroups.has(id))
      .map((finding) => ({ level, question: { kind: 'finding', finding } }))
  })
  const byDetector = [...detectors].flatMap(([id, detection]): Candidate[] => {
    const { share } = detection
    const level = redFlags.get(id)?.level
    const isShort =
      share < 1 ||
      !isSureAlone(id, detection, knowledge) ||
      isTooLittle({ redFlag: id, heard }, knowledge)
    const isNear = share >= NEARLY_FIRED && isShort
    return level && isNear && !isSettled(id) && isConfirmOpen(id)
      ? [{ level, question: { kind: 'confirm', redFlag: id } }]
      : []
  })
  let best: Candidate | undefined
  for (const candidate of [...byRule, ...byDetector]) {
    if (!best || !isAtLeast(best.level, candidate.level)) best = candidate
  }
  return best?.question
}

/** How often a finding of such a weight is there when the explanation holds; our own reading of the ordinal weights. */
const LIKELIHOOD: Readonly<Record<number, number>> = {
  3: 0.75,
  2: 0.55,
  1: 0.35,
  0: 0.15,
  '-1': 0.07,
  '-2': 0.03,
}
/** How often a finding is there of which the table says nothing. */
const UNTOLD = LIKELIHOOD[0] ?? 0

/** The table turned to likelihoods: for every finding, in the order of the alphabet, one for each explanation. */
type Chances = {
  rows: ReadonlyMap<string, number>
  /** `given` an explanation, how often the finding is there, and the bits of doubt that are left about it. */
  columns: ReadonlyMap<string, { given: Float64Array; doubt: Float64Array }>
}
const known = new WeakMap<Weights, Chances>()

function chancesOf(table: Weights): Chances {
  const before = known.get(table)
  if (before) return before
  const topics = Object.keys(table)
  const findings = [...new Set(topics.flatMap((topic) => Object.keys(table[topic] ?? {})))].sort()
  const chances = {
    rows: new Map(topics.map((topic, row) => [topic, row])),
    columns: new Map(
      findings.map((id) => {
        const given = Float64Array.from(
          topics,
          (topic) => LIKELIHOOD[table[topic]?.[id] ?? 0] ?? UNTOLD,
        )
        return [id, { given, doubt: given.map((share) => entropy([share, 1 - share])) }]
      }),
    ),
  }
  known.set(table, chances)
  return chances
}

/** Bits; less than this is not worth anybody's time. */
const LEAST_GAIN = 0.05
/** Share of belief; an explanation below it is left out of the reckoning. */
const LEAST_SHARE = 0.01
/** Share of the first explanation from which nothing needs to be asked. */
const SETTLED = 0.85

/**
 * The questions with the greatest expected information gain over the explanations, best first: one finding that is
 * there or not, or where it hurts, with all places at once. None when the order is clear or no answer would change it.
 */
export function tellingQuestions(
  table: Weights,
  ranked: readonly Ranked[],
  { present, absent }: Known,
  {
    asked,
    places,
    exclusive,
    settled = [],
    sameQuestion = [],
    spots = [],
  }: {
    asked: Asked
    places: readonly string[]
    /** Lists of findings of which only one holds at a time. */
    exclusive: readonly (readonly string[])[]
    /** Findings that are told closely enough by others. */
    settled?: Knowledge['dialogue']['settled']
    /** Pairs that ask for the same. */
    sameQuestion?: Knowledge['dialogue']['sameQuestion']
    /** As exact as a place. */
    spots?: readonly string[]
  },
): NextQuestion[] {
  if ((ranked[0]?.share ?? 1) >= SETTLED) return []
  const likely = ranked.filter(({ share }) => share >= LEAST_SHARE)
  const prior = likely.map(({ share }) => share)
  const chances = chancesOf(table)
  const rows = likely.map(({ topic }) => chances.rows.get(topic) ?? 0)
  const likelihoods = (id: string) => {
    const given = chances.columns.get(id)?.given
    return rows.map((row) => given?.[row] ?? UNTOLD)
  }
  const isExcluded = (id: string) =>
    exclusive.some((group) => group.includes(id) && group.some((other) => present.has(other))) ||
    settled.some(({ finding, by }) => finding === id && by.some((other) => present.has(other)))
  const isKnown = (id: string) => present.has(id) || absent.has(id)
  const isLeftOpen = (id: string) => asked.has(id) && !isKnown(id)
  const isAskedOtherwise = (id: string) =>
    sameQuestion.some((pair) => pair.includes(id) && pair.some(isLeftOpen))
  const isOpen = (id: string) =>
    !isKnown(id) && !asked.has(id) && !isExcluded(id) && !isAskedOtherwise(id)

  const offers: { question: NextQuestion; gain: number }[] = []
  const offer = (question: NextQuestion, gain: number) => {
    if (gain >= LEAST_GAIN) offers.push({ question, gain })
  }
  const isPlaceKnown = [...places, ...spots].some((id) => present.has(id))
  if (!isPlaceKnown && !asked.has('where'))
    offer({ kind: 'where' }, gainOf(prior, placeOutcomes(places.map(likelihoods))))
  const all = prior.reduce((sum, share) => sum + share, 0)
  const expected = (column: Float64Array) =>
    prior.reduce((sum, share, at) => sum + share * (column[rows[at] ?? 0] ?? 0), 0)
  for (const [id, { given, doubt }] of chances.columns) {
    // Who could not say where it hurts is not asked for one place after another.
    if (!isOpen(id) || (!isPlaceKnown && places.includes(id))) continue
    // As in gainOf, with what is the same in every conversation reckoned once: there are some hundred findings.
    const chance = expected(given)
    offer({ kind: 'finding', finding: id }, entropy([chance, all - chance]) - expected(doubt))
  }
  return offers.sort((a, b) => b.gain - a.gain).map(({ question }) => question)
}

/** One place of many: the likelihoods of each explanation over all places sum to one. */
function placeOutcomes(likelihoods: readonly (readonly number[])[]): number[][] {
  const [first = []] = likelihoods
  const sums = first.map((_, at) => likelihoods.reduce((sum, given) => sum + (given[at] ?? 0), 0))
  return likelihoods.map((given) => given.map((share, at) => share / (sums[at] ?? 1)))
}

/**
 * Bits that the answer is expected to take off the uncertainty: how open the answer is, less what would be open about it
 * even if the explanation were known. `outcomes` hold each explanation's chance of each answer.
 */
function gainOf(prior: readonly number[], outcomes: readonly (readonly number[])[]): number {
  const expected = (column: readonly number[]) =>
    prior.reduce((sum, share, at) => sum + share * (column[at] ?? 0), 0)
  const doubt = prior.map((_, at) => entropy(outcomes.map((given) => given[at] ?? 0)))
  return entropy(outcomes.map(expected)) - expected(doubt)
}

function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0)
}

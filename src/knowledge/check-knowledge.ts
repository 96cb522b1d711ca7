import { type RedFlag, statementsOf, type Topic } from './entry.ts'
import type { Knowledge, Located } from './load-knowledge.ts'
import { nearestOf } from './nearest.ts'
import type { Problem } from './problem.ts'
import { countSentences, readingGrade } from './reading-grade.ts'
import type { Visit } from './visit.ts'

/** US school grades (Flesch-Kincaid) that no entry may exceed. */
export const GRADE_LIMITS = { shortAnswer: 6, redFlag: 6, entry: 8 } as const

/** Finds what no single file can show: references that lead nowhere, names used twice, hard words, unreachable entries. */
export function checkKnowledge(knowledge: Knowledge, located: Located): Problem[] {
  return [
    ...located.entries.flatMap(({ entry, file }) => [
      ...checkSources(knowledge, entry, file.place),
      ...('level' in entry
        ? checkRedFlagWords(knowledge, entry, file.place)
        : [
            ...checkTopicWords(knowledge, entry, file.place),
            ...checkRelated(knowledge, entry, file.place),
          ]),
    ]),
    ...checkVisits(knowledge, located),
    ...checkNames(located),
    ...checkReachable(knowledge, located),
    ...checkClaims(knowledge, located),
    ...checkFindings(knowledge, located),
  ]
}

type Place = (path: readonly PropertyKey[]) => Problem['at']

function checkSources(
  { sources }: Knowledge,
  entry: Topic | RedFlag | Visit,
  place: Place,
): Problem[] {
  return referencesOf(entry)
    .filter(({ source }) => !sources.has(source))
    .map(({ source, path }) => ({
      code: 'missing-source',
      at: place(path),
      message: `there is no source "${source}" in sources.yaml`,
      mend: suggest(source, sources.keys()),
    }))
}

function referencesOf(
  entry: Topic | RedFlag | Visit,
): { source: string; path: (string | number)[] }[] {
  return Object.entries(entry).flatMap(([field, value]) => {
    const statements = Array.isArray(value) ? value : [value]
    return statements.flatMap((statement: unknown, index) => {
      if (typeof statement !== 'object' || statement === null || !('sources' in statement))
        return []
      const sources = Array.isArray(statement.sources) ? statement.sources : []
      const path = Array.isArray(value) ? [field, index, 'sources'] : [field, 'sources']
      return sources.map((source: unknown, at: number) => ({
        source: String(source),
        path: [...path, at],
      }))
    })
  })
}

function checkVisits(knowledge: Knowledge, { files }: Located): Problem[] {
  const placeOf = files.get('visits.yaml')?.place
  if (!placeOf) return []
  return [...knowledge.visits].flatMap(([id, visit]) => {
    const place: Place = (path) => placeOf(['visits', id, ...path])
    return [
      ...checkSources(knowledge, visit, place),
      ...tooHard(visit.sign, GRADE_LIMITS.redFlag, knowledge.terms, place(['sign'])),
      ...statementsOf(visit).flatMap(({ text }) =>
        tooHard(text, GRADE_LIMITS.redFlag, knowledge.terms, place(['doNow'])),
      ),
    ]
  })
}

function checkRelated({ topics }: Knowledge, entry: Topic, place: Place): Problem[] {
  return entry.related.flatMap((id, index) => {
    if (topics.has(id) && id !== entry.id) return []
    return [
      {
        code: 'unknown-reference',
        at: place(['related', index]),
        message:
          id === entry.id ? 'the entry names itself as related' : `there is no topic "${id}"`,
        mend: suggest(id, topics.keys()),
      },
    ]
  })
}

function checkTopicWords({ terms }: Knowledge, entry: Topic, place: Place): Problem[] {
  const problems: Problem[] = []
  const sentences = countSentences(entry.shortAnswer.text)
  if (sentences !== 2) {
    problems.push({
      code: 'sentence-count',
      at: place(['shortAnswer', 'text']),
      message: `the short answer has ${sentences} sentences`,
      mend: 'Write exactly two.',
    })
  }
  problems.push(
    ...tooHard(
      entry.shortAnswer.text,
      GRADE_LIMITS.shortAnswer,
      terms,
      place(['shortAnswer', 'text']),
    ),
  )
  problems.push(...tooHard(wholeText(entry), GRADE_LIMITS.entry, terms, place(['id'])))
  return problems
}

function checkRedFlagWords({ terms }: Knowledge, entry: RedFlag, place: Place): Problem[] {
  const texts: [string, string[]][] = [
    ...[entry, ...(entry.variants ?? [])].map(({ confirm }): [string, string[]] => [
      confirm,
      ['confirm'],
    ]),
    [entry.title, ['title']],
    ...statementsOf(entry).map(({ text }): [string, string[]] => [text, ['doNow']]),
  ]
  return texts.flatMap(([text, path]) => tooHard(text, GRADE_LIMITS.redFlag, terms, place(path)))
}

function tooHard(
  text: string,
  limit: number,
  terms: ReadonlySet<string>,
  at: Problem['at'],
): Problem[] {
  const grade = readingGrade(text, terms)
  if (grade <= limit) return []
  return [
    {
      code: 'reading-grade',
      at,
      message: `this reads at US grade ${grade.toFixed(1)}, above ${limit}`,
      mend: 'Use shorter sentences and shorter words; unavoidable terms go into terms.yaml.',
    },
  ]
}

/** Everything an entry says, as one text. */
export function wholeText(entry: Topic | RedFlag): string {
  return statementsOf(entry)
    .map((statement) =>
      'dose' in statement && statement.dose
        ? `${statement.text} ${statement.dose}.`
        : statement.text,
    )
    .join(' ')
}

function checkNames({ entries }: Located): Problem[] {
  const seen = new Map<string, string>()
  return entries.flatMap(({ entry, file }) => {
    const names = 'level' in entry ? [entry.title] : [entry.title, ...entry.otherNames]
    return names.flatMap((name) => {
      const key = name.toLowerCase()
      const owner = seen.get(key)
      if (owner === undefined) {
        seen.set(key, entry.id)
        return []
      }
      return [
        {
          code: 'duplicate-name' as const,
          at: file.place(['otherNames']),
          message: `the name "${name}" already belongs to ${owner}`,
          mend: 'Keep it where people would look for it first.',
        },
      ]
    })
  })
}

function checkReachable({ topics }: Knowledge, { entries }: Located): Problem[] {
  const named = new Set(
    [...topics.values()].flatMap(({ id, related }) => related.filter((other) => other !== id)),
  )
  return entries.flatMap(({ entry, file }) => {
    if ('level' in entry || named.has(entry.id)) return []
    return [
      {
        code: 'unreachable-entry' as const,
        at: file.place(['id']),
        message: `no other entry names "${entry.id}" as related`,
        mend: 'Add it to `related` of the entry that leads to it.',
      },
    ]
  })
}

function checkClaims({ claims, topics }: Knowledge, { files }: Located): Problem[] {
  const place = files.get('claims.yaml')?.place
  const problems: Problem[] = []
  for (const [id, { topics: carriers }] of claims) {
    for (const topicId of carriers) {
      const topic = topics.get(topicId)
      const carries =
        topic && statementsOf(topic).some((statement) => statement.claims?.includes(id))
      if (carries || !place) continue
      problems.push({
        code: 'unknown-reference',
        at: place(['claims', id]),
        message: `no statement of "${topicId}" carries the claim ${id}`,
        mend: `Mark the statement that does with \`claims: [${id}]\`.`,
      })
    }
  }
  return problems
}

function checkFindings(knowledge: Knowledge, { entries, files }: Located): Problem[] {
  const { findings, redFlags, topics, triageRules, riskGroups, tooLittle, surerAlone, endedBy } =
    knowledge
  const { differential, contributors } = knowledge
  const signs = new Map<string, unknown>([...findings, ...redFlags])
  const problems: Problem[] = []
  const expect = (
    file: string,
    path: readonly PropertyKey[],
    id: string,
    known: ReadonlyMap<string, unknown>,
    what: string,
  ) => {
    const place = files.get(file)?.place
    if (known.has(id) || !place) return
    problems.push({
      code: 'unknown-reference',
      at: place(path),
      message: `there is no ${what} "${id}"`,
      mend: suggest(id, known.keys()),
    })
  }
  for (const [id, { redFlag, implies = [], rulesOut = [], learnt }] of findings) {
    if (redFlag) expect('findings.yaml', ['findings', id, 'redFlag'], redFlag, redFlags, 'red flag')
    for (const other of implies)
      expect('findings.yaml', ['findings', id, 'implies'], other, findings, 'finding')
    for (const other of learnt?.milder ?? [])
      expect('findings.yaml', ['findings', id, 'learnt'], other, findings, 'finding')
    for (const other of rulesOut)
      expect('findings.yaml', ['findings', id, 'rulesOut'], other, findings, 'finding')
  }
  for (const { entry, file } of entries) {
    const [part, named] =
      'level' in entry
        ? ['variants', (entry.variants ?? []).flatMap(({ when }) => when.flat())]
        : ['cautions', (entry.cautions ?? []).flatMap(({ when }) => when)]
    for (const finding of named) {
      if (findings.has(finding)) continue
      problems.push({
        code: 'unknown-reference',
        at: file.place([part]),
        message: `there is no finding "${finding}"`,
        mend: suggest(finding, findings.keys()),
      })
    }
  }
  triageRules.forEach((rule, index) => {
    expect('triage-rules.yaml', ['rules', index, 'redFlag'], rule.redFlag, redFlags, 'red flag')
    for (const id of [...rule.all, ...(rule.any ?? []), ...(rule.none ?? [])]) {
      expect('triage-rules.yaml', ['rules', index], id, findings, 'finding')
    }
  })
  for (const [visit, { when }] of knowledge.visits) {
    for (const id of [...when.all, ...(when.any ?? []), ...(when.none ?? [])]) {
      expect('visits.yaml', ['visits', visit, 'when'], id, findings, 'finding')
    }
  }
  for (const id of riskGroups.keys()) {
    expect('triage-rules.yaml', ['riskGroups', id], id, findings, 'finding')
  }
  for (const [redFlag, { finding, beside }] of tooLittle) {
    expect('triage-rules.yaml', ['tooLittle', redFlag], redFlag, redFlags, 'red flag')
    for (const id of [finding, ...beside])
      expect('triage-rules.yaml', ['tooLittle', redFlag], id, findings, 'finding')
  }
  for (const redFlag of surerAlone.keys()) {
    expect('triage-rules.yaml', ['surerAlone', redFlag], redFlag, redFlags, 'red flag')
  }
  for (const [redFlag, finding] of endedBy) {
    expect('triage-rules.yaml', ['endedBy', redFlag], redFlag, redFlags, 'red flag')
    expect('triage-rules.yaml', ['endedBy', redFlag], finding, findings, 'finding')
  }
  for (const [code, language] of knowledge.languages) {
    for (const id of Object.keys(language.signs)) {
      const path = ['languages', code, 'signs', id]
      expect('languages.yaml', path, id, signs, 'red flag or finding')
    }
  }
  for (const [table, name] of [
    [differential, 'differential'],
    [contributors, 'contributors'],
  ] as const) {
    for (const [topic, weights] of Object.entries(table)) {
      expect('differential.yaml', [name, topic], topic, topics, 'topic')
      for (const id of Object.keys(weights))
        expect('differential.yaml', [name, topic, id], id, findings, 'finding')
    }
  }
  return problems
}

function suggest(id: string, known: Iterable<string>): string {
  const near = nearestOf(id, known)
  return near ? `Did you mean "${near}"?` : 'Compare with the ids of the neighbouring files.'
}

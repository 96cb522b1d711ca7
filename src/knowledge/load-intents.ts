import { basename } from 'node:path'
import type { z } from 'zod'
import {
  FindingIntents,
  type Intent,
  LookAlikeIntents,
  META_KINDS,
  MetaIntents,
  type MetaKind,
  RedFlagIntents,
  RoundIntents,
  ScopeIntents,
  TopicIntents,
} from './intents.ts'
import type { Knowledge } from './load-knowledge.ts'
import { nearestOf } from './nearest.ts'
import { KnowledgeError, type Problem } from './problem.ts'
import { readYaml, type YamlFile } from './read-yaml.ts'
import { yamlFiles } from './yaml-files.ts'

type Located = { intent: Intent; at: Problem['at'] }
type Known = Pick<Knowledge, 'topics' | 'redFlags' | 'findings'>

/** Loads every example question; throws a KnowledgeError that lists all problems. */
export function loadIntents(root: string, known: Known): Intent[] {
  const { intents, problems } = readIntents(root, known)
  if (problems.length > 0) throw new KnowledgeError(problems)
  return intents
}

/** Like loadIntents, for the checker: gives the problems instead of throwing. */
export function readIntents(
  root: string,
  known: Known,
): { intents: Intent[]; problems: Problem[] } {
  const problems: Problem[] = []
  const located: Located[] = []

  const each = <Schema extends z.ZodType>(
    folder: string,
    schema: Schema,
    convert: (value: z.infer<Schema>, file: YamlFile<z.infer<Schema>>) => Located[],
  ) => {
    for (const name of yamlFiles(root, folder)) {
      const { parsed, problems: found } = readYaml(root, `${folder}/${name}`, schema)
      problems.push(...found)
      if (parsed) located.push(...convert(parsed.value, parsed))
    }
  }
  const expectName = (id: string, field: string, file: YamlFile<unknown>) => {
    if (id === basename(file.file, '.yaml')) return
    problems.push({
      code: 'wrong-id',
      at: file.place([field]),
      message: `"${id}" differs from the file's name`,
      mend: 'Give both the same id.',
    })
  }
  const expectId = (id: string, at: Problem['at'], ids: readonly string[]) => {
    if (ids.includes(id)) return
    const near = nearestOf(id, ids)
    problems.push({
      code: 'unknown-reference',
      at,
      message: `there is no "${id}"`,
      mend: near ? `Did you mean "${near}"?` : 'Write an id of the knowledge base.',
    })
  }
  const topicIds = [...known.topics.keys()]
  const redFlagIds = [...known.redFlags.keys()]
  const labelled = (
    example: string | { text: string; also: string[] },
    own: { topics?: string[]; redFlags?: string[] },
    at: Problem['at'],
  ): Pick<Intent, 'text' | 'topics' | 'redFlags'> => {
    const { text, also } = typeof example === 'string' ? { text: example, also: [] } : example
    for (const id of also) expectId(id, at, [...topicIds, ...redFlagIds])
    return {
      text,
      topics: [...(own.topics ?? []), ...also.filter((id) => known.topics.has(id))],
      redFlags: [...(own.redFlags ?? []), ...also.filter((id) => known.redFlags.has(id))],
    }
  }

  each('topics', TopicIntents, ({ topic, personal, general }, file) => {
    expectName(topic, 'topic', file)
    expectId(topic, file.place(['topic']), topicIds)
    const convert = (field: 'personal' | 'general', complaint: boolean) =>
      (field === 'personal' ? personal : general).map((example, index) => {
        const at = file.place([field, index])
        const own = labelled(example, { topics: [topic] }, at)
        return { at, intent: { ...own, scope: 'knee' as const, complaint } }
      })
    return [...convert('personal', true), ...convert('general', false)]
  })
  each('red-flags', RedFlagIntents, ({ redFlag, examples }, file) => {
    expectName(redFlag, 'redFlag', file)
    expectId(redFlag, file.place(['redFlag']), redFlagIds)
    return examples.map((example, index) => {
      const at = file.place(['examples', index])
      const own = labelled(example, { redFlags: [redFlag] }, at)
      return { at, intent: { ...own, scope: 'knee' as const, complaint: true } }
    })
  })
  const learnt = [...known.findings].filter(([, finding]) => finding.learnt).map(([id]) => id)
  each('findings', FindingIntents, ({ finding, examples }, file) => {
    expectName(finding, 'finding', file)
    expectId(finding, file.place(['finding']), learnt)
    const redFlag = known.findings.get(finding)?.redFlag
    return examples.map((text, index) => ({
      at: file.place(['examples', index]),
      intent: {
        text,
        scope: 'off-topic' as const,
        topics: [],
        redFlags: redFlag ? [redFlag] : [],
        tells: [finding],
      },
    }))
  })
  each('meta', MetaIntents, ({ meta, examples }, file) => {
    expectName(meta, 'meta', file)
    return examples.map((text, index) => ({
      at: file.place(['examples', index]),
      intent: { text, scope: 'meta' as const, meta, topics: [], redFlags: [], complaint: false },
    }))
  })
  each('scope', ScopeIntents, ({ scope, examples }, file) => {
    expectName(scope, 'scope', file)
    return examples.map((text, index) => ({
      at: file.place(['examples', index]),
      intent: { text, scope, topics: [], redFlags: [] },
    }))
  })
  each('look-alikes', LookAlikeIntents, ({ reason, examples }, file) => {
    expectName(reason, 'reason', file)
    return examples.map(({ text, topic, complaint = false }, index) => {
      const at = file.place(['examples', index])
      const outside = topic === 'other-body' || topic === 'off-topic'
      if (!outside) expectId(topic, at, topicIds)
      const scope = outside ? topic : ('knee' as const)
      const intent: Intent = outside
        ? { text, scope, topics: [], redFlags: [] }
        : { text, scope, topics: [topic], redFlags: [], complaint }
      return { at, intent }
    })
  })
  each('rounds', RoundIntents, ({ round, examples }, file) => {
    expectName(round, 'round', file)
    return examples.map(({ scope: kind, complaint, ...own }, index) => {
      const at = file.place(['examples', index])
      for (const id of own.topics) expectId(id, at, topicIds)
      for (const id of own.redFlags) expectId(id, at, redFlagIds)
      const meta = META_KINDS.find((name) => name === kind)
      const scope = meta ? 'meta' : (kind as Exclude<typeof kind, MetaKind>)
      return {
        at,
        intent: {
          ...own,
          scope,
          ...(meta && { meta }),
          ...(complaint !== undefined && { complaint }),
        },
      }
    })
  })
  problems.push(...contradictions(located))
  return { intents: located.map(({ intent }) => intent), problems }
}

/** The text with everything gone that does not tell two questions apart. */
export function normalisedForComparison(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim() || text
  )
}

/** The same question under two labels teaches nothing; under the same label it counts double. */
function contradictions(located: readonly Located[]): Problem[] {
  const seen = new Map<string, Problem['at']>()
  return located.flatMap(({ intent, at }) => {
    const key = normalisedForComparison(intent.text)
    const first = seen.get(key)
    if (!first) {
      seen.set(key, at)
      return []
    }
    return [
      {
        code: 'duplicate-example' as const,
        at,
        message: `the same question stands at ${first.file}:${first.line}`,
        mend: 'Keep it under the label that fits best.',
      },
    ]
  })
}

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Document,
  isMap,
  isNode,
  isPair,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml'
import type { z } from 'zod'
import type { Problem, ProblemCode } from './problem.ts'

/** Bytes; the largest real file has some tens of thousands, so a larger one is a mistake. */
export const FILE_SIZE_LIMIT = 1_000_000

/** A parsed file together with the places of its values, for messages about it found later. */
export type YamlFile<Value> = { file: string; value: Value; place: (path: Path) => Problem['at'] }
type Path = readonly PropertyKey[]

/**
 * Reads one YAML file and parses it with a schema.
 * `file` is relative to `root` and is the name every problem carries.
 */
export function readYaml<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
): { parsed?: YamlFile<z.infer<Schema>>; problems: Problem[] } {
  const start = { file, line: 1, column: 1 }
  const refuse = (code: ProblemCode, message: string, mend: string) => ({
    problems: [{ code, at: start, message, mend }],
  })
  const path = join(root, file)
  let text: string
  try {
    const { size } = statSync(path)
    if (size > FILE_SIZE_LIMIT) {
      return refuse(
        'too-large',
        `the file has ${size} bytes, more than the ${FILE_SIZE_LIMIT} allowed`,
        'Split it, or look whether something was pasted in by mistake.',
      )
    }
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    return missing
      ? refuse('missing-file', 'the file is missing', 'Create it, or restore it with git.')
      : refuse('unreadable', 'the file cannot be read as UTF-8 text', 'Save it as UTF-8.')
  }
  if (text.startsWith('\uFEFF')) {
    return refuse(
      'byte-order-mark',
      'the file begins with an invisible byte-order mark',
      'Save it as "UTF-8" rather than "UTF-8 with BOM".',
    )
  }
  if (text.trim() === '') {
    return refuse('empty-file', 'the file is empty', 'Fill it in or delete it.')
  }

  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): Problem['at'] => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  if (document.errors.length > 0) {
    return { problems: document.errors.map((error) => yamlProblem(error, at(error.pos[0]))) }
  }
  const place = (path: Path) => at(offsetOf(document, path))
  const result = schema.safeParse(document.toJS())
  if (result.success) return { parsed: { file, value: result.data, place }, problems: [] }
  return { problems: result.error.issues.flatMap((issue) => schemaProblems(issue, document, at)) }
}

function yamlProblem(error: YAMLError, at: Problem['at']): Problem {
  if (error.code === 'TAB_AS_INDENT' || /\btabs?\b/i.test(error.message)) {
    return {
      code: 'yaml',
      at,
      message: 'a tab stands where YAML wants spaces',
      mend: 'Indent with two spaces.',
    }
  }
  if (error.code === 'DUPLICATE_KEY') {
    return { code: 'yaml', at, message: 'the same key stands twice', mend: 'Keep one of them.' }
  }
  return {
    code: 'yaml',
    at,
    message: `this is not valid YAML: ${error.message.replace(/\.$/, '')}`,
    mend: 'Look at the indentation and put texts with a colon or a quote in double quotes.',
  }
}

function schemaProblems(
  issue: z.core.$ZodIssue,
  document: Document,
  at: (offset: number) => Problem['at'],
): Problem[] {
  const where = issue.path.map(String).join('.') || 'the file'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'schema',
      at: at(offsetOf(document, [...issue.path, key], 'key')),
      message: `"${key}" is not a field of ${where}`,
      mend: 'Remove it or correct its spelling; docs/content.md lists the fields.',
    }))
  }
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined
  const message = isMissing
    ? `"${where}" is missing or has the wrong kind of value`
    : `"${where}" is not as it should be: ${lowerFirst(issue.message)}`
  const mend =
    issue.code === 'invalid_value'
      ? `Write one of: ${issue.values.map(String).join(', ')}.`
      : 'Compare with a neighbouring file; docs/content.md lists the fields.'
  return [{ code: 'schema', at: at(offsetOf(document, issue.path)), message, mend }]
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

/** The offset of a value, or of the nearest thing around it that exists. */
function offsetOf(document: Document, path: Path, want: 'value' | 'key' = 'value'): number {
  if (want === 'key') {
    const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
    if (isMap(parent)) {
      const key = String(path.at(-1))
      for (const pair of parent.items) {
        if (isPair(pair) && isNode(pair.key) && String(pair.key) === key) {
          return pair.key.range?.[0] ?? 0
        }
      }
    }
  }
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

/** Something wrong in a content file: where it stands, what it is, and what to write instead. */
export type Problem = {
  code: ProblemCode
  at: { file: string; line: number; column: number }
  message: string
  mend: string
}

/** Closed list, so that tests and editors can rely on it. */
export type ProblemCode =
  | 'unreadable'
  | 'too-large'
  | 'byte-order-mark'
  | 'empty-file'
  | 'yaml'
  | 'schema'
  | 'wrong-id'
  | 'duplicate-id'
  | 'duplicate-name'
  | 'unknown-reference'
  | 'missing-source'
  | 'missing-file'
  | 'unreachable-entry'
  | 'sentence-count'
  | 'wording'
  | 'reading-grade'
  | 'duplicate-example'
  | 'too-few-examples'
  | 'pattern'

/** One line for a person: file, line and column, what is wrong, the mend. */
export function describeProblem({ at, message, mend }: Problem): string {
  return `${at.file}:${at.line}:${at.column}: ${message}. ${mend}`
}

/** The content cannot be used; nothing of it was loaded. `problems` lists everything found wrong. */
export class KnowledgeError extends Error {
  override name = 'KnowledgeError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.problems = problems
  }
}

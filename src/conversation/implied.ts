import type { Finding, Knowledge } from '../knowledge/index.ts'
import type { Assertion } from '../understanding/index.ts'

/**
 * What was said, and what follows from it by findings.yaml: who is told to be a child is growing, and "no swelling" denies
 * swelling of every kind. What was said in so many words is never overruled.
 */
export function withImplied(
  said: ReadonlyMap<string, Assertion>,
  { findings }: Pick<Knowledge, 'findings'>,
): Map<string, Assertion> {
  const all = new Map(said)
  let size: number
  do {
    size = all.size
    for (const [id, finding] of findings) {
      for (const [other, sense] of consequences(id, finding, all)) {
        if (!all.has(other)) all.set(other, sense)
      }
    }
  } while (all.size > size)
  return all
}

function consequences(
  id: string,
  { implies = [], rulesOut = [] }: Finding,
  said: ReadonlyMap<string, Assertion>,
): [string, Assertion][] {
  const isPresent = said.get(id) === 'present'
  return [
    ...implies.flatMap((other): [string, Assertion][] => [
      ...(isPresent ? [[other, 'present'] as [string, Assertion]] : []),
      ...(said.get(other) === 'absent' ? [[id, 'absent'] as [string, Assertion]] : []),
    ]),
    ...rulesOut.flatMap((other): [string, Assertion][] => [
      ...(isPresent ? [[other, 'absent'] as [string, Assertion]] : []),
      ...(said.get(other) === 'present' ? [[id, 'absent'] as [string, Assertion]] : []),
    ]),
  ]
}

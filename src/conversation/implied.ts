import type { Knowledge } from '../knowledge/index.ts'
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
  const follows = (id: string, sense: Assertion) => {
    if (!all.has(id)) all.set(id, sense)
  }
  let size: number
  do {
    size = all.size
    for (const [id, { implies, rulesOut }] of findings) {
      const isPresent = all.get(id) === 'present'
      for (const other of implies ?? []) {
        if (isPresent) follows(other, 'present')
        if (all.get(other) === 'absent') follows(id, 'absent')
      }
      for (const other of rulesOut ?? []) {
        if (isPresent) follows(other, 'absent')
        if (all.get(other) === 'present') follows(id, 'absent')
      }
    }
  } while (all.size > size)
  return all
}

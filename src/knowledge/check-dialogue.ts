import type { Knowledge } from './load-knowledge.ts'
import { nearestOf } from './nearest.ts'
import type { Problem } from './problem.ts'

type Place = (path: readonly PropertyKey[]) => Problem['at']

/** Finds topics, findings and red flags that dialogue.yaml names and nobody knows. */
export function checkDialogue(
  { dialogue, topics, findings, redFlags }: Knowledge,
  place: Place | undefined,
): Problem[] {
  if (!place) return []
  const unknown = (
    path: readonly PropertyKey[],
    id: string,
    known: ReadonlyMap<string, unknown>,
  ): Problem[] => {
    if (known.has(id)) return []
    const near = nearestOf(id, known.keys())
    return [
      {
        code: 'unknown-reference',
        at: place(path),
        message: `nothing has the id "${id}"`,
        mend: near ? `Did you mean "${near}"?` : 'Compare with the ids of the neighbouring lines.',
      },
    ]
  }
  return [
    ...dialogue.followUps.flatMap(({ topic, focus, redFlag }, index) => [
      ...(topic ? unknown(['followUps', index, 'topic'], topic, topics) : []),
      ...(focus ? unknown(['followUps', index, 'focus'], focus, topics) : []),
      ...(redFlag ? unknown(['followUps', index, 'redFlag'], redFlag, redFlags) : []),
    ]),
    ...dialogue.places.flatMap(({ finding }, index) =>
      unknown(['places', index, 'finding'], finding, findings),
    ),
    ...(['everywhere', 'since'] as const).flatMap((when) =>
      dialogue.wellBy[when].flatMap((id, index) => unknown(['wellBy', when, index], id, findings)),
    ),
    ...Object.entries(dialogue.wellBy.signs).flatMap(([redFlag, ids]) => [
      ...unknown(['wellBy', 'signs', redFlag], redFlag, redFlags),
      ...ids.flatMap((id) => unknown(['wellBy', 'signs', redFlag], id, findings)),
    ]),
    ...dialogue.spots.flatMap((id, index) => unknown(['spots', index], id, findings)),
    ...dialogue.circumstances.list.flatMap(({ finding }, index) =>
      unknown(['circumstances', 'list', index, 'finding'], finding, findings),
    ),
    ...dialogue.shortReplies.findings.flatMap(({ finding, beside = [] }, index) =>
      [finding, ...beside].flatMap((id) =>
        unknown(['shortReplies', 'findings', index], id, findings),
      ),
    ),
    ...dialogue.settled.flatMap(({ finding, by }, index) =>
      [finding, ...by].flatMap((id) => unknown(['settled', index], id, findings)),
    ),
    ...dialogue.sameQuestion.flatMap((pair, index) =>
      pair.flatMap((id, at) => unknown(['sameQuestion', index, at], id, findings)),
    ),
    ...dialogue.exclusive.flatMap((group, index) =>
      group.flatMap((id, at) => unknown(['exclusive', index, at], id, findings)),
    ),
  ]
}

import type { AssertionWords, Finding } from '../knowledge/index.ts'
import { assertionOf, type Mention } from './reading.ts'
import type { Token } from './tokens.ts'

/** Tokens before a finding in which "my" or "I" make it the writer's own. */
const OWNER_REACH = 4

/** A mention with the place after its last token. */
export type Placed = Mention & { end: number }

/**
 * Prepares to leave to somebody near what tells nothing about the writer's own knee: "my boyfriend has a fever, my knee is
 * swollen" is no swollen knee with a fever. Where they have a sign of their own beside it, or the writer has none, it stays
 * as it was said: the question is about them.
 */
export function createOwners(
  findings: ReadonlyMap<string, Finding>,
  { selves }: Pick<AssertionWords, 'selves'>,
): (mentions: readonly Placed[], tokens: readonly Token[]) => readonly Placed[] {
  const ofSelves = new Set(selves)
  const isTogether = ({ finding }: Mention) => findings.get(finding)?.together === true
  const isSign = (mention: Mention) =>
    !isTogether(mention) &&
    findings.get(mention.finding)?.kind !== 'who' &&
    assertionOf(mention.status) === 'present'

  return (mentions, tokens) => {
    const isOfKin = (mention: Mention) => isTogether(mention) && mention.status.relative
    if (!mentions.some(isOfKin)) return mentions
    const signs = mentions.filter(isSign)
    const isOwn = ({ start, end, status }: Placed) =>
      !status.relative &&
      tokens
        .slice(Math.max(0, start - OWNER_REACH), end)
        .some(({ word, sentence }) => ofSelves.has(word) && sentence === tokens[start]?.sentence)
    if (signs.some(({ status }) => status.relative) || !signs.some(isOwn)) return mentions
    return mentions.map((mention) =>
      isOfKin(mention) ? { ...mention, status: { ...mention.status, other: true } } : mention,
    )
  }
}

import type { Knowledge, Topic } from '../../knowledge/index.ts'
import type { Choice } from '../../replies/index.ts'
import type { Scored } from '../../understanding/index.ts'
import type { World } from '../world.ts'
import { filled } from './fill.ts'

/** Choices under a reply; more would be a menu. */
const CHOICES_SHOWN = 4
/** From here on a further topic of the message is worth offering. */
const WORTH_OFFERING = 0.1

/** Something to tap that says its own label. */
export function say(label: string): Choice {
  return { label, says: label }
}

/** Good ways to begin. */
export function starters({ phrases }: Pick<Knowledge, 'phrases'>): Choice[] {
  const { why, firstSteps, redFlags, shoes } = phrases.suggestions
  return [why, firstSteps, redFlags, shoes].map(say)
}

/** Topics near what was written, to tap. */
export function nearestChoices(ids: readonly string[], { knowledge }: World): Choice[] {
  return [...new Set(ids)]
    .flatMap((id) => knowledge.topics.get(id) ?? [])
    .slice(0, 3)
    .map((topic) => choiceFor(topic, knowledge))
}

/** What one may want to know next: further topics of the message, then related entries. */
export function relatedChoices(
  answered: string | null,
  topics: readonly Scored[],
  { knowledge }: World,
): Choice[] {
  const entry = answered ? knowledge.topics.get(answered) : undefined
  const ids = [
    ...topics
      .slice(0, 3)
      .filter(({ confidence }) => confidence >= WORTH_OFFERING)
      .map(({ id }) => id),
    ...(entry?.related ?? []),
  ]
  return [...new Set(ids)]
    .filter((id) => id !== answered)
    .flatMap((id) => knowledge.topics.get(id) ?? [])
    .slice(0, CHOICES_SHOWN)
    .map((topic) => choiceFor(topic, knowledge))
}

function choiceFor({ title }: Topic, { phrases }: Knowledge): Choice {
  return { label: title, says: filled(phrases.suggestions.more, { title }) }
}

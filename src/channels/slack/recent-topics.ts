import { z } from 'zod'
import type { Knowledge } from '../../knowledge/index.ts'
import type { Reply } from '../../replies/index.ts'
import { type Asker, personOf } from './place.ts'
import { answeredTopic } from './public-answer.ts'
import type { Records } from './records.ts'

const SHOWN = 5
const DAY_MS = 86_400_000
const Recent = z.array(z.string()).max(SHOWN)

/** The topics a runner asked about lately, for the App Home: ids of entries and nothing else. */
export type RecentTopics = {
  of(asker: Asker): Promise<string[]>
  /** Notes what a reply was about, and never fails: no answer is worth losing for it. */
  note(asker: Asker, reply: Reply): Promise<void>
}

export function createRecentTopics(
  records: Records,
  {
    content,
    settings,
  }: {
    content: { readonly knowledge: Knowledge }
    settings: { readonly retentionDays: number }
  },
): RecentTopics {
  const idOf = (asker: Asker) => `${personOf(asker)}:recent`
  const read = async (asker: Asker) => {
    const parsed = Recent.safeParse(await records.get(idOf(asker)))
    return parsed.success ? parsed.data : []
  }
  return {
    of: read,
    async note(asker, reply) {
      const topic = answeredTopic(reply, content.knowledge)
      if (!topic) return
      try {
        const before = await read(asker)
        if (before[0] === topic) return
        const topics = [topic, ...before.filter((other) => other !== topic)].slice(0, SHOWN)
        await records.put(idOf(asker), topics, {
          ...asker,
          keepMs: settings.retentionDays * DAY_MS,
        })
      } catch {
        // The store says so itself; the list is only a convenience.
      }
    },
  }
}

import type { webApi } from '@slack/bolt'
import type { Words } from './words.ts'

/** After a refusal nobody asks again for a day: the plan of a workspace seldom changes. */
const REFUSED_MS = 86_400_000

/** Slack's agent view: suggested prompts and a status line, where the plan of the workspace has them. */
export type AgentView = {
  offerPrompts(client: webApi.WebClient, place: { team: string; channel: string }): Promise<void>
  /** Says that a question is being read, where that is known to work. */
  showStatus(
    client: webApi.WebClient,
    place: { team: string; channel: string; thread: string },
  ): Promise<void>
  /** Whether questions there are threads of their own. */
  isOn(team: string): boolean
}

export function createAgentView({ prompts }: Words, now: () => number): AgentView {
  const on = new Set<string>()
  const refusedAt = new Map<string, number>()

  return {
    async offerPrompts(client, { team, channel }) {
      if (now() - (refusedAt.get(team) ?? -REFUSED_MS) < REFUSED_MS) return
      try {
        await client.apiCall('assistant.threads.setSuggestedPrompts', {
          channel_id: channel,
          title: prompts.title,
          prompts: prompts.items,
        })
        on.add(team)
      } catch {
        // A free plan or a missing optional scope; direct messages work all the same.
        on.delete(team)
        refusedAt.set(team, now())
      }
    },
    async showStatus(client, { team, channel, thread }) {
      if (!on.has(team)) return
      try {
        await client.apiCall('assistant.threads.setStatus', {
          channel_id: channel,
          thread_ts: thread,
          status: prompts.status,
        })
      } catch {
        on.delete(team)
      }
    },
    isOn: (team) => on.has(team),
  }
}

import { randomUUID } from 'node:crypto'
import type { Store } from '../../storage/index.ts'
import { BOT, type OutgoingActivity, type PostedActivity } from './activity.ts'
import type { AgentTurn } from './agent.ts'

const HOUR_MS = 3_600_000
/** What people wrote is kept this long, so that a lost connection can be made good, and no longer. */
export const LOG_MS = 24 * HOUR_MS

/** A set of activities, and the watermark after the last of them. */
export type ActivitySet = { activities: OutgoingActivity[]; watermark: string }

/** The agent failed; the runner's own message is kept. */
export class AgentFailed extends Error {
  override name = 'AgentFailed'
}

/** Direct Line's conversations: the log of activities, the turn of the agent, and who listens. */
export function createConversations({
  store,
  agent,
  now,
  retentionMs,
}: {
  store: Store
  agent: AgentTurn
  now: () => number
  retentionMs: number
}) {
  const listeners = new Map<string, Set<() => void>>()

  async function add(conversation: string, activity: OutgoingActivity): Promise<string> {
    const stamped = { ...activity, timestamp: new Date(now()).toISOString() }
    const sequence = await store.append(conversation, stamped, now() + LOG_MS)
    for (const listener of listeners.get(conversation) ?? []) listener()
    return activityId(conversation, sequence)
  }

  return {
    newId: (): string => randomUUID(),

    /** Starts a conversation; false when it was started before. Contacts the agent the first time. */
    async start(conversation: string, user: string): Promise<boolean> {
      const isNew = await store.save(
        keyOf(conversation),
        { state: { user }, version: 0 },
        now() + retentionMs,
      )
      if (isNew) {
        const update = { type: 'conversationUpdate', membersAdded: [{ id: BOT.id }, { id: user }] }
        await agent({ ...update, ...envelope(conversation, user) }, (activity) =>
          add(conversation, fromBot(activity, conversation)),
        )
      }
      return isNew
    },

    /** Whether the conversation was started and has not expired. */
    async exists(conversation: string): Promise<boolean> {
      return (await store.load(keyOf(conversation), now())) !== undefined
    },

    /** Stores what a client posted, lets the agent answer, and gives the posted activity's id. */
    async post(conversation: string, user: string, posted: PostedActivity): Promise<string> {
      const activity = {
        ...posted,
        // The token says who speaks; what the client claims does not count.
        from: { ...posted.from, id: user, role: 'user' },
        conversation: { id: conversation },
        channelId: 'webchat',
      }
      if (posted.type === 'typing') return activityId(conversation, 0)
      const id = await add(conversation, activity)
      try {
        await agent({ ...activity, id, ...envelope(conversation, user) }, (answer) =>
          add(conversation, { ...fromBot(answer, conversation), replyToId: id }),
        )
      } catch (cause) {
        throw new AgentFailed('the agent could not answer', { cause })
      }
      return id
    },

    /** The log after a watermark. */
    async after(conversation: string, watermark: number): Promise<ActivitySet> {
      const entries = await store.entriesAfter(conversation, watermark, now())
      return {
        activities: entries.map(({ sequence, activity }) => ({
          ...(activity as OutgoingActivity),
          id: activityId(conversation, sequence),
        })),
        watermark: String(entries.at(-1)?.sequence ?? watermark),
      }
    },

    /** Calls back whenever something was added; gives the function that ends it. */
    listen(conversation: string, listener: () => void): () => void {
      const all = listeners.get(conversation) ?? new Set()
      listeners.set(conversation, all.add(listener))
      return () => {
        all.delete(listener)
        if (all.size === 0) listeners.delete(conversation)
      }
    },

    /** Erases the conversation: its log, its state, and that it ever was. */
    async forget(conversation: string): Promise<void> {
      await store.forget(conversation)
      await store.forget(keyOf(conversation))
      await store.forget(`webchat:${conversation}`)
    },
  }
}
export type Conversations = ReturnType<typeof createConversations>

/** Zero-padded, so that a plain sort of ids is the order of speaking. */
export function activityId(conversation: string, sequence: number): string {
  return `${conversation}|${String(sequence).padStart(7, '0')}`
}

function keyOf(conversation: string): string {
  return `directline:${conversation}`
}

function envelope(conversation: string, user: string) {
  return {
    conversation: { id: conversation },
    from: { id: user, role: 'user' },
    recipient: { id: BOT.id, role: 'bot' },
    channelId: 'webchat',
  }
}

function fromBot(activity: OutgoingActivity, conversation: string): OutgoingActivity {
  return { ...activity, from: BOT, conversation: { id: conversation }, channelId: 'webchat' }
}

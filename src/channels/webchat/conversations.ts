import { randomUUID } from 'node:crypto'
import type { Assistant } from '../../assistant.ts'
import type { Store } from '../../storage/index.ts'
import { BOT, type OutgoingActivity, type PostedActivity } from './activity.ts'
import type { AgentTurn } from './agent.ts'
import { TYPING_AFTER_MS } from './limits.ts'
import type { Claims } from './tokens.ts'

const HOUR_MS = 3_600_000
/** What people wrote is kept this long, so that a lost connection can be made good, and no longer. */
export const LOG_MS = 24 * HOUR_MS
/** Entries given at a time. */
const PAGE = 1_000

/** A set of activities, and the watermark after the last of them. */
export type ActivitySet = { activities: OutgoingActivity[]; watermark: string }

/** Someone who follows a conversation. */
export type Listener = {
  /** The log has grown. */
  changed(): void
  /** The answer takes its time. */
  typing(): void
  /** The conversation was erased. */
  ended(): void
}

/** The agent failed; the runner's own message is kept. */
export class AgentFailed extends Error {
  override name = 'AgentFailed'
}

/** Direct Line's conversations: the log of activities, the turn of the agent, and who listens. */
export function createConversations({
  store,
  assistant,
  agent,
  now,
  retentionMs,
}: {
  store: Store
  assistant: Pick<Assistant, 'answer'>
  agent: AgentTurn
  now: () => number
  retentionMs: number
}) {
  const listeners = new Map<string, Set<Listener>>()

  const listenersOf = (conversation: string) => [...(listeners.get(conversation) ?? [])]

  async function add(conversation: string, activity: OutgoingActivity): Promise<string> {
    const stamped = { ...activity, timestamp: new Date(now()).toISOString() }
    const turn = { keepMs: retentionMs, activities: [stamped], logMs: LOG_MS }
    const committed = await store.commit(keyOf(conversation), turn)
    if (committed.kind === 'stale') throw new Error('a log alone cannot be stale')
    return activityId(conversation, committed.first)
  }

  return {
    newId: (): string => randomUUID(),

    /** Starts a conversation; false when it was started before. Contacts the agent the first time. */
    async start({ conv, user = ANYBODY }: Claims): Promise<boolean> {
      const fresh = { state: null, version: 0 }
      const { kind } = await store.commit(keyOf(conv), { state: fresh, keepMs: retentionMs })
      if (kind !== 'committed') return false
      const membersAdded = [{ id: BOT.id }, { id: user }]
      const update = { type: 'conversationUpdate', membersAdded, ...envelope(conv, user) }
      const greetings = await agent(update, () => {
        throw new Error('nobody asked anything')
      })
      for (const greeting of greetings) await add(conv, fromBot(greeting, conv))
      return true
    },

    /** Whether the conversation was started and has not expired. */
    async exists(conversation: string): Promise<boolean> {
      return (await store.load(keyOf(conversation))) !== undefined
    },

    /** Stores what a client posted, lets the agent answer, and gives the posted activity's id. */
    async post(claims: Claims, posted: PostedActivity): Promise<string> {
      const { conv } = claims
      if (posted.type === 'typing' || posted.type === 'conversationUpdate')
        return activityId(conv, 0)
      const from = senderOf(claims, posted)
      const id = await add(conv, {
        ...posted,
        from,
        conversation: { id: conv },
        channelId: 'webchat',
      })
      const typing = setTimeout(() => {
        for (const listener of listenersOf(conv)) listener.typing()
      }, TYPING_AFTER_MS)
      try {
        const { type, text = '', name, locale } = posted
        const incoming = { type, text, name, locale, id, ...envelope(conv, from.id) }
        const answers = await agent(incoming, () =>
          assistant.answer({ conversation: keyOf(conv), text }),
        )
        for (const answer of answers) await add(conv, { ...fromBot(answer, conv), replyToId: id })
      } catch (cause) {
        throw new AgentFailed('the agent could not answer', { cause })
      } finally {
        clearTimeout(typing)
      }
      return id
    },

    /** The log after a watermark. */
    async after(conversation: string, watermark: number): Promise<ActivitySet> {
      const entries = await store.entriesAfter(keyOf(conversation), watermark, PAGE)
      return {
        activities: entries.map(({ sequence, activity }) => ({
          ...(activity as OutgoingActivity),
          id: activityId(conversation, sequence),
        })),
        watermark: String(entries.at(-1)?.sequence ?? watermark),
      }
    },

    /** The watermark of the newest activity. */
    async newest(conversation: string): Promise<number> {
      return store.lastSequence(keyOf(conversation))
    },

    /** Calls back about a conversation; gives the function that ends it. */
    listen(conversation: string, listener: Listener): () => void {
      const all = listeners.get(conversation) ?? new Set()
      listeners.set(conversation, all.add(listener))
      const stop = store.watch(keyOf(conversation), () => listener.changed())
      return () => {
        stop()
        all.delete(listener)
        if (all.size === 0) listeners.delete(conversation)
      }
    },

    /** Erases the conversation: its log, its state, and that it ever was. */
    async forget(conversation: string): Promise<void> {
      await store.forget(keyOf(conversation))
      for (const listener of listenersOf(conversation)) listener.ended()
    },
  }
}
export type Conversations = ReturnType<typeof createConversations>

/** Who speaks where neither token nor client say. */
const ANYBODY = 'user'

/** Zero-padded, so that a plain sort of ids is the order of speaking. */
export function activityId(conversation: string, sequence: number): string {
  return `${conversation}|${String(sequence).padStart(7, '0')}`
}

/** Under which name the store keeps a conversation, state and log alike. */
function keyOf(conversation: string): string {
  return `webchat:${conversation}`
}

/** The token says who speaks; only where it does not, the client's claim counts. */
function senderOf({ user, name }: Claims, { from }: PostedActivity) {
  return {
    ...from,
    id: user ?? from?.id ?? ANYBODY,
    ...(name ? { name } : {}),
    role: 'user',
  }
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

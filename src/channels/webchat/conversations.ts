import { randomUUID } from 'node:crypto'
import type { Assistant } from '../../assistant.ts'
import type { Reply } from '../../replies/index.ts'
import { type Store, StoreUnavailable } from '../../storage/index.ts'
import { BOT, clientActivityId, type OutgoingActivity, type PostedActivity } from './activity.ts'
import type { AgentTurn } from './agent.ts'
import { PAGE_SIZE, TYPING_AFTER_MS } from './limits.ts'
import type { Claims } from './tokens.ts'

const HOUR_MS = 3_600_000
/** What people wrote is kept this long, so that a lost connection can be made good, and no longer. */
export const LOG_MS = 24 * HOUR_MS
/** Entries given at a time. */

/**
 * An answer in the log. Ids are given when a turn is committed, so it says how many entries before it stands what it
 * answers.
 */
const ANSWERS_BACK = 'answersBack'
type LoggedAnswer = OutgoingActivity & { [ANSWERS_BACK]: number }

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
  assistant: Pick<Assistant, 'answerInLog' | 'exportData'>
  agent: AgentTurn
  now: () => number
  retentionMs: () => number
}) {
  const listeners = new Map<string, Set<Listener>>()

  const listenersOf = (conversation: string) => [...(listeners.get(conversation) ?? [])]

  /** What a client posted, as it is logged. */
  function echoOf(claims: Claims, posted: PostedActivity): OutgoingActivity {
    const from = senderOf(claims, posted)
    return stamped({ ...posted, from, conversation: { id: claims.conv }, channelId: 'webchat' })
  }

  /** What the agent answered; `index` counts from 0. */
  function answerOf(answer: OutgoingActivity, index: number, { conv }: Claims): LoggedAnswer {
    return { ...stamped(fromBot(answer, conv), index + 1), [ANSWERS_BACK]: index + 1 }
  }

  /** Web Chat sorts by time, so what answers stands a millisecond after what it answers. */
  function stamped(activity: OutgoingActivity, laterMs = 0): OutgoingActivity {
    return { ...activity, timestamp: new Date(now() + laterMs).toISOString() }
  }

  /** Adds to the log alone; gives the id of the first. */
  async function add(
    conversation: string,
    activities: readonly OutgoingActivity[],
    key?: string,
  ): Promise<string> {
    const log = { keepMs: retentionMs(), activities, logMs: LOG_MS, ...(key ? { key } : {}) }
    const committed = await store.commit(keyOf(conversation), log)
    return activityId(conversation, committed.kind === 'stale' ? 0 : committed.first)
  }

  return {
    newId: (): string => randomUUID(),

    /** Starts a conversation; false when it was started before. Contacts the agent the first time. */
    async start({ conv, user = ANYBODY }: Claims): Promise<boolean> {
      const fresh = { state: null, version: 0 }
      const { kind } = await store.commit(keyOf(conv), { state: fresh, keepMs: retentionMs() })
      if (kind !== 'committed') return false
      const membersAdded = [{ id: BOT.id }, { id: user }]
      const update = { type: 'conversationUpdate', membersAdded, ...envelope(conv, user) }
      const greetings = await agent(update, nothingAsked)
      if (greetings.length > 0)
        await add(
          conv,
          greetings.map((greeting, index) => stamped(fromBot(greeting, conv), index)),
        )
      return true
    },

    /** Whether the conversation was started and has not expired. */
    exists: (conversation: string): Promise<boolean> => store.has(keyOf(conversation)),

    /**
     * Takes what a client posted and gives its id: stored together with the agent's answer in one step, so that it is
     * answered exactly once whatever happens between. What was posted before, by the sender's own id, changes nothing.
     */
    async post(claims: Claims, posted: PostedActivity): Promise<string> {
      const { conv } = claims
      const { type, text = '', name, locale } = posted
      if (type === 'typing' || type === 'conversationUpdate') return activityId(conv, 0)
      const key = clientActivityId(posted)
      const echo = echoOf(claims, posted)
      const incoming = { type, text, name, locale, ...envelope(conv, senderOf(claims, posted).id) }
      const turnOf = async (answer: () => Promise<Reply>) => {
        const answers = await agent(incoming, answer)
        return [echo, ...answers.map((each, index) => answerOf(each, index, claims))]
      }
      const typing = setTimeout(() => {
        for (const listener of listenersOf(conv)) listener.typing()
      }, TYPING_AFTER_MS)
      try {
        if (type !== 'message') return await add(conv, await turnOf(nothingAsked), key)
        const first = await assistant.answerInLog(
          { conversation: keyOf(conv), text, ...(key ? { key } : {}) },
          { activitiesOf: (reply) => turnOf(async () => reply), logMs: LOG_MS },
        )
        return activityId(conv, first)
      } catch (cause) {
        if (cause instanceof StoreUnavailable) throw cause
        // Without its key, so that the client can send it again and be answered.
        await add(conv, [echo])
        throw new AgentFailed('the agent could not answer', { cause })
      } finally {
        clearTimeout(typing)
      }
    },

    /** The log after a watermark, as far as one set goes. */
    async after(conversation: string, watermark: number, limit: number): Promise<ActivitySet> {
      const entries = await store.entriesAfter(keyOf(conversation), watermark, limit)
      return {
        activities: entries.map(({ sequence, activity }) =>
          // Written by this very file.
          identified(activity as OutgoingActivity, { conversation, sequence }),
        ),
        watermark: String(entries.at(-1)?.sequence ?? watermark),
      }
    },

    /** The whole log, for a page that shows it at once. */
    async everything(conversation: string): Promise<ActivitySet> {
      const activities: OutgoingActivity[] = []
      let page = await this.after(conversation, 0, PAGE_SIZE)
      while (page.activities.length > 0) {
        activities.push(...page.activities)
        page = await this.after(conversation, Number(page.watermark), PAGE_SIZE)
      }
      return { activities, watermark: page.watermark }
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

    /** All that is kept of the conversation, for the one whose it is. */
    exported: (conversation: string) => assistant.exportData(keyOf(conversation)),

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

/** An entry of the log as clients see it. */
function identified(
  { [ANSWERS_BACK]: back, ...activity }: OutgoingActivity,
  { conversation, sequence }: { conversation: string; sequence: number },
): OutgoingActivity {
  const id = activityId(conversation, sequence)
  if (typeof back !== 'number') return { ...activity, id }
  return { ...activity, id, replyToId: activityId(conversation, sequence - back) }
}

async function nothingAsked(): Promise<never> {
  throw new Error('only a message is answered')
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

import { type Club, converse, restoreState, UNKNOWN_CLUB } from './conversation/index.ts'
import type { Knowledge } from './knowledge/index.ts'
import type { Reply } from './replies/index.ts'
import type { Store } from './storage/index.ts'
import {
  createNameSearch,
  createUnderstanding,
  type Reading,
  type TrainedModel,
} from './understanding/index.ts'

const DAY_MS = 86_400_000

/** A message from any channel. `conversation` is an id of the channel's own making, the same for all its messages. */
export type Incoming = { conversation: string; text: string }

/** The one door: load, understand, assess, converse, save. */
export type Assistant = {
  /** Answers a message and saves the conversation; two messages of one conversation are answered one after the other. */
  answer(incoming: Incoming): Promise<Reply>
  /** What a message is read as; for `ask --explain`. */
  read(text: string): Reading
  /** Erases a conversation. */
  forget(conversation: string): Promise<void>
  readonly knowledge: Knowledge
}

export type AssistantParts = {
  knowledge: Knowledge
  model: TrainedModel
  store: Store
  club?: Club
  /** How long a conversation is kept after its last message. */
  retentionDays?: number
  /** Milliseconds since 1970. */
  now?: () => number
}

/** Joins the rooms. */
export function createAssistant({
  knowledge,
  model,
  store,
  club = UNKNOWN_CLUB,
  retentionDays = 30,
  now = Date.now,
}: AssistantParts): Assistant {
  const understand = createUnderstanding(knowledge, model)
  const world = { knowledge, club, searchNames: createNameSearch(knowledge) }
  const waiting = new Map<string, Promise<unknown>>()

  return {
    knowledge,
    read: understand,
    forget: (conversation) => store.forget(conversation),
    answer(incoming) {
      const before = waiting.get(incoming.conversation) ?? Promise.resolve()
      const turn = before.then(
        () => takeTurn(incoming),
        () => takeTurn(incoming),
      )
      waiting.set(incoming.conversation, turn)
      const done = () => {
        if (waiting.get(incoming.conversation) === turn) waiting.delete(incoming.conversation)
      }
      turn.then(done, done)
      return turn
    },
  }

  async function takeTurn({ conversation, text }: Incoming): Promise<Reply> {
    const reading = understand(text)
    for (;;) {
      const saved = await store.load(conversation, now())
      const { state, reply } = converse(restoreState(saved?.state), reading, text, world)
      const next = { state, version: saved?.version ?? 0 }
      // Another process may have answered this conversation meanwhile; then its state counts and this turn is taken again.
      if (await store.save(conversation, next, now() + retentionDays * DAY_MS)) return reply
    }
  }
}

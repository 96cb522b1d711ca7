import {
  type Club,
  carriedOver,
  converse,
  createWorld,
  meantText,
  restoreState,
  type State,
  UNKNOWN_CLUB,
} from './conversation/index.ts'
import type { Knowledge } from './knowledge/index.ts'
import type { PlanBook } from './plans/index.ts'
import type { Reply } from './replies/index.ts'
import type { Store, Turn } from './storage/index.ts'
import { createUnderstanding, type Reading, type TrainedModel } from './understanding/index.ts'

const DAY_MS = 86_400_000
/** Entries; more than anybody can say in the day that a log lasts. */
const WHOLE_LOG = 100_000

/**
 * A message from any channel. `conversation` is an id of the channel's own making, the same for all its messages; `key`
 * the sender's id of this one, under which a repetition is known again; `owners` whose conversation it is; `today` the day
 * where the runner is (YYYY-MM-DD), by default the one in Greenwich.
 */
export type Incoming = {
  conversation: string
  text: string
  key?: string
  owners?: readonly string[]
  /** Whose club answers, where an instance serves several; otherwise the one of its settings. */
  club?: Club
  today?: string
}
export type { Club }

/** What goes into the conversation's log together with the turn, and how long it is kept there. */
export type TurnLog = {
  activitiesOf: (reply: Reply) => Promise<readonly unknown[]> | readonly unknown[]
  logMs: number
}

/** What answers are made from: the content, and the club's settings as far as they matter here. */
export type Content = {
  knowledge: Knowledge
  plans: PlanBook
  model: TrainedModel
  club?: Club
  /** How long a conversation is kept after its last message. */
  retentionDays?: number
}

/** The one door: load, understand, assess, converse, save. */
export type Assistant = {
  /**
   * Answers a message and saves the conversation; two messages of one conversation are answered one after the other. A
   * repeated key gets the same reply again and changes nothing.
   */
  answer(incoming: Incoming): Promise<Reply>
  /**
   * Answers a message into the conversation's log: state and activities are saved together or not at all. Gives the
   * sequence of the first activity; a repeated key changes nothing and gives the sequence of the first time.
   */
  answerInLog(incoming: Incoming, log: TurnLog): Promise<number>
  /** What a message is read as; for `ask --explain`. */
  read(text: string): Reading
  /** Goes on with a conversation in another place; what was said there before counts as well. */
  carryOver(places: { from: string; to: string; owners?: readonly string[] }): Promise<void>
  /** All that is kept of a conversation, for the one whose it is: what was understood, and the log as long as it lasts. */
  exportData(conversation: string): Promise<{ understood: unknown; log: unknown[] }>
  /** The topics a conversation was about, the latest first. */
  topicsOf(conversation: string): Promise<string[]>
  /** Erases a conversation. */
  forget(conversation: string): Promise<void>
  /** Answers from other content from the next turn on. */
  use(content: Content): void
  /** The content of now. */
  readonly knowledge: Knowledge
}

/** The stages of a turn, in order; only what goes into a log is rendered here. */
export type Stage = 'load' | 'understand' | 'converse' | 'render' | 'save'

/** What a turn was like, for those who operate it: no words, and the conversation only by its id. */
export type TurnReport = {
  conversation: string
  reply: Pick<Reply, 'triage' | 'scope'>
  /** Red flags that were not in force before. */
  raised: readonly string[]
  isUnsure: boolean
  /** Milliseconds; of the last attempt, where another process came first. */
  stages: Partial<Record<Stage, number>>
}

/** Takes a turn of a conversation, and whatever else should happen around it. */
export type AroundTurn = <Result>(
  conversation: string,
  turn: () => Promise<Result>,
) => Promise<Result>

export type AssistantParts = Content & {
  store: Store
  onTurn?: (report: TurnReport) => void
  aroundTurn?: AroundTurn
  /** Milliseconds since 1970. */
  now?: () => number
}

/** A conversation as it is stored: its state, and for the last turn with a key the state before it. */
type Stored = { state: unknown; last?: { key: string; before: unknown } }

/** Joins the rooms. */
export function createAssistant({
  store,
  onTurn,
  aroundTurn = (_conversation, turn) => turn(),
  now = Date.now,
  ...content
}: AssistantParts): Assistant {
  let inUse = prepare(content)
  const waiting = new Map<string, Promise<unknown>>()

  return {
    get knowledge() {
      return inUse.world.knowledge
    },
    use(next) {
      inUse = prepare(next)
    },
    read: (text) => inUse.understand(text),
    carryOver,
    async exportData(conversation) {
      const saved = await store.load(conversation)
      const entries = await store.entriesAfter(conversation, 0, WHOLE_LOG)
      return {
        understood: storedFrom(saved?.state).state ?? null,
        log: entries.map(({ activity }) => activity),
      }
    },
    async topicsOf(conversation) {
      const saved = await store.load(conversation)
      const { topic, trail } = restoreState(storedFrom(saved?.state).state)
      return [...new Set([...(topic ? [topic] : []), ...trail.toReversed()])]
    },
    forget: (conversation) => store.forget(conversation),
    answer: async (incoming) => (await inOrder(incoming)).reply,
    answerInLog: async (incoming, log) => (await inOrder(incoming, log)).first,
  }

  function inOrder(incoming: Incoming, log?: TurnLog): Promise<{ reply: Reply; first: number }> {
    const before = waiting.get(incoming.conversation) ?? Promise.resolve()
    const take = () => aroundTurn(incoming.conversation, () => takeTurn(incoming, log))
    const turn = before.then(take, take)
    waiting.set(incoming.conversation, turn)
    const done = () => {
      if (waiting.get(incoming.conversation) === turn) waiting.delete(incoming.conversation)
    }
    turn.then(done, done)
    return turn
  }

  async function takeTurn(
    { conversation, text, key, owners = [], club, today = dayOf(now()) }: Incoming,
    log: TurnLog | undefined,
  ): Promise<{ reply: Reply; first: number }> {
    const { understand, world: usual, keepMs } = inUse
    const world = { ...usual, ...(club ? { club } : {}), today }
    const clock = createStopwatch()
    const answered = (state: State) => {
      const meant = meantText(state, text, world)
      return converse(state, understand(meant), meant, world)
    }
    let wasKnown = false
    for (;;) {
      clock()
      const saved = await store.load(conversation)
      const loadMs = clock()
      const { state: before, last } = storedFrom(saved?.state)
      if (key !== undefined && last?.key === key) {
        return { reply: answered(restoreState(last.before)).reply, first: 0 }
      }
      const earlier = restoreState(before)
      const meant = meantText(earlier, text, world)
      const reading = understand(meant)
      const understandMs = clock()
      const { state, reply } = converse(earlier, reading, meant, world)
      const converseMs = clock()
      // The runner had everything erased while we thought; what was said just before goes the same way.
      if (wasKnown && !saved) return { reply, first: 0 }
      wasKnown = saved !== undefined
      const next: Stored =
        key === undefined || log ? { state } : { state, last: { key, before: before ?? null } }
      const activities = log ? await log.activitiesOf(reply) : []
      const renderMs = clock()
      const turn: Turn = {
        state: { state: next, version: saved?.version ?? 0 },
        keepMs,
        owners,
        ...(key === undefined ? {} : { key }),
        ...(log ? { activities, logMs: log.logMs } : {}),
      }
      const committed = await store.commit(conversation, turn)
      // Another process may have answered this conversation meanwhile; then its state counts and this turn is taken again.
      if (committed.kind === 'stale') continue
      if (committed.kind === 'committed') {
        const known = new Set(earlier.redFlags.map(({ id }) => id))
        onTurn?.({
          conversation,
          reply,
          raised: reply.redFlags.filter((id) => !known.has(id)),
          isUnsure: state.unsureTurns > earlier.unsureTurns,
          stages: {
            load: loadMs,
            understand: understandMs,
            converse: converseMs,
            ...(log ? { render: renderMs } : {}),
            save: clock(),
          },
        })
      }
      return { reply, first: committed.first }
    }
  }

  async function carryOver({
    from,
    to,
    owners = [],
  }: {
    from: string
    to: string
    owners?: readonly string[]
  }): Promise<void> {
    if (from === to) return
    for (;;) {
      const [before, there] = await Promise.all([store.load(from), store.load(to)])
      if (!before) return
      const state = carriedOver(
        restoreState(storedFrom(before.state).state),
        restoreState(storedFrom(there?.state).state),
      )
      const next = { state: { state }, version: there?.version ?? 0 }
      const turn = { state: next, keepMs: inUse.keepMs, owners }
      if ((await store.commit(to, turn)).kind === 'committed') return
    }
  }
}

function prepare({ knowledge, plans, model, club = UNKNOWN_CLUB, retentionDays = 30 }: Content) {
  return {
    understand: createUnderstanding(knowledge, model),
    world: createWorld({ knowledge, plans, club }),
    keepMs: retentionDays * DAY_MS,
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** A function that gives the milliseconds since it was last called. */
function createStopwatch(): () => number {
  let last = performance.now()
  return () => {
    const before = last
    last = performance.now()
    return last - before
  }
}

/** Before states were stored with the turn that made them, they were stored bare. */
function storedFrom(saved: unknown): Stored {
  const isStored = typeof saved === 'object' && saved !== null && 'state' in saved
  return isStored ? (saved as Stored) : { state: saved }
}

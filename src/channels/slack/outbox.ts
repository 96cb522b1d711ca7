import { randomUUID } from 'node:crypto'
import type { webApi } from '@slack/bolt'
import type { FastifyBaseLogger } from 'fastify'
import type { Store } from '../../storage/index.ts'
import { attempt } from './delivery.ts'
import { otherWay } from './other-way.ts'
import { type Send, Task } from './outbox-task.ts'
import { createPendingList } from './pending-list.ts'
import { type Asker, ownersOf } from './place.ts'

const SECOND = 1_000
const HOUR_MS = 3_600 * SECOND
/** Slack repeats an event for about six minutes; far longer, and an answer is no longer one. */
const KEPT_MS = HOUR_MS
/** After this without a sign of life another process takes over what one was sending. */
const HELD_MS = 15 * SECOND
const POLL_MS = 2 * SECOND
/** Waiting doubles from the first to the last between attempts. */
const FIRST_WAIT_MS = SECOND / 2
const LAST_WAIT_MS = 30 * SECOND
const NOTE_ATTEMPTS = 20
/** What is under way at a stop gets so long to finish; the rest is left to the next start. */
const STOP_MS = 3 * SECOND

export type Outbox = {
  /** Whether a question was accepted before. */
  has(id: string): Promise<boolean>
  /** Where the answer to an accepted question stands; undefined while it is under way, or in no message of ours. */
  answerTo(id: string): Promise<{ channel: string; ts: string } | undefined>
  /**
   * Accepts a question with its answer: once this resolves the answer is sent, even when this process dies. False when
   * it was accepted before; then nothing is sent again.
   */
  put(id: string, question: Asker & { sends: readonly Send[] }): Promise<boolean>
  /** Stops sending; what is left is taken up at the next start, or by another process. */
  close(): Promise<void>
}

export type OutboxParts = {
  store: Store
  now: () => number
  log: FastifyBaseLogger
  /** The Web API with the token of a workspace; undefined where Kneewise is no longer installed. */
  clientFor: (team: string) => Promise<webApi.WebClient | undefined>
}

type Work = { id: string; task: Task; isLost: boolean }

/**
 * Answers on their way to Slack, kept in the store until Slack has taken them. Each is sent by one process at a time:
 * whoever holds it says so in the store again and again, and loses it to another when it stops doing so.
 */
export function createOutbox({ store, now, log, clientFor }: OutboxParts): Outbox {
  const holder = randomUUID()
  const pending = createPendingList(store, now)
  const works = new Map<string, Work>()
  const lines = new Map<string, Promise<void>>()
  const stop = new AbortController()
  let polling = Promise.resolve()
  const poller = setInterval(() => {
    polling = polling.then(poll).catch((error: unknown) => {
      log.warn(`slack: the outbox could not be looked through (${nameOf(error)})`)
    })
  }, POLL_MS)
  poller.unref()

  return {
    async has(id) {
      return (await load(id)) !== undefined
    },
    async answerTo(id) {
      return (await load(id))?.task.answer
    },
    async put(id, { team, user, sends }) {
      const task: Task = { team, user, sends: [...sends], holder, heldUntil: now() + HELD_MS }
      // Listed before it is kept: a task that is kept but not listed would never be taken up by anybody else.
      // Asked for in this order, both come into one transaction.
      const listed = pending.add(id)
      const isKept = await commit(id, task, 0)
      await listed
      if (!isKept) return false
      begin({ id, task, isLost: false })
      return true
    },
    async close() {
      clearInterval(poller)
      stop.abort()
      await polling
      const bound = AbortSignal.timeout(STOP_MS)
      await Promise.race([
        Promise.allSettled(lines.values()),
        new Promise<void>((resolve) => bound.addEventListener('abort', () => resolve())),
      ])
      for (const work of works.values()) await release(work)
    },
  }

  async function load(id: string): Promise<{ task: Task; version: number } | undefined> {
    const saved = await store.load(id)
    const parsed = Task.safeParse(saved?.state)
    return saved && parsed.success ? { task: parsed.data, version: saved.version } : undefined
  }

  /** Behind what is already on its way to the same place, so that answers keep their order. */
  function begin(work: Work): void {
    works.set(work.id, work)
    const place = placeOf(work.task.sends[0])
    const before = lines.get(place) ?? Promise.resolve()
    const line = before
      .then(() => sendAll(work))
      .catch((error: unknown) => {
        log.warn(`slack: an answer waits for its next turn (${nameOf(error)})`)
      })
      .finally(() => {
        works.delete(work.id)
        if (lines.get(place) === line) lines.delete(place)
      })
    lines.set(place, line)
  }

  async function sendAll(work: Work): Promise<void> {
    let waitMs = FIRST_WAIT_MS
    while (work.task.sends.length > 0 && !work.isLost && !stop.signal.aborted) {
      const [send, ...rest] = work.task.sends
      if (!send) return
      const client = await clientFor(work.task.team)
      const outcome = client
        ? await attempt(send, client)
        : { kind: 'refused' as const, code: 'not_installed' }
      if (outcome.kind === 'later') {
        await pause(outcome.afterMs ?? waitMs)
        waitMs = Math.min(waitMs * 2, LAST_WAIT_MS)
        continue
      }
      waitMs = FIRST_WAIT_MS
      if (outcome.kind === 'sent') {
        const { channel, ts } = outcome
        const isAnswer = send.to === 'api' && send.isAnswer === true
        await keep(work, {
          sends: rest,
          ...(isAnswer && channel && ts ? { answer: { channel, ts } } : {}),
        })
        continue
      }
      const other = otherWay(send, outcome.code)
      if (!other) log.warn(`slack: an answer was refused (${outcome.code})`)
      await keep(work, { sends: other ? [other, ...rest] : rest })
    }
    if (work.task.sends.length === 0) pending.finished(work.id)
  }

  async function keep(work: Work, change: Partial<Task>): Promise<void> {
    const task = { ...work.task, heldUntil: now() + HELD_MS, ...change }
    work.task = task
    await insistently(async () => {
      const found = await load(work.id)
      // Somebody else took it over, because we were silent for too long; or the runner had everything erased.
      if (found?.task.holder !== holder) work.isLost = true
      return work.isLost || !found || (await commit(work.id, task, found.version))
    })
  }

  async function commit(id: string, task: Task, version: number): Promise<boolean> {
    const owners = ownersOf(task)
    const committed = await store.commit(id, {
      state: { state: task, version },
      keepMs: KEPT_MS,
      owners,
    })
    return committed.kind === 'committed'
  }

  /** What was sent and is not noted would be sent again, so a store in trouble is asked for a while. */
  async function insistently(note: () => Promise<boolean>): Promise<void> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        if (await note()) return
      } catch (error) {
        if (attempts >= NOTE_ATTEMPTS) throw error
        await pause(FIRST_WAIT_MS)
      }
    }
  }

  async function release(work: Work): Promise<void> {
    if (work.task.sends.length > 0 && !work.isLost) await keep(work, { heldUntil: 0 })
  }

  /** Says that our own are still held, and takes up what nobody holds any more. */
  async function poll(): Promise<void> {
    for (const work of works.values()) {
      const isRunningOut = work.task.heldUntil - now() < HELD_MS / 2
      if (isRunningOut && !work.isLost && work.task.sends.length > 0) await keep(work, {})
    }
    for (const id of await pending.open()) {
      if (works.has(id) || stop.signal.aborted) continue
      const found = await load(id)
      if (!found) pending.absent(id)
      else if (found.task.sends.length === 0) pending.finished(id)
      else if (found.task.heldUntil <= now()) await takeOver(id, found)
    }
  }

  async function takeOver(id: string, { task, version }: { task: Task; version: number }) {
    const held = { ...task, holder, heldUntil: now() + HELD_MS }
    if (await commit(id, held, version)) begin({ id, task: held, isLost: false })
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        stop.signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      stop.signal.addEventListener('abort', done)
    })
  }
}

function placeOf(send: Send | undefined): string {
  if (!send) return ''
  return send.to === 'api' ? String(send.body.channel) : send.address
}

/** The kind of an error; its message may hold what people wrote. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

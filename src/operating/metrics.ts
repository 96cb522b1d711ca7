import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { TurnReport } from '../assistant.ts'
import { channelOf } from './channel-of.ts'
import type { Operation } from './measured-store.ts'

/** Seconds; an answer takes milliseconds, and what takes over a second is felt. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/**
 * What Prometheus may know: counts and durations by closed vocabularies (triage level, red flag, stage, route, status).
 * Nobody's id, name or words are ever a label.
 */
export function createMetrics({ sockets }: { sockets: () => number }) {
  const registry = new Registry()
  const registers = [registry]
  const messages = new Counter({
    name: 'kneewise_messages_total',
    help: 'Messages answered, by channel.',
    labelNames: ['channel'],
    registers,
  })
  const replies = new Counter({
    name: 'kneewise_replies_total',
    help: 'Replies, by triage level and scope.',
    labelNames: ['triage', 'scope'],
    registers,
  })
  const redFlags = new Counter({
    name: 'kneewise_red_flags_total',
    help: 'Red flags raised anew in a conversation.',
    labelNames: ['id'],
    registers,
  })
  const unsure = new Counter({
    name: 'kneewise_unsure_total',
    help: 'Replies that said that they are not sure.',
    registers,
  })
  const stages = new Histogram({
    name: 'kneewise_stage_seconds',
    help: 'How long each stage of a turn took.',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers,
  })
  const requests = new Histogram({
    name: 'kneewise_request_seconds',
    help: 'How long HTTP requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  const operations = new Histogram({
    name: 'kneewise_store_seconds',
    help: 'How long the store took, by operation.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  })
  const storeErrors = new Counter({
    name: 'kneewise_store_errors_total',
    help: 'Calls of the store that failed, by operation.',
    labelNames: ['operation'],
    registers,
  })
  const reloads = new Counter({
    name: 'kneewise_reloads_total',
    help: 'Changes of settings and content, by what became of them.',
    labelNames: ['result'],
    registers,
  })
  const content = new Gauge({
    name: 'kneewise_content_info',
    help: 'The knowledge base in use, as a label.',
    labelNames: ['version'],
    registers,
  })
  new Gauge({
    name: 'kneewise_sockets',
    help: 'Open web sockets.',
    registers,
    collect() {
      this.set(sockets())
    },
  })

  return {
    onTurn({ conversation, reply, raised, isUnsure, stages: took }: TurnReport): void {
      messages.inc({ channel: channelOf(conversation) })
      replies.inc({ triage: reply.triage, scope: reply.scope })
      for (const id of raised) redFlags.inc({ id })
      if (isUnsure) unsure.inc()
      for (const [stage, ms] of Object.entries(took)) stages.observe({ stage }, ms / 1_000)
    },
    onOperation({ name, seconds, failed }: Operation): void {
      operations.observe({ operation: name }, seconds)
      if (failed) storeErrors.inc({ operation: name })
    },
    onRequest(request: { method: string; route: string; status: number; seconds: number }): void {
      const { method, route, status, seconds } = request
      requests.observe({ method, route, status }, seconds)
    },
    onReload(result: 'used' | 'refused'): void {
      reloads.inc({ result })
    },
    useContent(version: string): void {
      content.reset()
      content.set({ version }, 1)
    },
    /** Adds what Node knows of its process; once in a process. */
    addProcess: () => collectDefaultMetrics({ register: registry }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
export type Metrics = ReturnType<typeof createMetrics>

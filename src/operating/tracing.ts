import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { TracerProvider } from '@opentelemetry/sdk-trace'
import type { FastifyRequest } from 'fastify'
import { channelOf } from './channel-of.ts'
import type { Tracing } from './open-tracing.ts'

/** A collector that does not answer must not hold up a stop. */
const LAST_SEND_MS = 2_000

/**
 * Spans of what happens. Like the metrics they hold closed vocabularies only: method, route, status, channel, triage
 * level, scope, stage, operation. No id of a conversation, no name, no word, and of an error only that there was one.
 * A caller's `traceparent` is not believed: anybody could have every request of theirs traced.
 */
export function createTracing(provider: TracerProvider): Tracing {
  const tracer = provider.getTracer('kneewise')
  const current = new AsyncLocalStorage<Span>()
  const requests = new WeakMap<FastifyRequest, Span>()

  return {
    followRequests(server) {
      server.addHook('onRequest', (request, _reply, done) => {
        // A socket stays open for hours; what is posted meanwhile are requests of their own.
        if (request.headers.upgrade !== undefined) return done()
        const { method, routeOptions } = request
        const { url: route } = routeOptions
        const span = tracer.startSpan(route ? `${method} ${route}` : method, {
          kind: SpanKind.SERVER,
          attributes: { 'http.request.method': method, ...(route ? { 'http.route': route } : {}) },
        })
        requests.set(request, span)
        current.run(span, done)
      })
      // A body is read on behalf of its connection, so what comes after it has to be told again whose it is.
      server.addHook('preValidation', (request, _reply, done) => {
        const span = requests.get(request)
        if (span) current.run(span, done)
        else done()
      })
      server.addHook('onResponse', async (request, { statusCode }) => {
        const span = requests.get(request)
        span?.setAttribute('http.response.status_code', statusCode)
        if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
        span?.end()
      })
    },

    async aroundTurn(conversation, turn) {
      const attributes = { 'kneewise.channel': channelOf(conversation) }
      const span = tracer.startSpan('turn', { attributes }, parentOf(current.getStore()))
      try {
        return await current.run(span, turn)
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },

    onTurn({ reply, stages }) {
      const turn = current.getStore()
      turn?.setAttributes({ 'kneewise.triage': reply.triage, 'kneewise.scope': reply.scope })
      const took = Object.entries(stages)
      // The stages follow each other without a gap, and the last has just ended.
      let startTime = Date.now() - took.reduce((sum, [, ms]) => sum + ms, 0)
      for (const [stage, ms] of took) {
        tracer.startSpan(stage, { startTime }, parentOf(turn)).end(startTime + ms)
        startTime += ms
      }
    },

    onOperation({ name, seconds, failed }) {
      const parent = current.getStore()
      // What the store does of itself, or long after a request was answered, is in the metrics.
      if (!parent?.isRecording()) return
      const endTime = Date.now()
      const span = tracer.startSpan(
        `store ${name}`,
        {
          kind: SpanKind.CLIENT,
          startTime: endTime - seconds * 1_000,
          attributes: { 'db.operation.name': name },
        },
        parentOf(parent),
      )
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end(endTime)
    },

    async close() {
      const patience = new Promise<void>((resolve) => {
        setTimeout(resolve, LAST_SEND_MS).unref()
      })
      // That it could not be sent was said by the exporter.
      await Promise.race([provider.shutdown().catch(() => undefined), patience])
    },
  }
}

function parentOf(span: Span | undefined): Context {
  return span ? trace.setSpan(ROOT_CONTEXT, span) : ROOT_CONTEXT
}

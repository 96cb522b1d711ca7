import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources'
import * as sdk from '@opentelemetry/sdk-trace'
import type { FastifyBaseLogger } from 'fastify'
import type { Sampler, TracingSettings } from './open-tracing.ts'

/** A collector that is away is said once in this time, not at every batch. */
const REPEAT_FAULT_MS = 300_000
const TRACES_PATH = 'v1/traces'

/**
 * Gathers spans and sends them in batches, beside the work. A collector that is away costs the spans that no longer fit
 * into the queue, and a line in the log.
 */
export function createTracerProvider(
  settings: TracingSettings & { endpoint: string },
  log: FastifyBaseLogger,
): sdk.TracerProvider {
  const exporter = sayingFaults(new OTLPTraceExporter({ url: tracesUrl(settings.endpoint) }), log)
  return new sdk.TracerProvider({
    resource: defaultResource()
      .merge(
        detectResources({ detectors: [serviceInstanceIdDetector, resourceAttributesEnvDetector] }),
      )
      .merge(resourceFromAttributes({ 'service.name': settings.service })),
    sampler: samplerOf(settings),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  })
}

/** The specification appends the path to the endpoint, whatever path that has already. */
function tracesUrl(endpoint: string): string {
  return new URL(TRACES_PATH, endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href
}

function samplerOf({ sampler, ratio }: { sampler: Sampler; ratio: number }): sdk.Sampler {
  switch (sampler) {
    case 'always_on':
      return new sdk.AlwaysOnSampler()
    case 'always_off':
      return new sdk.AlwaysOffSampler()
    case 'traceidratio':
      return new sdk.TraceIdRatioBasedSampler(ratio)
    case 'parentbased_always_on':
      return new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() })
    case 'parentbased_always_off':
      return new sdk.ParentBasedSampler({ root: new sdk.AlwaysOffSampler() })
    case 'parentbased_traceidratio':
      return new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) })
  }
}

/** The same exporter; that it cannot send is said in the log, which the packages do not do of themselves. */
function sayingFaults(exporter: sdk.SpanExporter, log: FastifyBaseLogger): sdk.SpanExporter {
  let saidAt = Number.NEGATIVE_INFINITY
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error && performance.now() - saidAt >= REPEAT_FAULT_MS) {
          saidAt = performance.now()
          log.warn({ err: result.error }, 'Traces cannot be sent; everything else goes on.')
        }
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}

import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { AroundTurn, TurnReport } from '../assistant.ts'
import type { Operation } from './measured-store.ts'

/** The samplers of the OpenTelemetry specification. */
export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
export type Sampler = (typeof SAMPLERS)[number]

export type TracingSettings = {
  /** Where a collector takes OTLP over HTTP; without it nothing is traced. */
  endpoint: string | undefined
  service: string
  sampler: Sampler
  /** The share of traces that the ratio samplers keep. */
  ratio: number
}

/** Turns what happens into spans: a request, the turns in it, their stages, and what the store was asked for. */
export type Tracing = {
  /** Traces the requests of a server; told before its routes are. */
  followRequests(server: FastifyInstance): void
  aroundTurn: AroundTurn
  onTurn(report: TurnReport): void
  onOperation(operation: Operation): void
  /** Sends what is left, for a moment at most. */
  close(): Promise<void>
}

/** Tracing where the settings name a collector; otherwise not even its packages are loaded. */
export async function openTracing(
  { endpoint, ...settings }: TracingSettings,
  log: FastifyBaseLogger,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined
  const [{ createTracing }, { createTracerProvider }] = await Promise.all([
    import('./tracing.ts'),
    import('./tracer-provider.ts'),
  ])
  return createTracing(createTracerProvider({ endpoint, ...settings }, log))
}

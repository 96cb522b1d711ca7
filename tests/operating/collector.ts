import { createServer, type IncomingHttpHeaders } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const Attributes = z.array(
  z.object({
    key: z.string(),
    value: z.looseObject({ stringValue: z.string().optional(), intValue: z.number().optional() }),
  }),
)
const Body = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes: Attributes }),
      scopeSpans: z.array(
        z.looseObject({
          spans: z.array(
            z.looseObject({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: z.string(),
              endTimeUnixNano: z.string(),
              attributes: Attributes,
              status: z.looseObject({ code: z.number().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
})

export type CollectedSpan = {
  id: string
  parent: string | undefined
  trace: string
  name: string
  startedAt: bigint
  endedAt: bigint
  attributes: Record<string, unknown>
  resource: Record<string, unknown>
  isError: boolean
}

/** A collector of OpenTelemetry on this machine: takes traces by OTLP over HTTP as JSON, and keeps them. */
export async function startCollector({ isMute = false } = {}) {
  const spans: CollectedSpan[] = []
  const bodies: string[] = []
  const requests: { path: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const whole = Buffer.concat(chunks)
    const isZipped = request.headers['content-encoding'] === 'gzip'
    const body = (isZipped ? gunzipSync(whole) : whole).toString()
    requests.push({ path: request.url ?? '', headers: request.headers })
    bodies.push(body)
    spans.push(...spansOf(body))
    if (!isMute) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the collector has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    bodies,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function spansOf(body: string): CollectedSpan[] {
  return Body.parse(JSON.parse(body)).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        id: span.spanId,
        parent: span.parentSpanId || undefined,
        trace: span.traceId,
        name: span.name,
        startedAt: BigInt(span.startTimeUnixNano),
        endedAt: BigInt(span.endTimeUnixNano),
        attributes: valuesOf(span.attributes),
        resource: valuesOf(resource.attributes),
        isError: span.status.code === 2,
      })),
    ),
  )
}

function valuesOf(attributes: z.infer<typeof Attributes>): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]),
  )
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../storage/redis-server.ts'
import { visit } from './chat.ts'
import { startCollector } from './collector.ts'
import { startKneewise } from './kneewise-process.ts'

/** Says on the standard error which package of OpenTelemetry is loaded. */
const WATCH_LOADING = `import { registerHooks } from 'node:module'
registerHooks({
  load(url, context, next) {
    const name = /node_modules\\/(@opentelemetry\\/[^/]+)\\//.exec(url)
    if (name) console.error('loaded ' + name[1])
    return next(url, context)
  },
})`
/** What prom-client needs for itself, traced or not. */
const OF_THE_METRICS = 'loaded @opentelemetry/api'

const SYMPTOM = 'plantedsymptom my knee is stuck bent and I cannot straighten it'
const RED_FLAG = 'locked-knee'
/** All that a span may say; whoever adds a key asks first whether its values are a closed vocabulary. */
const KEYS = [
  'db.operation.name',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'kneewise.channel',
  'kneewise.scope',
  'kneewise.triage',
]

let folder: string
const makeFolder = () => {
  folder = mkdtempSync(join(tmpdir(), 'kneewise-tracing-'))
  writeFileSync(join(folder, 'watch-loading.mjs'), WATCH_LOADING)
}
const start = async (environment: Record<string, string>) =>
  startKneewise(await freePort(), {
    KNEEWISE_DATABASE: join(folder, 'kneewise.db'),
    NODE_OPTIONS: `--import=${join(folder, 'watch-loading.mjs')}`,
    ...environment,
  })

describe('traces, where a collector is named', { timeout: 60_000 }, () => {
  let collector: Awaited<ReturnType<typeof startCollector>>
  let log: string[]
  let secrets: string[]
  beforeAll(async () => {
    makeFolder()
    collector = await startCollector()
    const kneewise = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/otlp`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=planted-collector-key',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      OTEL_SERVICE_NAME: 'knee-of-the-club',
    })
    const runner = await visit(kneewise.url)
    await runner.post(SYMPTOM)
    await fetch(`${kneewise.url}/knowledge?q=${SYMPTOM}`, { headers: { cookie: runner.cookie } })
    await fetch(`${kneewise.url}/nothing/${runner.conversationId}`)
    await fetch(`${kneewise.url}/v3/directline/conversations/${runner.conversationId}`, {
      headers: {
        authorization: `Bearer ${runner.token}`,
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      },
    })
    // What is not sent yet is sent now.
    expect(await kneewise.stop()).toBe(0)
    log = kneewise.log
    secrets = [runner.conversationId, runner.token, runner.cookie.split('=')[1] ?? '']
  })
  afterAll(async () => {
    await collector?.close()
    rmSync(folder, { recursive: true })
  })

  const named = (name: string) => {
    const [span] = collector.spans.filter((each) => each.name === name)
    if (!span) throw new Error(`no span is called ${name}`)
    return span
  }
  const childrenOf = ({ id }: { id: string }) =>
    collector.spans.filter(({ parent }) => parent === id)

  it('arrive under the path, with the headers and the names that the environment gives', () => {
    const [first] = collector.requests
    expect(first?.path).toBe('/otlp/v1/traces')
    expect(first?.headers['x-collector-key']).toBe('planted-collector-key')
    expect(collector.spans[0]?.resource).toMatchObject({
      'service.name': 'knee-of-the-club',
      'deployment.environment.name': 'test',
    })
  })

  it('show a request, the turn in it, the stages of the turn, and what the store was asked for', () => {
    const request = named('POST /v3/directline/conversations/:id/activities')
    expect(request.parent).toBeUndefined()
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/v3/directline/conversations/:id/activities',
      'http.response.status_code': 200,
    })
    const turn = named('turn')
    expect(childrenOf(request)).toContain(turn)
    expect(turn.attributes).toEqual({
      'kneewise.channel': 'webchat',
      'kneewise.triage': 'urgent',
      'kneewise.scope': 'knee',
    })
    const parts = childrenOf(turn).map(({ name }) => name)
    const stages = ['load', 'understand', 'converse', 'render', 'save']
    expect(parts.filter((name) => !name.startsWith('store '))).toEqual(stages)
    expect(parts).toEqual(expect.arrayContaining(['store load', 'store commit']))
    expect(new Set([request, turn, ...childrenOf(turn)].map(({ trace }) => trace)).size).toBe(1)
  })

  it('hold each span within its parent, but for the clock’s millisecond', () => {
    const millisecond = 1_000_000n
    for (const parent of collector.spans) {
      for (const child of childrenOf(parent)) {
        expect(child.startedAt + millisecond * 2n).toBeGreaterThanOrEqual(parent.startedAt)
        expect(child.endedAt).toBeLessThanOrEqual(parent.endedAt + millisecond * 2n)
        expect(child.endedAt).toBeGreaterThanOrEqual(child.startedAt)
      }
    }
  })

  it('name routes, not addresses, and believe nobody else’s trace', () => {
    expect(named('GET').attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 404,
    })
    const reconnect = named('GET /v3/directline/conversations/:id')
    expect(reconnect.parent).toBeUndefined()
    expect(reconnect.trace).not.toBe('a'.repeat(32))
  })

  it('hold nothing personal, and nothing whose values are open', () => {
    const whole = collector.bodies.join('\n')
    for (const secret of [...secrets, 'plantedsymptom', 'stuck', RED_FLAG, 'planted-collector']) {
      expect(whole).not.toContain(secret)
    }
    expect(whole).not.toMatch(/dl_|127\.0\.0\.1|user.?agent/i)
    const keys = new Set(collector.spans.flatMap(({ attributes }) => Object.keys(attributes)))
    expect([...keys].toSorted()).toEqual(KEYS)
    expect(log.join('\n')).not.toContain('planted-collector-key')
  })

  it('load the packages that send them', () => {
    expect(log).toContain('loaded @opentelemetry/exporter-trace-otlp-http')
  })
})

describe('traces, otherwise', { timeout: 60_000 }, () => {
  beforeEach(makeFolder)
  afterEach(() => rmSync(folder, { recursive: true }))

  it('load and send nothing where no collector is named', async () => {
    const kneewise = await start({ OTEL_SERVICE_NAME: 'knee-of-the-club' })
    const runner = await visit(kneewise.url)
    expect(await runner.post('my knee hurts')).toBe(200)
    expect(await kneewise.stop()).toBe(0)
    const loaded = kneewise.log.filter((line) => line.startsWith('loaded '))
    expect([...new Set(loaded)].filter((line) => line !== OF_THE_METRICS)).toEqual([])
  })

  it('are as many as the sampler lets through', async () => {
    const collector = await startCollector()
    const kneewise = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    })
    const runner = await visit(kneewise.url)
    expect(await runner.post('my knee hurts')).toBe(200)
    expect(await kneewise.stop()).toBe(0)
    expect(collector.spans).toEqual([])
    await collector.close()
  })

  it('that a collector does not take harm nothing, and are said in the log', async () => {
    const kneewise = await start({
      // Nobody listens there.
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    })
    const runner = await visit(kneewise.url)
    expect(await runner.post('my knee hurts')).toBe(200)
    expect(await kneewise.stop()).toBe(0)
    const said = kneewise.log.filter((line) => line.includes('Traces cannot be sent'))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('ECONNREFUSED')
  })

  it('do not hold up a stop when the collector takes them and says nothing', async () => {
    const collector = await startCollector({ isMute: true })
    const kneewise = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const runner = await visit(kneewise.url)
    expect(await runner.post('my knee hurts')).toBe(200)
    // A stop that was cut off after ten seconds would end with 1.
    expect(await kneewise.stop()).toBe(0)
    expect(collector.spans.map(({ name }) => name)).toContain('turn')
    await collector.close()
  })
})

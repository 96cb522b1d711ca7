import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { BROWSER_FOLDER, buildBrowserCode } from '../../src/channels/webchat/build.ts'
import { fetchStockWebChat, hasStockWebChat } from '../../src/channels/webchat/stock-web-chat.ts'
import { loadCore } from '../../src/load-core.ts'
import { PATHS } from '../../src/paths.ts'
import { BROWSER, BROWSER_ARGUMENTS } from '../../tests/e2e/browser.ts'
import { startChild } from '../webchat/child.ts'
import { BITS_PER_SECOND, ROUND_TRIP_MS, slowLine } from './slow-line.ts'
import { SLOW_DOWN, summarise, visit } from './visit.ts'

/** Each measurement is taken this often. */
const RUNS = 7
/** Milliseconds that a page is left alone to come to rest. */
const REST_MS = 1_500
const QUESTION = 'the outside of my knee hurts after five kilometres'

type Check = { what: string; value: string; asked?: string; holds?: boolean }

loadCore()
await buildBrowserCode()
await fetchStockWebChat().catch(() => undefined)

const folder = mkdtempSync(join(tmpdir(), 'kneewise-page-'))
const settings = join(folder, 'kneewise.yaml')
const club = createServer(({ url = '/' }, response) => {
  response.setHeader('content-type', 'text/html')
  response.end(clubPage(url === '/with'))
})
await new Promise<void>((resolve) => club.listen(0, '127.0.0.1', resolve))
const clubLine = await slowLine(portOf(club.address()))
writeFileSync(settings, `allowedSites: ["http://127.0.0.1:${clubLine.port}"]\n`)
const kneewise = await startChild(join(PATHS.root, 'bench', 'webchat', 'kneewise-server.ts'), [], {
  LOG_LEVEL: 'silent',
  KNEEWISE_DATABASE: join(folder, 'kneewise.db'),
  KNEEWISE_SETTINGS: settings,
  KNEEWISE_TOKEN_KEY: 'a key for the bench, long enough to be taken',
})
const line = await slowLine(Number(new URL(kneewise.url).port))
const slowUrl = `http://127.0.0.1:${line.port}`
const clubUrl = `http://127.0.0.1:${clubLine.port}`

const browser = await chromium.launch({
  executablePath: BROWSER,
  // The frame shares the page's slowed process, else the chat would run at full speed.
  args: [
    ...BROWSER_ARGUMENTS,
    '--disable-features=IsolateOrigins,site-per-process,OriginIsolationHeader',
  ],
})
try {
  console.log(
    `Line: ${BITS_PER_SECOND / 1e6} Mbit/s, ${ROUND_TRIP_MS} ms round trip; processor ${SLOW_DOWN} times slower; median of ${RUNS} (best in brackets).\n`,
  )
  report('The widget on a club’s page, before it is wanted', await beforeUse(browser))
  report('From the tap to a chat that can be used', await fromTap(browser))
  report('The same question in both clients, from an empty tab', await sideBySide(browser))
} finally {
  await browser.close()
  line.close()
  clubLine.close()
  club.close()
  await kneewise.stop()
  rmSync(folder, { recursive: true })
}

async function beforeUse(browser: Browser): Promise<Check[]> {
  const longest: number[] = []
  const own: number[] = []
  let shift = 0
  let requests: { address: string; bytes: number }[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const { page, loaded, close } = await visit(browser)
    await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel', 'v8'] })
    await page.goto(`${clubUrl}/with`)
    await page.waitForTimeout(REST_MS)
    const events = traced(await browser.stopTracing())
    const script = events.filter(
      ({ name, args }) =>
        ['EvaluateScript', 'v8.compile', 'FunctionCall'].includes(name) &&
        args?.data?.url?.endsWith('/widget.js'),
    )
    own.push(script.reduce((sum, { tdur = 0 }) => sum + tdur / 1_000, 0))
    longest.push(longestTaskWith(events, script))
    shift = Math.max(shift, await layoutShift(page))
    requests = loaded.filter(({ address }) => address.startsWith(slowUrl))
    await close()
  }
  const bytes = gzipSync(readFileSync(join(BROWSER_FOLDER, 'widget.js')), { level: 9 }).length
  const task = summarise(longest)
  return [
    { what: 'requests', value: String(requests.length), asked: '1', holds: requests.length === 1 },
    {
      what: 'script, gzip',
      value: `${kb(bytes)} (${kb(requests[0]?.bytes ?? 0)} with its headers)`,
      asked: '5 KB',
      holds: bytes <= 5_000,
    },
    { what: 'layout shift', value: String(shift), asked: '0', holds: shift === 0 },
    {
      what: 'longest main-thread task that runs it',
      value: ms(task),
      asked: '20 ms',
      holds: task.median <= 20,
    },
    { what: 'its own compiling and running', value: ms(summarise(own)) },
  ]
}

async function fromTap(browser: Browser): Promise<Check[]> {
  const usable: number[] = []
  const answered: number[] = []
  let bytes = 0
  for (let run = 0; run < RUNS; run += 1) {
    const { page, loaded, close } = await visit(browser)
    await page.goto(`${clubUrl}/with`)
    await page.waitForTimeout(REST_MS)
    const ready = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let tapped = 0
          addEventListener('pointerdown', () => (tapped = performance.now()), {
            capture: true,
            once: true,
          })
          window.Kneewise?.on('ready', () => resolve(performance.now() - tapped))
        }),
    )
    // A finger has no hover, so nothing is loaded ahead of the tap.
    await page.dispatchEvent('body', 'focus')
    const box = await page.getByRole('button', { name: 'Knee trouble? Ask.' }).boundingBox()
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20, { steps: 1 })
    await page.mouse.down()
    await page.mouse.up()
    usable.push(await ready)
    const chat = page.frameLocator('iframe')
    const start = performance.now()
    await chat.locator('#text').fill(QUESTION)
    await chat.locator('#text').press('Enter')
    await chat.locator('.said.kneewise').waitFor()
    answered.push(performance.now() - start)
    bytes = loaded
      .filter(({ address }) => address.startsWith(slowUrl) && !address.endsWith('/widget.js'))
      .reduce((sum, { bytes }) => sum + bytes, 0)
    await close()
  }
  const time = summarise(usable)
  return [
    {
      what: 'chat usable after the tap',
      value: ms(time),
      asked: '700 ms',
      holds: time.median <= 700,
    },
    { what: 'first answer after sending', value: ms(summarise(answered)) },
    {
      what: 'everything for a conversation, as it came',
      value: kb(bytes),
      asked: '60 KB',
      holds: bytes <= 60_000,
    },
  ]
}

async function sideBySide(browser: Browser): Promise<Check[]> {
  const ours = await measureClient(browser, {
    path: '/?framed=1',
    field: '#text',
    isReady: () => document.documentElement.dataset.ready !== undefined,
    answer: '.said.kneewise',
  })
  if (!hasStockWebChat()) return [...ours.map(named('ours')), { what: 'stock', value: 'not here' }]
  const stock = await measureClient(browser, {
    path: '/webchat',
    field: '[data-id="webchat-sendbox-input"]',
    isReady: () => document.querySelector('[data-id="webchat-sendbox-input"]') !== null,
    answer: '.webchat__bubble:not(.webchat__bubble--from-user)',
  })
  return [...ours.map(named('ours')), ...stock.map(named('stock Web Chat'))]
}

async function measureClient(
  browser: Browser,
  {
    path,
    field,
    isReady,
    answer,
  }: { path: string; field: string; isReady: () => boolean; answer: string },
): Promise<Check[]> {
  const usable: number[] = []
  const answered: number[] = []
  let bytes = 0
  for (let run = 0; run < RUNS; run += 1) {
    const { page, loaded, close } = await visit(browser)
    await page.goto(slowUrl + path, { waitUntil: 'commit' })
    await page.waitForFunction(isReady)
    usable.push(await page.evaluate(() => performance.now()))
    const start = performance.now()
    await page.locator(field).fill(QUESTION)
    await page.locator(field).press('Enter')
    await page.locator(answer).first().waitFor()
    answered.push(performance.now() - start)
    bytes = loaded.reduce((sum, { bytes }) => sum + bytes, 0)
    await close()
  }
  return [
    { what: 'usable after the start of loading', value: ms(summarise(usable)) },
    { what: 'first answer after sending', value: ms(summarise(answered)) },
    { what: 'loaded, as it came', value: kb(bytes) },
  ]
}

function named(name: string) {
  return (check: Check) => ({ ...check, what: `${name}: ${check.what}` })
}

type TraceEvent = {
  name: string
  ts: number
  dur?: number
  /** Microseconds that the thread itself worked, without what other programs took. */
  tdur?: number
  tid: number
  pid: number
  args?: { data?: { url?: string } }
}

function traced(buffer: Buffer): TraceEvent[] {
  return JSON.parse(buffer.toString()).traceEvents
}

/** Milliseconds of the longest whole task on the main thread that one of the events is part of. */
function longestTaskWith(events: TraceEvent[], parts: TraceEvent[]): number {
  const tasks = events.filter(({ name }) => /RunTask$/.test(name))
  const holding = parts.flatMap((part) =>
    tasks.filter(
      ({ pid, tid, ts, dur = 0 }) =>
        pid === part.pid && tid === part.tid && ts <= part.ts && part.ts < ts + dur,
    ),
  )
  return Math.max(...holding.map(({ tdur = 0 }) => tdur / 1_000))
}

/** The sum of layout shifts of a page since it was opened. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            sum += (entry as unknown as { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 100)
      }),
  )
}

/** A page of a club with something to read on it. */
function clubPage(hasWidget: boolean): string {
  const text = '<p>We meet on Tuesdays by the bandstand and run an easy five.</p>'.repeat(40)
  const script = hasWidget ? `<script src="${slowUrl}/widget.js" defer></script>` : ''
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Club</title><h1>Our club</h1>${text}${script}</html>`
}

function portOf(address: ReturnType<typeof club.address>): number {
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function report(title: string, checks: Check[]): void {
  console.log(title)
  for (const { what, value, asked, holds } of checks) {
    const verdict =
      asked === undefined ? '' : `  (asked: ${asked}; ${holds ? 'holds' : 'DOES NOT HOLD'})`
    console.log(`  ${what.padEnd(44)} ${value}${verdict}`)
    if (holds === false) process.exitCode = 1
  }
  console.log()
}

function kb(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`
}

function ms({ median, best }: { median: number; best: number }): string {
  return `${median.toFixed(0)} ms (${best.toFixed(0)})`
}

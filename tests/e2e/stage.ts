import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type RunningServer, runServer } from '../channels/server.ts'
import { BROWSER, BROWSER_ARGUMENTS } from './browser.ts'

export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1280, height: 900 }
export const HAS_BROWSER = existsSync(BROWSER)

/** Waiting for one step, at most. */
const STEP_MS = 12_000

/** Whatever the page of a test complained about, in its own words. */
export const problems: string[] = []

/** A club's site on an origin of its own, under a policy that allows the widget and nothing else. */
const clubPage = (kneewise: string, attributes: string) =>
  `<!doctype html><html lang="en"><title>Club</title><h1>Our club</h1><p><a href="/more">More</a></p><script src="${kneewise}/widget.js" ${attributes} defer></script></html>`

/** The whole of Kneewise, a club's site that may embed it, and one browser for all tests of a file. */
export function setStage() {
  let browser: Browser
  let kneewise: RunningServer
  let club: Server
  let clubUrl = ''
  let folder = ''
  const open: Page[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
    club = createServer(({ url = '/' }, response) => {
      response.setHeader('content-type', 'text/html')
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${kneewise.url}; frame-src ${kneewise.url}; require-trusted-types-for 'script'`,
      )
      const attributes = new URL(url, 'http://club').searchParams.get('attributes') ?? ''
      response.end(clubPage(kneewise.url, attributes))
    })
    await new Promise<void>((resolve) => club.listen(0, '127.0.0.1', resolve))
    const address = club.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    clubUrl = `http://127.0.0.1:${address.port}`
    const settings = join(folder, 'kneewise.yaml')
    writeFileSync(settings, `name: Harriers\ncountry: GB\nallowedSites: ["${clubUrl}"]\n`)
    kneewise = await runServer({ KNEEWISE_SETTINGS: settings })
    browser = await chromium.launch({
      executablePath: BROWSER,
      // A page that a test writes itself counts as foreign, and may not talk to this machine otherwise.
      args: [...BROWSER_ARGUMENTS, '--disable-features=LocalNetworkAccessChecks'],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await kneewise?.close()
    club?.close()
    rmSync(folder, { recursive: true })
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((page) => page.context().close()))
  })

  return {
    kneewiseUrl: () => kneewise.url,
    clubUrl: () => clubUrl,
    /** Opens a path of ours, or a whole address, as a visitor who was never here; on a phone unless told otherwise. */
    async visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        viewport: PHONE,
        reducedMotion: 'reduce',
        ...options,
      })
      const page = await context.newPage()
      open.push(page)
      // Sooner than the test gives up, so that a step that does not happen is named.
      page.setDefaultTimeout(STEP_MS)
      problems.length = 0
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      await page.goto(path.startsWith('http') ? path : kneewise.url + path)
      return page
    },
  }
}

/** Says something and waits for the answer. */
export async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('.said.kneewise').count()
  await page.fill('#text', text)
  await page.press('#text', 'Enter')
  await page.locator('.said.kneewise').nth(before).waitFor()
}

/** The name of what has the focus, as a screen reader says it, through frames and shadow roots. */
export async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    return (
      focused?.getAttribute('aria-label') ??
      (focused instanceof HTMLTextAreaElement ? focused.labels?.[0]?.textContent : undefined) ??
      focused?.getAttribute('title') ??
      focused?.textContent ??
      ''
    ).trim()
  })
}

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, runServer } from '../channels/server.ts'
import { BROWSER, BROWSER_ARGUMENTS } from './browser.ts'

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 900 }

describe.skipIf(!existsSync(BROWSER))('in a real browser', () => {
  let browser: Browser
  let kneewise: RunningServer
  let club: Server
  let clubUrl: string
  let folder: string
  let page: Page

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
    club = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${kneewise.url}; frame-src ${kneewise.url}`,
      )
      response.end(
        `<!doctype html><html lang="en"><title>Club</title><h1>Our club</h1><script src="${kneewise.url}/widget.js" defer></script></html>`,
      )
    })
    await new Promise<void>((resolve) => club.listen(0, '127.0.0.1', resolve))
    const address = club.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    clubUrl = `http://127.0.0.1:${address.port}`
    const settings = join(folder, 'kneewise.yaml')
    writeFileSync(settings, `name: Harriers\ncountry: GB\nallowedSites: ["${clubUrl}"]\n`)
    kneewise = await runServer({ KNEEWISE_SETTINGS: settings })
    browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_ARGUMENTS })
  })
  afterAll(async () => {
    await browser?.close()
    await kneewise?.close()
    club?.close()
    rmSync(folder, { recursive: true })
  })
  afterEach(() => page?.context().close())

  const problems: string[] = []
  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: PHONE,
      reducedMotion: 'reduce',
      ...options,
    })
    page = await context.newPage()
    problems.length = 0
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await page.goto(path.startsWith('http') ? path : kneewise.url + path)
    return page
  }
  async function say(text: string): Promise<void> {
    const before = await page.locator('.said.kneewise').count()
    await page.fill('#text', text)
    await page.press('#text', 'Enter')
    await page.locator('.said.kneewise').nth(before).waitFor()
  }

  it.each([
    ['a phone', PHONE],
    ['a desktop', DESK],
  ])('answers on %s without anything cut off at the side', async (_what, viewport) => {
    await open('/', { viewport })
    await say('what is runners knee?')
    expect(await page.locator('.said.kneewise').first().textContent()).toContain('kneecap')
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBe(0)
    expect(problems).toEqual([])
  })

  it('leads a red flag with the action and a number to tap', async () => {
    await open('/')
    await say('I have crushing chest pain after my run')
    const reply = page.locator('.said.kneewise').last()
    expect(await reply.locator('.alert .action').textContent()).toBe(
      'Stop and call the emergency number now.',
    )
    expect(await reply.locator('.alert a').first().getAttribute('href')).toBe('tel:999')
    expect(await page.locator('#alarm').textContent()).toContain('call the emergency number')
  })

  it('sends a suggestion that is tapped', async () => {
    await open('/')
    await page.getByRole('button', { name: 'Which warning signs matter?' }).click()
    await page.locator('.said.kneewise').waitFor()
    expect(await page.locator('.said.runner').textContent()).toContain(
      'Which warning signs matter?',
    )
  })

  it('goes on after a reload', async () => {
    await open('/')
    await say('what is cadence?')
    await page.reload()
    await page.locator('.said.kneewise').waitFor()
    expect(await page.locator('.said.runner').textContent()).toContain('what is cadence?')
    expect(await page.locator('.said').count()).toBe(2)
  })

  it('shows what was typed as text, never as markup', async () => {
    await open('/')
    await say('<img src=x onerror="document.title=1"> <script>document.title=2</script> knee')
    expect(await page.locator('.said.runner').textContent()).toContain('<script>')
    expect(await page.locator('.said img').count()).toBe(0)
    expect(await page.title()).toContain('Kneewise')
  })

  it('works by keyboard alone', async () => {
    await open('/')
    await page.focus('#text')
    await page.keyboard.type('how many rest days?')
    await page.keyboard.press('Enter')
    await page.locator('.said.kneewise').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Send')
  })

  it('says when the connection is gone, with an emergency number, and takes up again', async () => {
    await open('/')
    await say('hello')
    await page.context().setOffline(true)
    await expect.poll(() => page.locator('#status').textContent()).toContain('112')
    await page.context().setOffline(false)
    await say('thanks')
  })

  it('is a plain form where there is no JavaScript', async () => {
    await open('/', { javaScriptEnabled: false })
    await page.fill('#text', 'what is a meniscus tear?')
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await page.locator('.said.runner').textContent()).toContain('what is a meniscus tear?')
    expect(await page.locator('.said.kneewise').textContent()).toContain('joint line')
    await page.locator('.choices button').first().click()
    expect(await page.locator('.said.runner').count()).toBe(2)
  })

  it('opens from one script tag on a foreign site under a strict policy, and closes with Escape', async () => {
    await open(clubUrl)
    const launcher = page.getByRole('button', { name: 'Knee trouble? Ask.' })
    await launcher.click()
    const chat = page.frameLocator('iframe[title="Kneewise chat"]')
    await chat.locator('#text').fill('which shoes suit a beginner?')
    await chat.locator('#text').press('Enter')
    await chat.locator('.said.kneewise').waitFor()
    await page.getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Escape')
    expect(await page.locator('iframe').isVisible()).toBe(false)
    expect(problems).toEqual([])
  })

  it('does not open in a frame of a site that the club has not allowed', async () => {
    const response = await fetch(`${kneewise.url}/?framed=1`)
    expect(response.headers.get('content-security-policy')).toContain(
      `frame-ancestors 'self' ${clubUrl}`,
    )
    const token = await fetch(`${kneewise.url}/webchat/token`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect(token.status).toBe(403)
  })

  it.each([
    ['/knowledge', 'The library'],
    ['/knowledge/red-flags', 'Warning signs'],
    ['/knowledge/it-band-syndrome', 'Iliotibial band pain'],
    ['/knowledge/locked-knee', 'A knee that is stuck'],
  ])('shows %s without JavaScript', async (path, title) => {
    await open(path, { javaScriptEnabled: false })
    expect(await page.locator('h1').textContent()).toBe(title)
  })

  it('says politely that a page does not exist', async () => {
    await open('/knowledge/no-such-entry')
    expect(await page.locator('h1').textContent()).toBe('Not in the library')
  })

  const looks: [string, BrowserContextOptions][] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
  ]
  it.each(looks)('has no accessibility problem that axe finds, in %s', async (_what, options) => {
    for (const path of [
      '/',
      '/knowledge',
      '/knowledge/red-flags',
      '/knowledge/shoes',
      '/knowledge/septic-joint',
    ]) {
      await open(path, options)
      if (path === '/') {
        await say('my outer knee hurts after five kilometres')
        await say('my calf is swollen and hot')
      }
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html.slice(0, 120)}`),
      ).toEqual([])
    }
  })
})

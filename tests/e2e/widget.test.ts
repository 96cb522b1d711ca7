import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { DESK, focusedName, HAS_BROWSER, PHONE, problems, setStage } from './stage.ts'

describe.skipIf(!HAS_BROWSER)('the widget on a site of another origin', () => {
  const { visit, clubUrl, kneewiseUrl } = setStage()
  const onSite = (attributes = '') => `${clubUrl()}/?attributes=${encodeURIComponent(attributes)}`
  const launcher = (page: Page) => page.getByRole('button', { name: 'Knee trouble? Ask.' })
  const chat = (page: Page) => page.frameLocator('iframe[title="Kneewise chat"]')
  async function ask(page: Page, text: string): Promise<void> {
    const answers = chat(page).locator('.said.kneewise')
    // Before its script runs, Enter means a new line.
    await chat(page).locator('html[data-ready]').waitFor()
    const before = await answers.count()
    await chat(page).locator('#text').fill(text)
    await chat(page).locator('#text').press('Enter')
    await answers.nth(before).waitFor()
  }

  it.each([
    ['a phone', PHONE],
    ['a desktop', DESK],
  ])(
    'opens on %s under a strict policy, answers, and closes with Escape',
    async (_what, viewport) => {
      const page = await visit(onSite(), { viewport })
      await launcher(page).click()
      await ask(page, 'which shoes suit a beginner?')
      const dialog = await page.getByRole('dialog', { name: 'Kneewise chat' }).boundingBox()
      if (viewport === PHONE) expect(dialog).toEqual({ x: 0, y: 0, ...PHONE })
      else expect(dialog?.width).toBeLessThan(500)
      // From inside the frame, where the focus is.
      await chat(page).locator('#text').press('Escape')
      await expect.poll(() => page.locator('iframe').isVisible()).toBe(false)
      expect(await focusedName(page)).toBe('Knee trouble? Ask.')
      expect(problems).toEqual([])
    },
  )

  it('loads nothing but itself until it is wanted', async () => {
    const asked: string[] = []
    const page = await visit('/robots.txt')
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(onSite())
    await page.waitForLoadState('networkidle')
    expect(asked.filter((url) => url.startsWith(kneewiseUrl()))).toEqual([
      `${kneewiseUrl()}/widget.js`,
    ])
    await launcher(page).hover()
    await expect.poll(() => asked.some((url) => url.endsWith('/?framed=1'))).toBe(true)
  })

  it('keeps the focus inside while it is open', async () => {
    const page = await visit(onSite(), { viewport: DESK })
    await launcher(page).focus()
    await page.keyboard.press('Enter')
    const field = chat(page).locator('#text')
    await expect
      .poll(() => field.evaluate((element) => element === document.activeElement))
      .toBe(true)
    // The field has it in the frame before the frame has it in the page.
    await expect.poll(() => focusedName(page)).toBe('Kneewise chat')
    const reached = new Set<string>()
    const press = async (key: string) => {
      await page.keyboard.press(key)
      reached.add(await focusedName(page))
    }
    for (const key of ['Tab', 'Shift+Tab']) {
      reached.clear()
      for (let presses = 0; presses < 12; presses++) await press(key)
      // A press is read while the focus may still be on its way between the page and the frame, so what was only passed by is passed again.
      await expect
        .poll(async () => {
          await press(key)
          return reached.has('Kneewise chat') && reached.has('Close the chat')
        })
        .toBe(true)
      expect(reached).not.toContain('More')
    }
  })

  it('looks and speaks as the script tag says', async () => {
    const page = await visit(
      onSite(
        'data-title="Sore?" data-greeting="We are here" data-colour="#ffd54f" data-side="left" data-language="de" data-question="My knee clicks"',
      ),
    )
    const button = page.getByRole('button', { name: 'Sore?' })
    expect(await button.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)')
    expect((await button.boundingBox())?.x).toBe(16)
    await button.click()
    expect(await page.getByText('We are here').isVisible()).toBe(true)
    await expect.poll(() => chat(page).locator('#text').inputValue()).toBe('My knee clicks')
  })

  it('can be used by the site’s own scripts', async () => {
    const page = await visit(onSite())
    const heard = page.evaluate(
      () =>
        new Promise((resolve) => {
          const events: string[] = []
          for (const event of ['open', 'message', 'close'] as const)
            window.Kneewise?.on(event, () => {
              events.push(event)
              if (event === 'message') window.Kneewise?.close()
              if (event === 'close') resolve(events)
            })
          window.Kneewise?.ask('what is cadence?')
        }),
    )
    expect(await heard).toEqual(['open', 'message', 'close'])
  })

  it('counts what came in while it was closed', async () => {
    const page = await visit(onSite())
    await launcher(page).click()
    await ask(page, 'hello')
    await page.evaluate(() => {
      window.Kneewise?.ask('what is cadence?')
      window.Kneewise?.close()
    })
    await page.getByRole('button', { name: 'Knee trouble? Ask. (1 new)' }).click()
    expect(await launcher(page).getAttribute('aria-label')).toBeNull()
  })

  it('is open again on the next page of a desktop, without taking the focus, but not on a phone', async () => {
    for (const viewport of [DESK, PHONE]) {
      const page = await visit(onSite(), { viewport })
      await launcher(page).click()
      await ask(page, 'hello')
      await page.reload()
      await launcher(page).waitFor({ state: 'attached' })
      expect(await page.getByRole('dialog').isVisible()).toBe(viewport === DESK)
      expect(await focusedName(page)).not.toBe('Kneewise chat')
      if (viewport === DESK) await chat(page).locator('.said.kneewise').waitFor()
    }
  })

  it('is shown by the demonstration page', async () => {
    const page = await visit('/embed-demo')
    await page.getByRole('button', { name: 'Sore knee? Ask' }).click()
    await ask(page, 'hello')
    expect(problems).toEqual([])
  })

  it('does not open in a frame of a site that the club has not allowed', async () => {
    const response = await fetch(`${kneewiseUrl()}/?framed=1`)
    expect(response.headers.get('content-security-policy')).toContain(
      `frame-ancestors 'self' ${clubUrl()}`,
    )
    const token = await fetch(`${kneewiseUrl()}/webchat/token`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect(token.status).toBe(403)
  })
})

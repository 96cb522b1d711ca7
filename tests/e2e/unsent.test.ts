import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { HAS_BROWSER, say, setStage } from './stage.ts'

describe.skipIf(!HAS_BROWSER)('what was typed and not yet sent', () => {
  const { visit } = setStage()
  const kept = (page: Page) => page.evaluate(() => sessionStorage.getItem('kneewise-unsent'))
  const field = (page: Page) => page.locator('#text')

  /** The line breaks at each message; `reached` says whether the server had got it before. */
  async function breakLine(page: Page, { reached }: { reached: boolean }): Promise<void> {
    await page.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      if (reached) await route.fetch()
      return route.abort()
    })
  }

  it('stands in the field again after a reload, in this tab only', async () => {
    const page = await visit('/')
    await field(page).fill('my knee hurts when I')
    await page.reload()
    expect(await field(page).inputValue()).toBe('my knee hurts when I')
    const other = await page.context().newPage()
    await other.goto(page.url())
    expect(await field(other).inputValue()).toBe('')
  })

  it('goes out after a reload if it had not arrived', async () => {
    const page = await visit('/')
    await say(page, 'hello')
    await breakLine(page, { reached: false })
    await field(page).fill('what is cadence?')
    await field(page).press('Enter')
    await page.locator('.failed').waitFor()
    await page.unroute('**/activities')
    await page.reload()
    await page.locator('.said.kneewise').nth(1).waitFor()
    expect(await page.locator('.said.runner').allInnerTexts()).toEqual([
      expect.stringContaining('hello'),
      expect.stringContaining('what is cadence?'),
    ])
    await expect.poll(() => kept(page)).toBeNull()
    expect(await page.locator('.pending, .failed').count()).toBe(0)
  })

  it('goes out after a reload even if it was the very first message', async () => {
    const page = await visit('/')
    await page.route('**/webchat/token', (route) => route.abort())
    await field(page).fill('what is cadence?')
    await field(page).press('Enter')
    await page.locator('.failed').waitFor()
    await page.unroute('**/webchat/token')
    await page.reload()
    await page.locator('.said.kneewise').waitFor()
    expect(await page.locator('.said.runner').count()).toBe(1)
  })

  it('is not said twice if it had arrived after all', async () => {
    const page = await visit('/')
    // Nobody tells the page what arrived.
    await page.routeWebSocket(/stream/, () => {})
    await breakLine(page, { reached: true })
    await field(page).fill('what is cadence?')
    await field(page).press('Enter')
    await page.locator('.failed').waitFor()
    expect(await kept(page)).toContain('what is cadence?')
    await page.unroute('**/activities')
    await page.reload()
    await page.locator('.said.kneewise').waitFor()
    await say(page, 'thanks')
    expect(await page.locator('.said').count()).toBe(4)
    await page.reload()
    expect(await page.locator('.said').count()).toBe(4)
    expect(await kept(page)).toBeNull()
  })

  it('is forgotten once the server has it', async () => {
    const page = await visit('/')
    await say(page, 'hello')
    await expect.poll(() => kept(page)).toBeNull()
  })

  it('is erased in every tab when the conversation is deleted', async () => {
    const page = await visit('/')
    await say(page, 'hello')
    const other = await page.context().newPage()
    await other.goto(page.url())
    await field(other).fill('half a thought')
    await field(page).fill('a secret')
    await page.getByText('Delete my conversation').click()
    await page.getByRole('button', { name: 'Yes, delete it all' }).click()
    await page.getByText('Hello! Tell me').waitFor()
    expect(await field(page).inputValue()).toBe('')
    expect(await kept(page)).toBeNull()
    expect(await field(other).inputValue()).toBe('')
    expect(await kept(other)).toBeNull()
  })
})

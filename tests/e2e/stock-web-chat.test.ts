import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { BOT } from '../../src/channels/webchat/activity.ts'
import { hasStockWebChat } from '../../src/channels/webchat/stock-web-chat.ts'
import { HAS_BROWSER, problems, setStage } from './stage.ts'

/** DirectLineJS waits 3 to 15 seconds before it comes back. */
const COME_BACK_MS = 20_000
/** Longer than the wait after which a slow answer is announced. */
const SLOW_MS = 1_500

describe.skipIf(!HAS_BROWSER || !hasStockWebChat())("Microsoft's Web Chat, unchanged", () => {
  const { visit } = setStage()
  const bubbles = (page: Page) => page.locator('.webchat__bubble__content')
  const field = (page: Page) => page.locator('[data-id="webchat-sendbox-input"]')
  const answers = (page: Page) => page.locator('.webchat__bubble:not(.webchat__bubble--from-user)')
  const suggestions = (page: Page) => page.locator('.webchat__suggested-action')

  /** Says something and waits until its own words and an answer stand there. */
  async function say(page: Page, text: string): Promise<void> {
    const before = await answers(page).count()
    await field(page).fill(text)
    await field(page).press('Enter')
    await bubbles(page).filter({ hasText: text }).waitFor()
    await answers(page).nth(before).waitFor({ timeout: COME_BACK_MS })
  }
  /** How often these words stand in the conversation. */
  const count = (page: Page, text: string) => bubbles(page).filter({ hasText: text }).count()

  it('shows messages as sent, answers, cards that unfold, and suggestions that can be tapped', async () => {
    const page = await visit('/webchat')
    await say(page, 'what is cadence?')
    expect(await bubbles(page).nth(1).textContent()).toContain('steps')
    const card = page.locator('.ac-adaptiveCard')
    const sources = card.getByRole('button', { name: 'Sources' })
    await sources.click()
    expect(await sources.getAttribute('aria-expanded')).toBe('true')
    const words = (await suggestions(page).first().textContent()) ?? ''
    await suggestions(page).first().click()
    await bubbles(page).filter({ hasText: words }).first().waitFor()
    await expect.poll(() => page.getByText(/Send failed|Sending/).count()).toBe(0)
    expect(problems).toEqual([])
  })

  it('gives the emergency number as a button', async () => {
    const page = await visit('/webchat')
    await say(page, 'I have crushing chest pain')
    await page.getByRole('button', { name: /999/ }).first().waitFor()
  })

  it('shows the conversation again after a reload, each message once', async () => {
    const page = await visit('/webchat')
    await say(page, 'what is cadence?')
    await page.reload()
    await bubbles(page).filter({ hasText: 'what is cadence?' }).waitFor()
    await say(page, 'which shoes suit a beginner?')
    expect(await count(page, 'what is cadence?')).toBe(1)
  })

  it('misses nothing when its socket is cut', { timeout: 60_000 }, async () => {
    const page = await visit('/robots.txt')
    let cut = () => {}
    await page.routeWebSocket(/\/stream/, (socket) => {
      const server = socket.connectToServer()
      cut = () => {
        server.close()
        socket.close()
      }
    })
    await page.goto(new URL('/webchat', page.url()).href)
    await say(page, 'what is cadence?')
    cut()
    await say(page, 'which shoes suit a beginner?')
    expect(await count(page, 'what is cadence?')).toBe(1)
    expect(await count(page, 'which shoes suit a beginner?')).toBe(1)
  })

  it('shows that an answer is on its way, until it is there', async () => {
    const page = await visit('/robots.txt')
    await page.routeWebSocket(/\/stream/, (socket) => {
      const server = socket.connectToServer()
      let isFirst = true
      server.onMessage((frame) => {
        const isAnswer = String(frame).includes('steps')
        if (!isAnswer || !isFirst) return socket.send(frame)
        isFirst = false
        // What the endpoint sends after 400 ms: slow-and-broken-agents.test.ts.
        socket.send(JSON.stringify({ activities: [{ type: 'typing', from: BOT }] }))
        setTimeout(() => socket.send(frame), SLOW_MS)
      })
    })
    await page.goto(new URL('/webchat', page.url()).href)
    await field(page).fill('what is cadence?')
    await field(page).press('Enter')
    const indicator = page.locator('.webchat__typing-indicator')
    await indicator.waitFor()
    await bubbles(page).filter({ hasText: 'steps' }).first().waitFor()
    await indicator.waitFor({ state: 'detached' })
  })

  it('talks on with a new token when its own has expired', async () => {
    const page = await visit('/webchat')
    await say(page, 'what is cadence?')
    let refused = 0
    await page.route('**/activities', async (route) => {
      refused += 1
      if (refused > 1) return route.continue()
      return route.fulfill({ status: 403, json: { error: { code: 'TokenExpired', message: '' } } })
    })
    // The new token, and the line that is opened with it.
    const renewed = Promise.all([
      page.waitForResponse('**/webchat/token'),
      page.waitForEvent('websocket'),
    ])
    await field(page).fill('hello')
    await field(page).press('Enter')
    await renewed
    await say(page, 'which shoes suit a beginner?')
    expect(await count(page, 'which shoes suit a beginner?')).toBe(1)
  })
})

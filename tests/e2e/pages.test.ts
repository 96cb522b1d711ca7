import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasStockWebChat } from '../../src/channels/webchat/stock-web-chat.ts'
import { HAS_BROWSER, say, setStage } from './stage.ts'

describe.skipIf(!HAS_BROWSER)('the pages in a real browser', () => {
  const { visit } = setStage()

  it.each([
    ['/knowledge', 'The library'],
    ['/knowledge/red-flags', 'Warning signs'],
    ['/knowledge/it-band-syndrome', 'Iliotibial band pain'],
    ['/knowledge/locked-knee', 'A knee that is stuck'],
  ])('shows %s without JavaScript', async (path, title) => {
    const page = await visit(path, { javaScriptEnabled: false })
    expect(await page.locator('h1').textContent()).toBe(title)
  })

  it('says politely that a page does not exist', async () => {
    const page = await visit('/knowledge/no-such-entry')
    expect(await page.locator('h1').textContent()).toBe('Not in the library')
  })

  it('finds entries by words, without JavaScript', async () => {
    const page = await visit('/knowledge', { javaScriptEnabled: false })
    await page.getByRole('searchbox').fill('outer knee')
    await page.getByRole('searchbox').press('Enter')
    await page.getByRole('link', { name: 'Iliotibial band pain' }).click()
    expect(await page.locator('h1').textContent()).toBe('Iliotibial band pain')
  })

  it.skipIf(!hasStockWebChat())('talks through the stock Web Chat, unchanged', async () => {
    const page = await visit('/webchat')
    const field = page.locator('[data-id="webchat-sendbox-input"]')
    await field.fill('I have crushing chest pain after my run')
    await field.press('Enter')
    await page.getByText('Stop and call the emergency number now.').first().waitFor()
    // The answer came back under the visitor's own name, so the message counts as sent.
    await page.reload()
    await page.getByText('I have crushing chest pain after my run').first().waitFor()
  })

  it('copies the snippet for a club’s site', async () => {
    const page = await visit('/', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^<script src="http:\/\/127\.0\.0\.1:\d+\/widget\.js" defer><\/script>$/,
    )
  })

  // What does not hang on colours is the same in every look, so it is checked once.
  const colours = ['color-contrast', 'link-in-text-block']
  const looks: [string, BrowserContextOptions, string[] | undefined][] = [
    ['light', { colorScheme: 'light' }, undefined],
    ['dark', { colorScheme: 'dark' }, colours],
    ['forced colours', { forcedColors: 'active' }, colours],
  ]
  async function check(page: Page, state: string, rules: string[] | undefined): Promise<void> {
    const axe = new AxeBuilder({ page })
    const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
    expect(
      violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes[0]?.html.slice(0, 160)}`),
    ).toEqual([])
  }
  it.each(looks)(
    'have no accessibility problem that axe finds, in %s',
    async (_what, options, rules) => {
      const page = await visit('/', options)
      await check(page, 'home', rules)
      await say(page, 'my outer knee hurts after five kilometres')
      for (const summary of await page.locator('.said summary').all()) await summary.click()
      await say(page, 'my calf is swollen and hot')
      await say(page, 'I have crushing chest pain')
      await page.context().setOffline(true)
      await page.fill('#text', 'still there?')
      await page.press('#text', 'Enter')
      await page.locator('.failed').waitFor()
      await check(page, 'a conversation, offline', rules)
      await page.context().setOffline(false)
      for (const path of [
        '/knowledge?q=stairs',
        '/knowledge/red-flags',
        '/knowledge/shoes',
        '/knowledge/septic-joint',
        '/embed-demo',
      ]) {
        await page.goto(new URL(path, page.url()).href)
        if (path !== '/embed-demo') await check(page, path, rules)
      }
      await page.getByRole('button', { name: 'Sore knee? Ask' }).click()
      await page.frameLocator('iframe').locator('#text').waitFor()
      await check(page, 'the widget, open', rules)
    },
    // Ten pages through axe take their time on a busy machine.
    90_000,
  )

  it.each(looks)(
    'have none either in the cards of a longer conversation and where nothing is found, in %s',
    async (_what, options, rules) => {
      const page = await visit('/', options)
      for (const [card, ...messages] of [
        ['.exercises', 'my knee hurts behind the kneecap', 'show me the exercises'],
        ['.table', 'help me get back to running', '10 days', '1', '20 km'],
        ['.chart', 'check my training', '20, 22, 25, 40 km'],
        ['ol', 'I have a half marathon in 9 days, can I run it?', '3'],
        ['.summary', 'summary for my doctor'],
      ] as const) {
        for (const message of messages) await say(page, message)
        await page.locator(`.said ${card}`).last().waitFor({ state: 'attached' })
        for (const summary of await page.locator('.said summary').all()) {
          if (await summary.isVisible()) await summary.click()
        }
        await check(page, card, rules)
      }
      for (const path of ['/no-such-page', '/knowledge/no-such-entry']) {
        await page.goto(new URL(path, page.url()).href)
        await check(page, path, rules)
      }
    },
    90_000,
  )

  const schemes = ['light', 'dark'] as const
  it.skipIf(!hasStockWebChat()).each(schemes)(
    'have none in the stock Web Chat that is ours, in %s',
    async (colorScheme) => {
      const page = await visit('/webchat', { colorScheme })
      const field = page.locator('[data-id="webchat-sendbox-input"]')
      await field.fill('my knee hurts going downstairs')
      await field.press('Enter')
      await page.locator('.webchat__bubble').nth(1).waitFor()
      // Its own notice, which on a busy machine outlives the first answer.
      await page.getByText('Connecting…').first().waitFor({ state: 'hidden' })
      await check(page, '/webchat', undefined)
    },
  )
})

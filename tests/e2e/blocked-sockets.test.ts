import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Blockage, startBlockingProxy } from './blocking-proxy.ts'
import { HAS_BROWSER, say, setStage } from './stage.ts'

describe.skipIf(!HAS_BROWSER)('the chat where a proxy blocks sockets', () => {
  const { visit, kneewiseUrl } = setStage()
  let proxy: Awaited<ReturnType<typeof startBlockingProxy>>
  beforeAll(async () => {
    proxy = await startBlockingProxy(kneewiseUrl())
  })
  afterAll(() => proxy?.close())

  it.each<[string, Blockage]>([
    ['refuses them', 'refuse'],
    ['never answers', 'hang'],
    ['lets them open and carries nothing', 'swallow'],
  ])('answers all the same, and says nothing of a lost connection, where it %s', async (_, how) => {
    proxy.block(how)
    const page = await visit(`${proxy.url}/robots.txt`)
    await page.clock.install()
    await page.goto(proxy.url)
    const banners: string[] = []
    await page.exposeFunction('noteBanner', (text: string) => banners.push(text))
    await page.evaluate(() => {
      const status = document.getElementById('status')
      const note = (window as unknown as { noteBanner(text: string): void }).noteBanner
      if (status)
        new MutationObserver(() => status.textContent && note(status.textContent)).observe(status, {
          childList: true,
          characterData: true,
          subtree: true,
        })
    })
    await say(page, 'hello')
    await say(page, 'what is cadence?')
    // Until the first socket has been given up.
    await page.clock.runFor(7_000)
    await say(page, 'thanks')
    expect(await page.locator('.said').count()).toBe(6)
    expect(banners).toEqual([])
  })

  it('shows both tabs what was said in either', async () => {
    proxy.block('refuse')
    const first = await visit(proxy.url)
    await say(first, 'hello')
    const second = await first.context().newPage()
    await second.goto(proxy.url)
    await say(second, 'what is cadence?')
    await expect.poll(() => first.locator('.said').count()).toBe(4)
    await say(first, 'thanks')
    await expect.poll(() => second.locator('.said').count()).toBe(6)
  })

  it('asks less often while nothing is said, and goes back to the socket once that opens', async () => {
    proxy.block('refuse')
    const page = await visit(`${proxy.url}/robots.txt`)
    await page.clock.install()
    await page.goto(proxy.url)
    let asked = 0
    let sockets = 0
    page.on('request', (request) => {
      if (/activities\?watermark/.test(request.url())) asked += 1
    })
    page.on('websocket', () => {
      sockets += 1
    })
    await say(page, 'hello')
    await expect.poll(() => asked).toBeGreaterThan(0)
    for (let second = 0; second < 14; second += 1) await page.clock.runFor(1_000)
    expect(asked).toBeLessThan(12)
    expect(sockets).toBe(1)
    proxy.block('none')
    await expect
      .poll(async () => {
        await page.clock.runFor(2_000)
        return sockets
      })
      .toBe(2)
    await say(page, 'what is cadence?')
    // Whoever listens need not ask.
    const before = asked
    for (let second = 0; second < 30; second += 1) await page.clock.runFor(1_000)
    expect(asked).toBe(before)
    expect(await page.locator('.said').count()).toBe(4)
  })
})

import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { kneeMap } from '../../src/channels/webchat/knee-map.ts'
import { chatPage, type Line } from '../../src/channels/webchat/pages/index.ts'
import { DESK, focusedName, HAS_BROWSER, PHONE, problems, say, setStage } from './stage.ts'

describe.skipIf(!HAS_BROWSER)('the chat in a real browser', () => {
  const { visit, kneewiseUrl } = setStage()

  /** The chat as the server draws it for lines that were said. */
  async function pageOf(lines: Line[], options: BrowserContextOptions = {}): Promise<Page> {
    const page = await visit('/robots.txt', options)
    const html = chatPage({
      lines,
      watermark: '0',
      starters: [],
      emergency: [],
      origin: kneewiseUrl(),
      kneeMap,
      isFramed: false,
    })
    await page.route(`${kneewiseUrl()}/`, (route) =>
      route.request().method() === 'GET'
        ? route.fulfill({ body: html, contentType: 'text/html' })
        : route.continue(),
    )
    await page.goto(kneewiseUrl())
    return page
  }

  it.each([
    ['a phone', PHONE],
    ['a desktop', DESK],
    ['a phone with text at 200 %', { width: 195, height: 422 }],
  ])('answers on %s without anything cut off at the side', async (_what, viewport) => {
    const page = await visit('/', { viewport })
    await say(page, 'what is runners knee?')
    expect(await page.locator('.said.kneewise').first().textContent()).toContain('kneecap')
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBe(0)
    expect(problems).toEqual([])
  })

  it('leads a red flag with the action and a number to tap, and says so at once', async () => {
    const page = await visit('/')
    await say(page, 'I have crushing chest pain after my run')
    const reply = page.locator('.said.kneewise').last()
    expect(await reply.locator('.alert .action').textContent()).toBe(
      'Stop and call the emergency number now.',
    )
    expect(await reply.locator('.alert a').first().getAttribute('href')).toBe('tel:999')
    expect(await page.locator('#alarm').textContent()).toContain('call the emergency number')
    expect(await page.locator('#announce').textContent()).toBe('')
    // Both fit on the screen together, whatever follows.
    for (const part of ['.action', 'a']) {
      const box = await reply.locator(`.alert ${part}`).first().boundingBox()
      expect(box && box.y >= 0 && box.y + box.height < PHONE.height).toBe(true)
    }
  })

  it('announces an ordinary answer once, politely', async () => {
    const page = await visit('/')
    await say(page, 'what is cadence?')
    expect(await page.locator('#announce').textContent()).toContain('steps')
    expect(await page.locator('#alarm').textContent()).toBe('')
  })

  it('shows the beginning of an answer, under the question', async () => {
    const page = await visit('/')
    await say(page, 'what is runners knee?')
    await say(page, 'how do I start running again after a break?')
    await expect
      .poll(async () => (await page.locator('.said.runner').last().boundingBox())?.y)
      .toBeLessThan(60)
    expect((await page.locator('.said.runner').last().boundingBox())?.y).toBeGreaterThanOrEqual(0)
  })

  it('sends a suggestion that is tapped, and leaves the focus where reading goes on', async () => {
    const page = await visit('/')
    await page.getByRole('button', { name: 'Which warning signs matter?' }).click()
    await page.locator('.said.kneewise').waitFor()
    expect(await page.locator('.said.runner').textContent()).toContain(
      'Which warning signs matter?',
    )
    expect(await focusedName(page)).toContain('Which warning signs matter?')
  })

  it('goes on after a reload, where the conversation stood', async () => {
    const page = await visit('/')
    await say(page, 'what is cadence?')
    await page.reload()
    await page.locator('.said.kneewise').waitFor()
    expect(await page.locator('.said.runner').textContent()).toContain('what is cadence?')
    await say(page, 'which shoes suit a beginner?')
    expect(await page.locator('.said').count()).toBe(4)
  })

  it('shows what was typed as text, never as markup', async () => {
    const page = await visit('/')
    await say(page, '<img src=x onerror="document.title=1"> <script>document.title=2</script> knee')
    expect(await page.locator('.said.runner').textContent()).toContain('<script>')
    expect(await page.locator('.said img').count()).toBe(0)
    expect(await page.title()).toContain('Kneewise')
  })

  it('works by keyboard alone, in the order of reading', async () => {
    const page = await visit('/')
    await page.keyboard.press('Tab')
    expect(await focusedName(page)).toBe('Skip to the content')
    await page.focus('#text')
    await page.keyboard.type('how many rest days?')
    await page.keyboard.press('Enter')
    await page.locator('.said.kneewise').waitFor()
    await page.keyboard.press('Shift+Tab')
    const suggestion = await focusedName(page)
    expect(await page.locator('.suggestions button').last().textContent()).toBe(suggestion)
    await page.keyboard.press('Enter')
    await page.locator('.said.kneewise').nth(1).waitFor()
    expect(await page.locator('.said.runner').count()).toBe(2)
  })

  it('unfolds what is folded by keyboard', async () => {
    const page = await visit('/')
    await say(page, 'what is runners knee?')
    await page.locator('.said.kneewise summary').first().focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('.said.kneewise details').first().getAttribute('open')).toBe('')
  })

  it('says when the connection is gone, with a number to call, and sends what waited once it is back', async () => {
    const page = await visit('/')
    await say(page, 'hello')
    await page.context().setOffline(true)
    await page.locator('#status a[href="tel:999"]').waitFor()
    await page.fill('#text', 'which shoes suit a beginner?')
    await page.press('#text', 'Enter')
    await page.getByRole('button', { name: 'Not sent. Try again' }).waitFor()
    await page.context().setOffline(false)
    await page.locator('.said.kneewise').nth(1).waitFor()
    expect(await page.locator('.said.runner').count()).toBe(2)
    expect(await page.locator('.failed').count()).toBe(0)
    expect(await page.locator('#status').textContent()).toBe('')
  })

  it('does not say a message twice whose confirmation was lost', async () => {
    const page = await visit('/')
    await say(page, 'hello')
    await page.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      return route.abort()
    })
    await say(page, 'what is cadence?')
    await page.unroute('**/activities')
    await page.context().setOffline(true)
    await page.context().setOffline(false)
    await say(page, 'thanks')
    expect(await page.locator('.said.runner').count()).toBe(3)
    expect(await page.locator('.said.kneewise').count()).toBe(3)
  })

  it('takes up again when its token has expired', async () => {
    const page = await visit('/')
    await say(page, 'hello')
    let refused = 0
    await page.route('**/activities', async (route) => {
      refused += 1
      if (refused > 1) return route.continue()
      return route.fulfill({ status: 403, json: { error: { code: 'TokenExpired', message: '' } } })
    })
    await say(page, 'what is cadence?')
    expect(await page.locator('.said.runner').count()).toBe(2)
  })

  it('opens a new socket after a sleep, when the old one is silent without having closed', async () => {
    const page = await visit('/')
    await page.clock.install()
    const firstSign = page
      .waitForEvent('websocket')
      .then((socket) => socket.waitForEvent('framereceived'))
    await page.goto(kneewiseUrl())
    await say(page, 'hello')
    // An answer may come by asking before the socket is open, and a socket that never spoke counts as blocked, not lost.
    await firstSign
    await say(page, 'thanks')
    let sockets = 0
    page.on('websocket', () => {
      sockets += 1
    })
    await page.clock.fastForward('02:00')
    await expect.poll(() => sockets).toBe(1)
    await say(page, 'what is cadence?')
    expect(await page.locator('.said').count()).toBe(6)
    expect(await page.locator('#status').textContent()).toBe('')
  })

  it('shows the answer on a line that has gone silent without having closed', async () => {
    const page = await visit('/robots.txt')
    let isSilent = false
    await page.routeWebSocket(/\/stream/, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((frame) => {
        if (!isSilent) socket.send(frame)
      })
    })
    await page.goto(kneewiseUrl())
    await say(page, 'hello')
    isSilent = true
    await say(page, 'what is cadence?')
    expect(await page.locator('.said').count()).toBe(4)
  })

  it('shows a conversation in two tabs, and goes on in one when the other is closed', async () => {
    const first = await visit('/')
    await say(first, 'hello')
    const second = await first.context().newPage()
    await second.goto(kneewiseUrl())
    await second.locator('.said.kneewise').waitFor()
    await say(second, 'what is cadence?')
    await expect.poll(() => first.locator('.said').count()).toBe(4)
    await say(first, 'which shoes suit a beginner?')
    await expect.poll(() => second.locator('.said').count()).toBe(6)
    await first.close()
    await say(second, 'thanks')
    expect(await second.locator('.said').count()).toBe(8)
    expect(await second.locator('#status').textContent()).toBe('')
  })

  it('shows that it is at work only when the answer takes its time', async () => {
    const page = await visit('/')
    await say(page, 'hello')
    expect(await page.locator('#typing').isVisible()).toBe(false)
    await page.route('**/activities', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      return route.continue()
    })
    await page.fill('#text', 'what is cadence?')
    await page.press('#text', 'Enter')
    await page.locator('#typing').waitFor()
    await page.locator('.said.kneewise').nth(1).waitFor()
    expect(await page.locator('#typing').isVisible()).toBe(false)
  })

  describe('the knee map', () => {
    const question: Line = {
      who: 'kneewise',
      triage: 'info',
      blocks: [
        {
          kind: 'question',
          text: 'Where does it hurt?',
          options: [{ label: 'Not sure', says: 'Not sure' }],
          map: 'knee',
        },
      ],
      suggestions: [],
    }
    const asked = (options: BrowserContextOptions = {}) =>
      pageOf([{ who: 'runner', text: 'my knee hurts' }, question], options)

    it('answers "where does it hurt?" by a tap on the place', async () => {
      const page = await asked()
      expect(await page.locator('#map').ariaSnapshot()).toContain(
        'button "On, around or behind the kneecap"',
      )
      await page.getByRole('button', { name: 'Just below the kneecap' }).click()
      await page.locator('.said.kneewise').nth(1).waitFor()
      expect(await page.locator('.said.runner').last().textContent()).toContain(
        'just below the kneecap',
      )
      expect(await page.locator('#map').isVisible()).toBe(false)
    })

    it('comes when the conversation asks for the place, and goes when it is told', async () => {
      const page = await visit('/')
      await say(page, 'my knee hurts')
      await page.getByRole('button', { name: 'The bony bump at the top of the shin' }).click()
      await page.locator('.said.kneewise').nth(1).waitFor()
      expect(await page.locator('#map').isVisible()).toBe(false)
    })

    it('turns, and is used, by keyboard alone', async () => {
      const page = await asked()
      await page.getByRole('radio', { name: 'Front' }).focus()
      for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('ArrowRight')
      expect(await page.getByRole('radio', { name: 'Back' }).isChecked()).toBe(true)
      await page.keyboard.press('Tab')
      expect(await focusedName(page)).toBe('Inner side of the knee, where the knees touch')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.locator('.said.kneewise').nth(1).waitFor()
      expect(await page.locator('.said.runner').last().textContent()).toContain('back of the knee')
    })

    it('has places large enough to tap', async () => {
      const page = await asked()
      for (const view of ['Front', 'Inner', 'Outer', 'Back']) {
        await page.getByRole('radio', { name: view }).check()
        for (const place of await page.locator('#map [data-says]:visible').all()) {
          const box = await place.boundingBox()
          expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24)
        }
      }
    })

    it('has a list in its place without JavaScript', async () => {
      const page = await asked({ javaScriptEnabled: false })
      await page.getByRole('button', { name: 'Not sure' }).click()
      await page.waitForURL('**/#form')
    })

    it('has no accessibility problem that axe finds', async () => {
      const page = await asked()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    })
  })

  it('counts whether an answer helped, and says thanks', async () => {
    const why: Line = {
      who: 'kneewise',
      triage: 'info',
      blocks: [
        {
          kind: 'why',
          title: 'Why this answer',
          words: [],
          entry: { id: 'shoes', title: 'Shoes' },
          evidence: null,
          code: '1',
        },
      ],
      suggestions: [],
    }
    const page = await pageOf([why])
    await page.getByRole('button', { name: 'Yes, it was' }).click()
    await page.getByText('Thank you, that was counted.').waitFor()
  })

  it('gives the conversation as a text to keep', async () => {
    const page = await visit('/')
    await say(page, 'what is cadence?')
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save as text' }).click()
    const download = await waiting
    expect(download.suggestedFilename()).toBe('kneewise.txt')
    const text = (await (await download.createReadStream()).toArray()).join('')
    expect(text).toContain('You:\nwhat is cadence?')
    expect(text).toContain('Kneewise:\n')
  })

  it('prints the summary for a clinician alone', async () => {
    const summary: Line = {
      who: 'kneewise',
      triage: 'info',
      blocks: [
        { kind: 'paragraph', text: 'Here it is.' },
        {
          kind: 'summary',
          title: 'Summary',
          sections: [{ title: 'Reported', lines: ['pain downhill'] }],
          note: 'Made by a program.',
        },
      ],
      suggestions: [],
    }
    const page = await pageOf([summary])
    await page.evaluate(() => {
      window.print = () => document.body.append('printed')
    })
    await page.getByRole('button', { name: 'Print this summary' }).click()
    await page.getByText('printed').waitFor()
    await page.emulateMedia({ media: 'print' })
    const seen = (text: string) =>
      page.getByText(text).evaluate((element) => getComputedStyle(element).visibility)
    expect(await seen('pain downhill')).toBe('visible')
    expect(await seen('Here it is.')).toBe('hidden')
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await seen('Here it is.')).toBe('visible')
  })

  it('deletes a conversation when asked twice', async () => {
    const page = await visit('/')
    await say(page, 'what is cadence?')
    await page.getByText('Delete my conversation').click()
    await page.getByRole('button', { name: 'Yes, delete it all' }).click()
    await page.getByText('Hello! Tell me').waitFor()
    expect(await page.locator('.said').count()).toBe(0)
  })

  it('is a plain form where there is no JavaScript', async () => {
    const page = await visit('/', { javaScriptEnabled: false })
    await page.fill('#text', 'what is a meniscus tear?')
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await page.locator('.said.runner').textContent()).toContain('what is a meniscus tear?')
    expect(await page.locator('.said.kneewise').textContent()).toContain('joint line')
    await page.locator('.choices button').first().click()
    expect(await page.locator('.said.runner').count()).toBe(2)
  })

  it('is named for a screen reader', async () => {
    const page = await visit('/')
    await say(page, 'I have crushing chest pain after my run')
    const main = page.locator('main')
    expect(await main.ariaSnapshot()).toContain('log "Conversation"')
    expect(await page.locator('#log').ariaSnapshot()).toMatch(
      /article:\n\s+- heading "You" \[level=2\]\n\s+- paragraph: I have crushing chest pain after my run/,
    )
    expect(await page.locator('.said.kneewise').ariaSnapshot()).toMatch(
      /heading "Kneewise" \[level=2\]\n\s+- paragraph: Stop and call the emergency number now\.\n\s+- list:\n\s+- listitem:\n\s+- 'link "Emergency number: 999 \(112 also works\)"'/,
    )
    expect(await page.locator('#form').ariaSnapshot()).toMatch(
      /textbox "Your message".*\n(?:.*\n)*?- button "Send"/,
    )
  })
})

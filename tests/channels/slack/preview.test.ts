import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { createAssistant } from '../../../src/assistant.ts'
import { createFigures } from '../../../src/channels/slack/figures.ts'
import { slackPreview } from '../../../src/channels/slack/index.ts'
import { surfaces } from '../../../src/channels/slack/preview/surfaces.ts'
import { readWords } from '../../../src/channels/slack/words.ts'
import { openSqliteStore } from '../../../src/storage/index.ts'
import { BRITISH_CLUB, core } from '../../core.ts'
import { Message, View } from './block-kit.ts'

const assistant = createAssistant({
  ...core,
  store: openSqliteStore(':memory:'),
  club: BRITISH_CLUB,
})

describe('the preview of Slack', () => {
  it('shows surfaces that Slack would take, each of them', async () => {
    const figures = createFigures(() => 'https://knee.club.example', 'a key of the tests')
    const all = await surfaces(assistant, { words: readWords(), figures }, BRITISH_CLUB)
    expect(all.length).toBeGreaterThan(15)
    for (const { id, shown } of all) {
      expect(shown, id).not.toEqual([])
      for (const each of shown) {
        if (each.kind === 'message') {
          const parsed = Message.safeParse({ text: id, blocks: each.blocks })
          expect(parsed.error?.issues ?? [], id).toEqual([])
        }
        if (each.kind === 'view')
          expect(View.safeParse(each.view).error?.issues ?? [], id).toEqual([])
      }
    }
  })

  it('is a page with its pictures, which are drawn from our own figures and no others', async () => {
    const server = fastify()
    slackPreview(server, { assistant, club: BRITISH_CLUB, address: 'http://127.0.0.1:1' })
    const page = await server.inject('/')
    expect(page.body).toContain('Only visible to you')
    const picture = await server.inject('/slack/figures/knee-map/numbered.png')
    expect(picture.headers['content-type']).toBe('image/png')
    expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG')
    for (const path of ['../package.png', 'knee-map/none.png', '%2e%2e/%2e%2e/etc/passwd'])
      expect((await server.inject(`/slack/figures/${path}`)).statusCode).toBe(404)
    await server.close()
  })
})

describe('what is made for one reply', () => {
  it('is served to whoever has its sealed address, and to nobody who changes it', async () => {
    const key = 'a key of the tests'
    const figures = createFigures(() => 'http://127.0.0.1:1', key)
    const server = fastify()
    const { serveFigures } = await import('../../../src/channels/slack/figure-routes.ts')
    serveFigures(server, key)
    const file = {
      kind: 'download' as const,
      label: 'Calendar',
      name: 'plan.ics',
      type: 'text/calendar',
      content: 'BEGIN:VCALENDAR',
    }
    const address = new URL(figures.file(file) ?? '')
    const path = `${address.pathname}${address.search}`
    const served = await server.inject(path)
    expect(served.body).toBe('BEGIN:VCALENDAR')
    expect(served.headers['content-disposition']).toBe('attachment; filename="plan.ics"')
    expect((await server.inject(path.replace('d=', 'd=A'))).statusCode).toBe(404)
    expect((await server.inject('/slack/file?d=AAAA&s=AAAA')).statusCode).toBe(404)
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>1</text></svg>'
    const drawing = new URL(figures.drawing(svg) ?? '')
    const drawn = await server.inject(`${drawing.pathname}${drawing.search}`)
    expect(drawn.headers['content-type']).toBe('image/png')
    await server.close()
  })

  it('is left out where it would be longer than an address may be', () => {
    const figures = createFigures(() => 'https://x.example', 'key')
    const random = Array.from({ length: 4_000 }, (_, index) => Math.sin(index).toString(36)).join(
      '',
    )
    expect(figures.drawing(random)).toBeNull()
    expect(createFigures(() => undefined, 'key').figure('knee-map/numbered.svg')).toBeNull()
  })
})

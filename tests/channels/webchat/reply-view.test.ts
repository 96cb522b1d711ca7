import { describe, expect, it } from 'vitest'
import { blockView } from '../../../src/channels/webchat/view/block-view.ts'
import {
  choicesView,
  replyView,
  spokenText,
} from '../../../src/channels/webchat/view/reply-view.ts'
import { toHtml } from '../../../src/channels/webchat/view/to-html.ts'
import type { Block } from '../../../src/replies/index.ts'

const html = (block: Block) => toHtml(blockView(block)).source
const alert: Block = {
  kind: 'alert',
  level: 'urgent',
  text: 'See a doctor today.',
  contacts: [
    { label: 'For advice', dial: '111' },
    { label: 'A line', site: 'https://lines.example' },
    { label: 'Your own doctor' },
  ],
}
const why: Block = {
  kind: 'why',
  title: 'Why this answer',
  words: ['on the stairs'],
  entry: { id: 'patellofemoral-pain', title: "Runner's knee" },
  evidence: null,
  code: 'k1',
}

describe('a reply in web chat', () => {
  it('puts the action first and every known number behind a link that calls', () => {
    expect(html(alert)).toMatchInlineSnapshot(
      `"<div class="alert urgent"><p class="action">See a doctor today.</p><ul class="contacts"><li><a class="call" href="tel:111">For advice: 111</a></li><li><a class="call site" href="https://lines.example" target="_blank" rel="noopener">A line</a></li><li>Your own doctor</li></ul></div>"`,
    )
  })

  it('shows a table with headings for its columns and rows, reachable where it scrolls', () => {
    const table = html({
      kind: 'table',
      title: 'Your plan',
      columns: ['Day', 'Run'],
      rows: [['1', '2 min']],
    })
    expect(table).toMatchInlineSnapshot(
      `"<div class="table" role="region" aria-label="Your plan" tabindex="0"><table><caption>Your plan</caption><thead><tr><th scope="col">Day</th><th scope="col">Run</th></tr></thead><tbody><tr><th scope="row">1</th><td>2 min</td></tr></tbody></table></div>"`,
    )
  })

  it('gives a file to keep without another request', () => {
    const link = html({
      kind: 'download',
      label: 'To your calendar',
      name: 'plan.ics',
      type: 'text/calendar; charset=utf-8',
      content: 'BEGIN:VCALENDAR\r\n',
    })
    expect(link).toContain('download="plan.ics"')
    expect(link).toContain('href="data:text/calendar;charset=utf-8,BEGIN%3AVCALENDAR%0D%0A"')
  })

  it('shows a drawing as a picture, and says the same in words', () => {
    const chart = html({ kind: 'chart', svg: '<svg onload="x()"/>', text: 'Week 4 is the jump.' })
    expect(chart).toContain('src="data:image/svg+xml,%3Csvg')
    expect(chart).toContain('alt="Week 4 is the jump."')
    expect(chart).not.toContain('<svg')
  })

  it('shows exercises with their drawing, dose, steps, and what to change', () => {
    const exercises = html({
      kind: 'exercises',
      title: 'Exercises',
      items: [
        {
          title: 'Calf raise',
          figure: 'exercises/calf-raise.svg',
          how: ['Rise slowly.'],
          dose: '3 sets of 10',
          harder: 'One leg.',
          easier: 'Hold a wall.',
        },
      ],
    })
    for (const part of [
      '/figures/exercises/calf-raise.svg',
      '3 sets of 10',
      'Rise slowly.',
      'One leg.',
      'Hold a wall.',
    ])
      expect(exercises).toContain(part)
  })

  it('keeps what a runner said as text', () => {
    expect(html({ ...why, words: ['<b>"stairs"</b>'] })).toContain(
      '<q>&lt;b&gt;&quot;stairs&quot;&lt;/b&gt;</q>',
    )
  })

  it('folds the answers of a question away beside the knee map', () => {
    const question: Block = {
      kind: 'question',
      text: 'Where?',
      options: [{ label: 'Front', says: 'at the front' }],
    }
    const choices = (block: Block) =>
      choicesView({ blocks: [block], suggestions: [] })
        .map((view) => toHtml(view).source)
        .join('')
    expect(choices(question)).toContain('value="at the front"')
    expect(choices(question)).not.toContain('<details')
    expect(choices({ ...question, map: 'knee' })).toContain('<details')
  })

  it('asks whether it helped, but nobody who needs help, and not beside a question', () => {
    const reply = (blocks: Block[]) =>
      toHtml(replyView({ triage: 'info', blocks, suggestions: [] })).source
    expect(reply([why])).toContain('Was this helpful?')
    const question: Block = { kind: 'question', text: 'Does it lock?', options: [] }
    expect(reply([why, question])).not.toContain('Was this helpful?')
    expect(reply([alert, why])).not.toContain('Was this helpful?')
    expect(reply([{ kind: 'paragraph', text: 'Hello!' }])).not.toContain('Was this helpful?')
  })

  it('is spoken without what is folded away, the alert first', () => {
    const paragraph: Block = { kind: 'paragraph', text: 'Because of your calf.' }
    expect(spokenText({ blocks: [alert, paragraph, why] })).toBe(
      'See a doctor today. For advice. A line. Your own doctor. Because of your calf.',
    )
  })
})

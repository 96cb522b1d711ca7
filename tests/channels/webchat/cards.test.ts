import { describe, expect, it } from 'vitest'
import { activityFromReply } from '../../../src/channels/webchat/activity.ts'
import { attachmentsOf } from '../../../src/channels/webchat/cards.ts'
import type { Block, Reply } from '../../../src/replies/index.ts'

/** A plain reply; say only what differs. */
const reply = (blocks: Block[], differs: Partial<Reply> = {}): Reply => ({
  triage: 'info',
  redFlags: [],
  scope: 'knee',
  meta: null,
  topics: [],
  findings: [],
  blocks,
  suggestions: [],
  ...differs,
})
const ALERT: Block = {
  kind: 'alert',
  level: 'emergency',
  text: 'Call 999 now.',
  contacts: [
    { label: 'Emergency number: 999', dial: '999' },
    { label: 'Asha (club physiotherapist)', dial: '01632 960 001' },
    { label: 'A doctor near you' },
  ],
}

describe('a reply for stock clients', () => {
  it('says the alert in words first and offers a call at a tap for each number that is known', () => {
    const activity = activityFromReply(
      reply([ALERT, { kind: 'paragraph', text: 'Do not wait.' }], { triage: 'emergency' }),
    )
    expect(activity.text).toMatch(/^Call 999 now\./)
    expect(activity.attachments).toMatchObject([
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          actions: [
            { type: 'Action.OpenUrl', title: 'Call 999', url: 'tel:999' },
            { type: 'Action.OpenUrl', url: 'tel:01632960001' },
          ],
        },
      },
    ])
  })

  it('opens the page that names a crisis line where no number is known, before the call', () => {
    const contacts = [
      { label: 'To talk to someone', site: 'https://lines.example/all' },
      { label: 'Emergency', dial: '112' },
      { label: 'A person near' },
    ]
    const { attachments } = activityFromReply(reply([{ ...ALERT, contacts }]))
    expect(attachments).toMatchObject([
      {
        content: {
          actions: [
            { title: 'Open lines.example', url: 'https://lines.example/all' },
            { title: 'Call 112', url: 'tel:112' },
          ],
        },
      },
    ])
  })

  it('is plain text with suggested actions and no card where words are enough', () => {
    const activity = activityFromReply(
      reply([{ kind: 'paragraph', text: 'Cadence is steps a minute.' }], {
        suggestions: [{ label: 'Which shoes?', says: 'which shoes are best?' }],
      }),
    )
    expect(activity).toMatchObject({ text: 'Cadence is steps a minute.', textFormat: 'plain' })
    expect(activity.attachments).toEqual([])
    expect(activity.suggestedActions).toEqual({
      to: [],
      actions: [{ type: 'imBack', title: 'Which shoes?', value: 'which shoes are best?' }],
    })
  })

  it('shows a plan as a table, with its heads, and not twice', () => {
    const table: Block = {
      kind: 'table',
      title: 'Your plan',
      columns: ['Week', 'Run'],
      rows: [['1', '1 min']],
    }
    const { text, attachments } = activityFromReply(
      reply([{ kind: 'paragraph', text: 'Start gently.' }, table]),
    )
    expect(text).toBe('Start gently.')
    expect(JSON.stringify(attachments)).toContain('"firstRowAsHeader":true')
    expect(JSON.stringify(attachments)).toContain('1 min')
  })

  it('shows exercises with their drawings, charts with their words, and files to keep', () => {
    const attachments = attachmentsOf([
      {
        kind: 'exercises',
        title: 'Try these',
        items: [
          {
            title: 'Wall sit',
            figure: 'exercises/wall-sit.svg',
            how: ['Lean on a wall.'],
            dose: '3 times 20 s',
            harder: 'Longer.',
            easier: 'Higher.',
          },
        ],
      },
      { kind: 'chart', svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', text: 'Week 3 jumps.' },
      {
        kind: 'download',
        label: 'Calendar',
        name: 'plan.ics',
        type: 'text/calendar',
        content: 'BEGIN',
      },
    ])
    const [card, file] = attachments
    expect(JSON.stringify(card)).toContain('"altText":"Wall sit"')
    expect(JSON.stringify(card)).toContain('"altText":"Week 3 jumps."')
    expect(JSON.stringify(card).match(/data:image\/svg\+xml;base64,/g)).toHaveLength(2)
    expect(file).toEqual({
      contentType: 'text/calendar',
      contentUrl: `data:text/calendar;base64,${Buffer.from('BEGIN').toString('base64')}`,
      name: 'plan.ics',
    })
  })

  it("keeps a runner's own words out of Markdown", () => {
    const why: Block = {
      kind: 'why',
      title: 'Why this answer',
      words: ['[tap me](https://evil.example) **now**'],
      entry: null,
      evidence: null,
      code: 'abc',
    }
    // A TextBlock would read them as Markdown; a TextRun does not.
    expect(JSON.stringify(attachmentsOf([why]))).not.toContain('TextBlock"}')
    expect(JSON.stringify(attachmentsOf([why]))).toContain(
      '{"type":"TextRun","text":"“[tap me](https://evil.example) **now**”"}',
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFigures } from '../../../src/channels/slack/figures.ts'
import { cut, escaped, split, typedText } from '../../../src/channels/slack/mrkdwn.ts'
import { Folded, packed, unpacked } from '../../../src/channels/slack/pack.ts'
import { renderFolded } from '../../../src/channels/slack/render-block.ts'
import { renderReply } from '../../../src/channels/slack/render-reply.ts'
import { readWords } from '../../../src/channels/slack/words.ts'
import { type Block, topicBlocks } from '../../../src/replies/index.ts'
import { core } from '../../core.ts'
import { Message, View } from './block-kit.ts'

const figures = createFigures(() => 'https://knee.club.example', 'a key of the tests')
const look = { words: readWords(), figures }

function expectSlackToTake(reply: Parameters<typeof renderReply>[0], feedbackAbout?: string): void {
  const message = renderReply(reply, look, { where: 'C1:1.1', feedbackAbout, lead: 'lead' })
  const parsed = Message.safeParse(message)
  expect(parsed.error?.issues ?? []).toEqual([])
  const { blocks } = renderReply(reply, look, { where: 'direct', surface: 'view' })
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Kneewise' }, blocks }
  expect(View.safeParse(view).error?.issues ?? []).toEqual([])
}

/** Any text a reply may hold, markup, emoji and very long ones among them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '<!channel> & <b>',
    '*bold* _it_ `x`',
    '|>',
    '&amp;',
    ' ',
    '\n\n',
    '&'.repeat(2_000),
  ),
  fc.constantFrom('long words '.repeat(320), '🦵'.repeat(1_600), 'x'.repeat(3_400)),
)
const texts = (maxLength: number) => fc.array(text, { maxLength })
const choice = fc.record({ label: text, says: text })
const contact = fc.oneof(
  fc.record({ label: text }),
  fc.record({ label: text, dial: fc.constantFrom('999', '+44 1632 960001', '<') }),
)
const fit = fc.constantFrom('fits well' as const, 'could be' as const, 'less likely' as const)
const link = fc.constantFrom(null, 'https://doi.org/10.1/x?a=1&b=2', 'https://x.example/a|b>c')
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('alert' as const),
    level: fc.constantFrom('urgent' as const, 'emergency' as const),
    text,
    contacts: fc.array(contact, { maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('paragraph' as const), text }),
  fc.record({
    kind: fc.constant('list' as const),
    title: text,
    ordered: fc.boolean(),
    items: texts(12),
  }),
  fc.record({
    kind: fc.constant('explanations' as const),
    title: text,
    items: fc.array(fc.record({ topic: text, title: text, fit, because: texts(3) }), {
      maxLength: 3,
    }),
  }),
  fc.record({ kind: fc.constant('more' as const), title: text, paragraphs: texts(8) }),
  fc.record({
    kind: fc.constant('sources' as const),
    items: fc.array(fc.record({ id: text, text, link }), { maxLength: 12 }),
    evidence: fc.option(text),
  }),
  fc.record({
    kind: fc.constant('exercises' as const),
    title: text,
    items: fc.array(
      fc.record({
        title: text,
        figure: fc.constantFrom('exercises/wall-sit.svg', 'knee-map/numbered.svg'),
        how: texts(4),
        dose: text,
        harder: text,
        easier: text,
      }),
      { maxLength: 14 },
    ),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    title: text,
    columns: texts(22),
    rows: fc.array(texts(22), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('chart' as const), svg: text, text }),
  fc.record({
    kind: fc.constant('download' as const),
    label: text,
    name: text,
    type: fc.constant('text/calendar'),
    content: text,
  }),
  fc.record({
    kind: fc.constant('summary' as const),
    title: text,
    sections: fc.array(fc.record({ title: text, lines: texts(4) }), { maxLength: 6 }),
    note: text,
  }),
  fc.record({
    kind: fc.constant('why' as const),
    title: text,
    words: texts(4),
    entry: fc.option(fc.record({ id: text, title: text })),
    evidence: fc.option(text),
    code: text,
  }),
  fc.record({
    kind: fc.constant('question' as const),
    text,
    options: fc.array(choice, { maxLength: 14 }),
    map: fc.constant('knee' as const),
  }),
)

describe('a reply in Slack', () => {
  it.each([...core.knowledge.topics.values()])('is taken by Slack: $id', (topic) => {
    expectSlackToTake({ blocks: topicBlocks(topic, core.knowledge), suggestions: [] }, topic.id)
  })

  it('is taken by Slack, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 60 }),
        fc.array(choice, { maxLength: 12 }),
        (blocks, suggestions) => expectSlackToTake({ blocks, suggestions }, 'cadence'),
      ),
      { numRuns: 60, endOnFailure: true },
    )
  }, 60_000)

  it('keeps the alert, the question and the buttons when it is too long', () => {
    const long = { kind: 'paragraph' as const, text: 'Words upon words. '.repeat(150) }
    const { blocks } = renderReply(
      {
        blocks: [
          {
            kind: 'alert',
            level: 'urgent',
            text: 'See a doctor today.',
            contacts: [{ label: 'NHS 111', dial: '111' }],
          },
          ...Array.from({ length: 12 }, () => long),
          { kind: 'question', text: 'Is it warm?', options: [{ label: 'Yes', says: 'Yes' }] },
        ],
        suggestions: [{ label: 'That is not what I meant', says: 'That is not what I meant' }],
      },
      look,
      { where: 'direct' },
    )
    const shown = JSON.stringify(blocks)
    expect(shown).toContain('See a doctor today.')
    expect(shown).toContain('<tel:111|')
    expect(shown).toContain('Is it warm?')
    expect(shown).toContain('That is not what I meant')
    expect(shown).toContain('left out')
  })
})

describe('what is folded away', () => {
  it('comes out of its button as it went in, and shows as Slack takes it', () => {
    fc.assert(
      fc.property(text, texts(6), (title, lines) => {
        const value = packed({ title, lines })
        if (value === undefined) return
        expect(value.length).toBeLessThanOrEqual(2_000)
        expect(unpacked(value, Folded)).toEqual({ title, lines })
        const opened = {
          text: 'more',
          blocks: [
            { type: 'divider' },
            ...renderFolded({ title, lines, works: ['nhs-dvt'] }, core.knowledge.sources),
          ],
        }
        const parsed = Message.safeParse(opened)
        expect(
          parsed.error?.issues.filter(({ message }) => message !== 'msg_blocks_too_long') ?? [],
        ).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is refused when it is none of ours', () => {
    expect(unpacked('not packed by us', Folded)).toBeUndefined()
    expect(unpacked(packed({ title: 1 }), Folded)).toBeUndefined()
  })
})

describe('text for Slack', () => {
  it('has its markup escaped', () => {
    expect(escaped('<!channel> & <b>')).toBe('&lt;!channel&gt; &amp; &lt;b&gt;')
  })

  it('is cut at a sentence, with a sign that it was', () => {
    expect(cut('One is here. Two is there. Three is everywhere.', 30)).toBe(
      'One is here. Two is there.…',
    )
  })

  it('is never cut within an escape or a character', () => {
    expect(cut(`${'a'.repeat(7)}&amp;&amp;`, 10)).toBe('aaaaaaa…')
    expect(cut('aaaaaaaa🦵🦵🦵', 10)).toBe('aaaaaaaa…')
  })

  it('is split without losing a word', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 200 }), (words) => {
        const pieces = split(words, 60)
        expect(pieces.every((piece) => piece.length <= 60)).toBe(true)
        expect(pieces.join(' ').split(/\s+/)).toEqual(words.split(/\s+/))
      }),
    )
  })

  it('is read as it was typed', () => {
    expect(typedText('<@U0BOT> my knee &amp; shin &lt;ouch&gt;')).toBe('my knee & shin <ouch>')
    expect(typedText('see <https://x.example|this page> please')).toBe('see this page please')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS, renderBlocks } from '../../../src/channels/slack/index.ts'
import { escaped, shortened } from '../../../src/channels/slack/render-blocks.ts'
import type { Block } from '../../../src/replies/index.ts'
import { topicBlocks } from '../../../src/replies/index.ts'
import { core } from '../../core.ts'

function expectWithinLimits({ text, blocks }: ReturnType<typeof renderBlocks>): void {
  expect(blocks.length).toBeLessThanOrEqual(LIMITS.blocks)
  expect(text.length).toBeLessThanOrEqual(LIMITS.fallback)
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_200)
  for (const block of blocks) {
    if (block.type === 'section')
      expect(block.text?.text.length).toBeLessThanOrEqual(LIMITS.section)
    if (block.type === 'section') expect(block.text?.text.length).toBeGreaterThan(0)
    if (block.type !== 'actions') continue
    expect(block.elements.length).toBeLessThanOrEqual(25)
    for (const button of block.elements) {
      if (button.type === 'button')
        expect(button.text.text.length).toBeLessThanOrEqual(LIMITS.button)
    }
  }
}

describe('a reply in Slack', () => {
  it.each([...core.knowledge.topics.values()])('stays within the limits: $id', (topic) => {
    expectWithinLimits(
      renderBlocks({ blocks: topicBlocks(topic, core.knowledge), suggestions: [] }),
    )
  })

  it('stays within the limits, whatever it holds', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4_000 })
    const block = fc.oneof(
      text.map((words): Block => ({ kind: 'paragraph', text: words })),
      fc
        .array(text, { minLength: 1, maxLength: 20 })
        .map((items): Block => ({ kind: 'list', title: 'What helps', ordered: true, items })),
    )
    const choice = text.map((words) => ({ label: words, says: words }))
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 60 }),
        fc.array(choice, { maxLength: 12 }),
        (blocks, suggestions) => {
          expectWithinLimits(renderBlocks({ blocks, suggestions }))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('escapes what Slack reads as markup', () => {
    expect(escaped('<!channel> & <b>')).toBe('&lt;!channel&gt; &amp; &lt;b&gt;')
  })

  it('is cut at a sentence, with a sign that it was', () => {
    expect(shortened('One is here. Two is there. Three is everywhere.', 30)).toBe(
      'One is here. Two is there.…',
    )
  })
})

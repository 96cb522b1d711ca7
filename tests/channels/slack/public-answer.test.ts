import { describe, expect, it } from 'vitest'
import { publicAnswer } from '../../../src/channels/slack/public-answer.ts'
import { loadIntents } from '../../../src/knowledge/index.ts'
import { PATHS } from '../../../src/paths.ts'
import { type Block, renderText } from '../../../src/replies/index.ts'
import { BRITISH_CLUB, conversation, core } from '../../core.ts'

const { knowledge } = core
/** Two example questions of each kind: topics, warning signs, look-alikes, small talk. */
const questions = loadIntents(PATHS.intents, knowledge).flatMap((intent) => intent.examples.slice(0, 2))
const textOf = (blocks: readonly Block[]) => renderText({ blocks, suggestions: [] })
/** All that entries say to anybody. */
const entries = [...knowledge.topics.values()]

async function publicly(text: string) {
  const reply = await conversation(BRITISH_CLUB)(text)
  return { reply, ...publicAnswer(reply, knowledge) }
}

describe('an answer where others read along', () => {
  it('says in public only what an entry says to anybody, whatever was told', async () => {
    for (const text of questions) {
      const { reply, general, personal } = await publicly(text)
      expect(general ?? personal, text).toBeDefined()
      if (!general) continue
      expect(textOf(general.blocks), text).not.toContain('because you')
      expect(general.blocks.map(({ kind }) => kind)).not.toContain('why')
      const reported = reply.findings.filter(({ assertion }) => assertion === 'present')
      if (reported.length === 0) continue
      const [first] = general.blocks
      const shortAnswers = entries.map(({ shortAnswer }) => shortAnswer.text)
      expect(shortAnswers, text).toContain(first?.kind === 'paragraph' ? first.text : '')
    }
  })

  it('says a red flag to the runner alone, all of it', async () => {
    let flags = 0
    for (const text of questions) {
      const { reply, general, personal } = await publicly(text)
      if (reply.triage !== 'urgent' && reply.triage !== 'emergency') continue
      flags += 1
      expect(general, text).toBeUndefined()
      expect(personal?.blocks, text).toEqual(reply.blocks)
    }
    expect(flags).toBeGreaterThan(20)
  })

  it('loses nothing of the answer between the two parts, but for what is folded', async () => {
    for (const text of questions) {
      const { reply, general, personal } = await publicly(text)
      const said = textOf([...(general?.blocks ?? []), ...(personal?.blocks ?? [])])
      const shown = reply.blocks.filter(({ kind }) => !['why', 'more', 'sources'].includes(kind))
      for (const block of shown) {
        const lines = block.kind === 'list' ? block.items : [textOf([block])]
        for (const line of lines) expect(said, text).toContain(line)
      }
    }
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { createAssistant } from '../../../src/assistant.ts'
import { type PublicAnswer, publicAnswer } from '../../../src/channels/slack/public-answer.ts'
import { loadIntents } from '../../../src/knowledge/index.ts'
import { PATHS } from '../../../src/paths.ts'
import { type Block, type Reply, renderText } from '../../../src/replies/index.ts'
import { openSqliteStore } from '../../../src/storage/index.ts'
import { BRITISH_CLUB, core } from '../../core.ts'

const { knowledge } = core
const textOf = (blocks: readonly Block[]) => renderText({ blocks, suggestions: [] })
const SHORT_ANSWERS = [...knowledge.topics.values()].map(({ shortAnswer }) => shortAnswer.text)
/** Every so many of the example questions: topics, warning signs, look-alikes, small talk. */
const STRIDE = 37

type Answered = PublicAnswer & { text: string; reply: Reply }
const answered: Answered[] = []

beforeAll(async () => {
  const store = openSqliteStore(':memory:')
  const assistant = createAssistant({ ...core, store, club: BRITISH_CLUB })
  const asked = loadIntents(PATHS.intents, knowledge).filter((_, index) => index % STRIDE === 0)
  for (const { text } of asked) {
    const reply = await assistant.answer({ conversation: text, text })
    answered.push({ text, reply, ...publicAnswer(reply, knowledge) })
  }
})

describe('an answer where others read along', () => {
  it('says in public only what an entry says to anybody, whatever was told', () => {
    for (const { text, reply, general, personal } of answered) {
      expect(general ?? personal, text).toBeDefined()
      if (!general) continue
      expect(textOf(general.blocks), text).not.toContain('because you')
      expect(general.blocks.map(({ kind }) => kind)).not.toContain('why')
      const reported = reply.findings.filter(({ assertion }) => assertion === 'present')
      if (reported.length === 0) continue
      const [first] = general.blocks
      expect(SHORT_ANSWERS, text).toContain(first?.kind === 'paragraph' ? first.text : '')
    }
  })

  it('says a red flag to the runner alone, all of it', () => {
    let flags = 0
    for (const { text, reply, general, personal } of answered) {
      if (reply.triage !== 'urgent' && reply.triage !== 'emergency') continue
      flags += 1
      expect(general, text).toBeUndefined()
      expect(personal?.blocks, text).toEqual(reply.blocks)
    }
    expect(flags).toBeGreaterThan(20)
  })

  it('loses nothing of the answer between the two parts, but for what is folded', () => {
    for (const { text, reply, general, personal } of answered) {
      const said = textOf([...(general?.blocks ?? []), ...(personal?.blocks ?? [])])
      const shown = reply.blocks.filter(({ kind }) => !['why', 'more', 'sources'].includes(kind))
      for (const block of shown) {
        const lines = block.kind === 'list' ? block.items : [textOf([block])]
        for (const line of lines) expect(said, text).toContain(line)
      }
    }
  })
})

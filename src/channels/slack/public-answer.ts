import { isPressing, type Knowledge } from '../../knowledge/index.ts'
import { type Block, type Reply, renderText, topicBlocks } from '../../replies/index.ts'

/** Blocks that only ever speak about the runner. */
const PERSONAL: ReadonlySet<Block['kind']> = new Set([
  'alert',
  'explanations',
  'question',
  'summary',
  'chart',
  'table',
  'download',
])

type Part = Pick<Reply, 'blocks' | 'suggestions'>

/**
 * A reply where others read along. `general` is what an entry says to anybody and goes into the thread; `personal` is
 * what answers this runner and goes to the runner alone. `topic` is the entry that `general` comes from.
 */
export type PublicAnswer = { general?: Part; personal?: Part; topic?: string }

/** Parts a reply for a place where others read along; a red flag has no general part at all. */
export function publicAnswer(reply: Reply, knowledge: Knowledge): PublicAnswer {
  if (isPressing(reply.triage)) return { personal: reply }
  const topic = answeredTopic(reply, knowledge)
  if (!isAboutRunner(reply)) {
    const blocks = reply.blocks.filter(({ kind }) => kind !== 'why')
    return { general: { ...reply, blocks }, ...(topic ? { topic } : {}) }
  }
  const entry = topic && knowledge.topics.get(topic)
  if (!topic || !entry) return { personal: reply }
  const general = topicBlocks(entry, knowledge)
  const { introduction } = knowledge.phrases
  const rest = reply.blocks.filter((block) => !isSaidBy(general, block))
  const isAllGeneral = rest.every(
    (block) => block.kind === 'why' || (block.kind === 'paragraph' && block.text === introduction),
  )
  if (isAllGeneral) {
    const blocks = [...general, ...rest.filter(({ kind }) => kind !== 'why')]
    return { topic, general: { blocks, suggestions: reply.suggestions } }
  }
  return {
    topic,
    general: { blocks: general, suggestions: [] },
    personal: { blocks: rest, suggestions: reply.suggestions },
  }
}

/** Whether the entry's own blocks say all of a block already. */
function isSaidBy(general: readonly Block[], block: Block): boolean {
  const said = renderText({ blocks: general, suggestions: [] })
  switch (block.kind) {
    case 'paragraph':
      return said.includes(block.text)
    case 'list':
      return block.items.every((item) => said.includes(item))
    case 'more':
    case 'sources':
      return true
    default:
      return false
  }
}

/** The entry whose own words the reply gives; undefined when it names none, as when it is not sure. */
export function answeredTopic(
  { scope, topics, blocks }: Pick<Reply, 'scope' | 'topics' | 'blocks'>,
  { topics: entries }: Knowledge,
): string | undefined {
  if (scope !== 'knee') return undefined
  const text = renderText({ blocks, suggestions: [] })
  return topics.find(({ id }) => {
    const entry = entries.get(id)
    return entry !== undefined && text.includes(entry.shortAnswer.text)
  })?.id
}

function isAboutRunner({ triage, redFlags, findings, blocks }: Reply): boolean {
  const reported = findings.some(
    ({ assertion }) => assertion === 'present' || assertion === 'other',
  )
  return (
    triage !== 'info' ||
    redFlags.length > 0 ||
    reported ||
    blocks.some(({ kind }) => PERSONAL.has(kind))
  )
}

import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import type { Assistant } from '../../assistant.ts'
import { type Reply, renderText } from '../../replies/index.ts'
import { answerLines, type LineAnswer } from './answer-lines.ts'

const Line = z.object({ id: z.string(), turns: z.array(z.string()).min(1) })

/**
 * Answers questions line by line (design: batch protocol): `{"id", "turns"}` in, `{"id", "reply"}` about the last turn
 * out. Gives the number of malformed lines.
 */
export function runBatch(assistant: Assistant, input: Readable, output: Writable): Promise<number> {
  const wanted = '"id" and "turns" (a list of messages)'
  return answerLines({ input, output, wanted }, async (line, number): Promise<LineAnswer> => {
    const { data } = Line.safeParse(line)
    if (!data) return undefined
    const conversation = `batch:${number}`
    const replies: Reply[] = []
    for (const text of data.turns) replies.push(await assistant.answer({ conversation, text }))
    await assistant.forget(conversation)
    const last = replies.at(-1)
    return last && { id: data.id, reply: shown(last) }
  })
}

function shown(reply: Reply) {
  const { triage, redFlags, scope, meta, topics, findings } = reply
  return { triage, redFlags, scope, meta, topics, findings, text: renderText(reply) }
}

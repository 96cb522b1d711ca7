import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import type { Assistant } from '../../assistant.ts'
import { renderText } from '../../replies/index.ts'

const Line = z.object({ id: z.string(), turns: z.array(z.string()).min(1) })

/**
 * Answers questions line by line (design: batch protocol): `{"id", "turns"}` in, `{"id", "reply"}` out, in order, with
 * constant memory. Gives the number of malformed lines; each yields an error line and the run goes on.
 */
export async function runBatch(
  assistant: Assistant,
  input: Readable,
  output: Writable,
): Promise<number> {
  let malformed = 0
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    const parsed = parseLine(line)
    if (!parsed) malformed += 1
    const answer = parsed
      ? await answerLine(assistant, parsed, number)
      : {
          id: null,
          line: number,
          error: 'not a JSON object with "id" and "turns" (a list of messages)',
        }
    if (!output.write(`${JSON.stringify(answer)}\n`))
      await new Promise((resolve) => output.once('drain', resolve))
  }
  return malformed
}

function parseLine(line: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

async function answerLine(
  assistant: Assistant,
  { id, turns }: z.infer<typeof Line>,
  number: number,
) {
  const conversation = `batch:${number}`
  let reply: Awaited<ReturnType<Assistant['answer']>> | undefined
  for (const text of turns) reply = await assistant.answer({ conversation, text })
  await assistant.forget(conversation)
  if (!reply) return { id, reply: null }
  const { triage, redFlags, scope, meta, topics, findings } = reply
  return { id, reply: { triage, redFlags, scope, meta, topics, findings, text: renderText(reply) } }
}

import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** One line of the answer; nothing for a malformed line. */
export type LineAnswer = Record<string, unknown> | undefined

/**
 * Answers every line of JSON with a line of JSON, in order and with constant memory. A line that `answer` gives nothing
 * for is malformed: it yields an error line and the run goes on. Gives the number of malformed lines.
 */
export async function answerLines(
  { input, output, wanted }: { input: Readable; output: Writable; wanted: string },
  answer: (line: unknown, number: number) => Promise<LineAnswer> | LineAnswer,
): Promise<number> {
  let malformed = 0
  let number = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (text.trim() === '') continue
    const answered = await answer(parsed(text), number)
    if (!answered) malformed += 1
    const line = answered ?? { id: null, line: number, error: `not a JSON object with ${wanted}` }
    if (!output.write(`${JSON.stringify(line)}\n`)) {
      await new Promise((resolve) => output.once('drain', resolve))
    }
  }
  return malformed
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

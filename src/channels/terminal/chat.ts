import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Assistant } from '../../assistant.ts'
import type { Choice, Reply } from '../../replies/index.ts'
import { formatReply, type Look, unfold } from './format.ts'

const CONVERSATION = 'terminal'
const LEAVE = /^(?:\/?quit|\/?exit|:q)$/i

/**
 * A conversation in the terminal until the input ends or the user types "quit". A number taps a choice; "more" unfolds
 * the last answer, "why" what led to it. Without a TTY there is no prompt and no colour.
 */
export async function chat(
  assistant: Assistant,
  {
    input,
    output,
    look,
    interactive,
  }: { input: Readable; output: Writable; look: Look; interactive: boolean },
): Promise<void> {
  const lines = createInterface({
    input,
    ...(interactive ? { output, historySize: 100 } : {}),
    terminal: interactive,
  })
  const prompt = interactive ? 'you> ' : ''
  const write = (text: string) => output.write(`${text}\n`)
  let choices: Choice[] = []
  let last: Reply | undefined
  await assistant.forget(CONVERSATION)
  if (interactive)
    write(
      'Kneewise. Ask about running and knees; a number taps a choice, "more" unfolds, "quit" leaves.\n',
    )
  lines.setPrompt(prompt)
  lines.prompt()
  // A pipe may end while an answer to its last line is still on its way.
  let isEnded = false
  lines.once('close', () => {
    isEnded = true
  })
  for await (const line of lines) {
    const typed = line.trim()
    if (LEAVE.test(typed)) break
    const folded = last && isUnfolding(typed) ? unfold(last, typed, look) : ''
    if (folded !== '') {
      write(`\n${folded}\n`)
    } else if (typed !== '') {
      const chosen = choices[Number(typed) - 1]
      const reply = await assistant.answer({
        conversation: CONVERSATION,
        text: chosen?.says ?? typed,
      })
      const formatted = formatReply(reply, look)
      choices = formatted.choices
      last = reply
      write(`\n${formatted.text}\n`)
    }
    if (!isEnded) lines.prompt()
  }
  lines.close()
  await assistant.forget(CONVERSATION)
}

function isUnfolding(typed: string): typed is 'more' | 'why' {
  return typed === 'more' || typed === 'why'
}

import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Assistant } from '../../assistant.ts'
import type { Choice } from '../../replies/index.ts'
import { formatReply, type Look } from './format.ts'

const CONVERSATION = 'terminal'
const LEAVE = /^(?:\/?quit|\/?exit|:q)$/i

/**
 * A conversation in the terminal until the input ends or the user types "quit". A number taps a choice; "more" unfolds
 * the last answer. Without a TTY there is no prompt and no colour.
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
  let folded = ''
  await assistant.forget(CONVERSATION)
  if (interactive)
    write(
      'Kneewise. Ask about running and knees; a number taps a choice, "more" unfolds, "quit" leaves.\n',
    )
  lines.setPrompt(prompt)
  lines.prompt()
  for await (const line of lines) {
    const typed = line.trim()
    if (LEAVE.test(typed)) break
    if (typed === 'more' && folded !== '') {
      write(`\n${folded}\n`)
    } else if (typed !== '') {
      const chosen = choices[Number(typed) - 1]
      const reply = await assistant.answer({
        conversation: CONVERSATION,
        text: chosen?.says ?? typed,
      })
      const formatted = formatReply(reply, look)
      choices = formatted.choices
      folded = reply.blocks
        .flatMap((block) => (block.kind === 'more' ? block.paragraphs : []))
        .join('\n\n')
      write(`\n${formatted.text}\n`)
    }
    lines.prompt()
  }
  lines.close()
  await assistant.forget(CONVERSATION)
}

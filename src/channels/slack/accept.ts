import type { Assistant, Club } from '../../assistant.ts'
import type { Reply } from '../../replies/index.ts'
import type { Outbox } from './outbox.ts'
import type { Send } from './outbox-task.ts'
import { type Asker, conversationOf, ownersOf, taskOf } from './place.ts'

export type Question = Asker & {
  /** The same for every delivery of the question: the place and time of its message, or of the tap. */
  id: string
  where: string
  text: string
}

export type Accept = (
  question: Question,
  sendsFor: (reply: Reply) => readonly Send[],
) => Promise<void>

/**
 * Reads a question and puts its answer into the outbox. When this resolves, the question may be acknowledged: it is
 * answered once, however often Slack delivers it, to however many processes, and whichever of them die.
 *
 * A message's place and time are the same in every delivery with its event id, and in the `message` and `app_mention`
 * events that one message can cause, so they are the key that all of those share. Read twice, by two processes or after
 * a crash, a question gets the same reply, and only one copy of it enters the outbox.
 */
export function createAccept({
  assistant,
  outbox,
  clubFor,
}: {
  assistant: Assistant
  outbox: Outbox
  clubFor: (team: string) => Promise<Club>
}): Accept {
  const reading = new Map<string, Promise<void>>()

  return async (question, sendsFor) => {
    const task = taskOf(question, question.id)
    const other = reading.get(task)
    if (other) return other
    const own = read(task, question, sendsFor).finally(() => reading.delete(task))
    reading.set(task, own)
    return own
  }

  async function read(
    task: string,
    { id, where, text, ...asker }: Question,
    sendsFor: (reply: Reply) => readonly Send[],
  ): Promise<void> {
    if (await outbox.has(task)) return
    const reply = await assistant.answer({
      conversation: conversationOf(asker, where),
      text,
      key: id,
      owners: ownersOf(asker),
      club: await clubFor(asker.team),
    })
    await outbox.put(task, { ...asker, sends: sendsFor(reply) })
  }
}

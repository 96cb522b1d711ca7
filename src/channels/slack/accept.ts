import type { Assistant, Club } from '../../assistant.ts'
import type { Reply } from '../../replies/index.ts'
import type { Store } from '../../storage/index.ts'
import type { Outbox } from './outbox.ts'
import type { Send } from './outbox-task.ts'
import { type Asker, conversationOf, ownersOf, taskOf } from './place.ts'
import type { RecentTopics } from './recent-topics.ts'

const SECOND = 1_000
/** Longer than any question takes to be read; when its process dies meanwhile, Slack's next repeat is read. */
const READING_MS = 10 * SECOND
/** Slack waits three seconds for an acknowledgement. */
const WAIT_MS = 2 * SECOND
const LOOK_MS = 50

export type Question = Asker & {
  /** The same for every delivery of the question: the place and time of its message, or of the tap. */
  id: string
  where: string
  text: string
}

/** Another delivery of the same question is being read right now and not done in time; Slack should ask again. */
export class StillReading extends Error {
  override name = 'StillReading'
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
 * events that one message can cause, so they are the key that all of those share.
 */
export function createAccept({
  assistant,
  outbox,
  store,
  recent,
  clubFor,
}: {
  assistant: Assistant
  outbox: Outbox
  store: Store
  recent: RecentTopics
  clubFor: (team: string) => Promise<Club | undefined>
}): Accept {
  return async ({ id, where, text, ...asker }, sendsFor) => {
    const task = taskOf(asker, id)
    if (await outbox.has(task)) return
    if (!(await store.claim(`${task}:reading`, READING_MS))) return untilAccepted(task)
    const club = await clubFor(asker.team)
    const reply = await assistant.answer({
      conversation: conversationOf(asker, where),
      text,
      // Read again after a crash, it gets the same answer.
      key: id,
      owners: ownersOf(asker),
      ...(club ? { club } : {}),
    })
    await outbox.put(task, { ...asker, sends: sendsFor(reply) })
    void recent.note(asker, reply)
  }

  async function untilAccepted(task: string): Promise<void> {
    for (let waited = 0; waited < WAIT_MS; waited += LOOK_MS) {
      if (await outbox.has(task)) return
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    throw new StillReading('the question is being read by another process')
  }
}

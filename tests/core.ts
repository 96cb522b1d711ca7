import { randomUUID } from 'node:crypto'
import { type Assistant, createAssistant } from '../src/assistant.ts'
import type { Club } from '../src/conversation/index.ts'
import { loadCore } from '../src/load-core.ts'
import type { Reply } from '../src/replies/index.ts'
import { openSqliteStore } from '../src/storage/index.ts'

/** The real knowledge base and the model that was trained on the real example questions. */
export const core = loadCore()
const store = openSqliteStore(':memory:')

/** A club in Britain that has named its physiotherapist. */
export const BRITISH_CLUB: Club = {
  name: 'Harriers',
  country: 'GB',
  professionals: [{ name: 'Asha', role: 'club physiotherapist', phone: '01632 960 001' }],
}

const assistants = new Map<Club | undefined, Assistant>()

/** One conversation: each call is the runner's next message. */
export function conversation(club?: Club): (text: string) => Promise<Reply> {
  const assistant =
    assistants.get(club) ?? createAssistant({ ...core, store, ...(club ? { club } : {}) })
  assistants.set(club, assistant)
  const id = randomUUID()
  return (text) => assistant.answer({ conversation: id, text })
}

/** The reply to the last of several messages. */
export async function lastReply(messages: readonly string[], club?: Club): Promise<Reply> {
  const say = conversation(club)
  let reply = await say(messages[0] ?? '')
  for (const message of messages.slice(1)) reply = await say(message)
  return reply
}

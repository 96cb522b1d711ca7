import fastify from 'fastify'
import { createAssistant } from '../../../src/assistant.ts'
import { type AgentTurn, createAgentTurn } from '../../../src/channels/webchat/agent.ts'
import { createConversations } from '../../../src/channels/webchat/conversations.ts'
import { directLine } from '../../../src/channels/webchat/direct-line.ts'
import { createTokens } from '../../../src/channels/webchat/tokens.ts'
import { openSqliteStore } from '../../../src/storage/index.ts'
import { core } from '../../core.ts'

export const SECRET = 'direct-line-secret-of-the-tests'

/** Only the Direct Line endpoint, on a free port, before an agent of the test's choice. */
export async function runEndpoint(wrap: (agent: AgentTurn) => AgentTurn = (agent) => agent) {
  const store = openSqliteStore(':memory:')
  const server = fastify()
  const conversations = createConversations({
    store,
    assistant: createAssistant({ ...core, store }),
    agent: wrap(createAgentTurn()),
    now: Date.now,
    retentionMs: () => 60_000,
  })
  const tokens = createTokens('a key for the tests, long enough to be taken', Date.now)
  await server.register(
    (scope) => directLine(scope, { conversations, tokens, secret: SECRET, store }),
    {
      prefix: '/v3/directline',
    },
  )
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    conversations,
    close: async () => {
      await server.close()
      await store.close()
    },
  }
}
export type Endpoint = Awaited<ReturnType<typeof runEndpoint>>

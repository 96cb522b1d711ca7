import fastify from 'fastify'
import { createAgentTurn } from '../../src/channels/webchat/agent.ts'
import { createConversations } from '../../src/channels/webchat/conversations.ts'
import { directLine } from '../../src/channels/webchat/direct-line.ts'
import { createTokens } from '../../src/channels/webchat/tokens.ts'
import { readConfig } from '../../src/config.ts'
import type { Reply } from '../../src/replies/index.ts'
import { openSqliteStore } from '../../src/storage/index.ts'
import { tellMemory } from './tell-memory.ts'

/** The endpoint without the thinking: everything but reading the message and choosing the answer. */
const REPLY: Reply = {
  triage: 'info',
  redFlags: [],
  scope: 'knee',
  meta: null,
  topics: [],
  findings: [],
  blocks: [{ kind: 'paragraph', text: 'Cadence is how many steps you take a minute.' }],
  suggestions: [{ label: 'Which shoes?', says: 'which shoes are best?' }],
}
const KEEP_MS = 3_600_000

const config = readConfig(process.env)
const store = openSqliteStore(config.KNEEWISE_DATABASE)
const conversations = createConversations({
  store,
  assistant: {
    exportData: async () => ({ understood: null, log: [] }),
    async answerInLog({ conversation, key }, { activitiesOf, logMs }) {
      await store.load(conversation)
      const activities = await activitiesOf(REPLY)
      const turn = { activities, logMs, keepMs: KEEP_MS, ...(key ? { key } : {}) }
      const committed = await store.commit(conversation, turn)
      return committed.kind === 'stale' ? 0 : committed.first
    },
  },
  agent: createAgentTurn(),
  now: Date.now,
  retentionMs: () => KEEP_MS,
})
const tokens = createTokens('the key of a bench, long enough to be taken', Date.now)
const secret = config.DIRECT_LINE_SECRET
const server = fastify()
await server.register((scope) => directLine(scope, { conversations, tokens, secret, store }), {
  prefix: '/v3/directline',
})
await server.listen({ port: 0, host: '127.0.0.1' })
const address = server.server.address()
if (address !== null && typeof address !== 'string') console.log(`port ${address.port}`)
tellMemory()
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))

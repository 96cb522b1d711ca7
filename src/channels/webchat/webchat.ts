import type { FastifyInstance } from 'fastify'
import type { Assistant } from '../../assistant.ts'
import type { Store } from '../../storage/index.ts'
import { createAgent } from './agent.ts'
import { createConversations } from './conversations.ts'
import { directLine } from './direct-line.ts'
import { createTokens } from './tokens.ts'
import { webRoutes } from './web-routes.ts'

const DAY_MS = 86_400_000

export type WebchatParts = {
  assistant: Assistant
  store: Store
  /** Signs tokens and cookies. */
  tokenKey: string
  directLineSecret: string | undefined
  allowedSites: readonly string[]
  retentionDays: number
  now: () => number
}

/** Everything a browser or a Direct Line client needs, on one server. */
export async function webchat(server: FastifyInstance, parts: WebchatParts): Promise<void> {
  const { assistant, store, tokenKey, directLineSecret, allowedSites, retentionDays, now } = parts
  const tokens = createTokens(tokenKey, now)
  const conversations = createConversations({
    store,
    agent: createAgent(assistant),
    now,
    retentionMs: retentionDays * DAY_MS,
  })
  await server.register(
    async (scope) => directLine(scope, { conversations, tokens, secret: directLineSecret }),
    { prefix: '/v3/directline' },
  )
  await server.register(async (scope) =>
    webRoutes(scope, {
      knowledge: assistant.knowledge,
      conversations,
      tokens,
      allowedSites,
      retentionDays,
    }),
  )
}

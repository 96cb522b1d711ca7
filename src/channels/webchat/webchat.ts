import type { FastifyInstance } from 'fastify'
import type { Assistant } from '../../assistant.ts'
import type { contactsFor } from '../../replies/index.ts'
import type { Store } from '../../storage/index.ts'
import { createAgentTurn } from './agent.ts'
import { createConversations } from './conversations.ts'
import { directLine } from './direct-line.ts'
import { createTokens } from './tokens.ts'
import { visitorRoutes } from './visitor-routes.ts'
import { createVisitors } from './visitors.ts'
import { webRoutes } from './web-routes.ts'

const DAY_MS = 86_400_000

/** What web chat needs of the club's settings. */
export type WebchatSettings = {
  /** Origins of the sites that may embed the chat. */
  readonly allowedSites: readonly string[]
  readonly retentionDays: number
  /** Decides, with the club's own people, whom a visitor is told to call. */
  readonly country: string | null
  readonly professionals: Parameters<typeof contactsFor>[1]['professionals']
}

export type WebchatParts = {
  assistant: Assistant
  store: Store
  /** Signs tokens and cookies. */
  tokenKey: string
  directLineSecret: string | undefined
  /** The club's settings of now; read when needed, because they change while the program runs. */
  settings: WebchatSettings
  now: () => number
}

/** Everything a browser or a Direct Line client needs, on one server. */
export async function webchat(server: FastifyInstance, parts: WebchatParts): Promise<void> {
  const { assistant, store, tokenKey, directLineSecret, settings, now } = parts
  const tokens = createTokens(tokenKey, now)
  const conversations = createConversations({
    store,
    assistant,
    agent: createAgentTurn(),
    now,
    retentionMs: () => settings.retentionDays * DAY_MS,
  })
  await server.register(
    async (scope) => directLine(scope, { conversations, tokens, secret: directLineSecret, store }),
    { prefix: '/v3/directline' },
  )
  const visitors = createVisitors({ tokens, newConversation: conversations.newId, settings })
  await server.register(async (scope) =>
    visitorRoutes(scope, { conversations, tokens, visitors, settings, store }),
  )
  await server.register(async (scope) =>
    webRoutes(scope, { assistant, conversations, visitors, settings, store }),
  )
}

import { type AuthConfiguration, CloudAdapter, type TurnContext } from '@microsoft/agents-hosting'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Assistant } from '../../assistant.ts'
import type { Reply } from '../../replies/index.ts'

/** Bytes of one activity; Azure Bot Service sends no more. */
const BODY_LIMIT = 256 * 1024

/** How Azure Bot Service knows us, from the registration of the bot. */
export type AzureSettings = {
  appId: string | undefined
  appPassword: string | undefined
  /** The directory the bot is registered in. */
  tenantId: string | undefined
  /** Where Microsoft Entra is, for national clouds. */
  authority: string | undefined
}

export type AzureParts = {
  assistant: Assistant
  /** The agent that web chat has, before another source of answers. */
  agentFor: (answer: (context: TurnContext) => Promise<Reply>) => {
    run: (context: TurnContext) => Promise<void>
  }
}

/**
 * `POST /api/messages` for Azure Bot Service, and with it Teams and its other channels. Without an id and a password
 * there is no such address: the SDK would serve anybody.
 */
export async function connectAzure(
  server: FastifyInstance,
  { appId, appPassword, tenantId, authority }: AzureSettings,
  { assistant, agentFor }: AzureParts,
): Promise<void> {
  if (!appId || !appPassword) return
  const registration: AuthConfiguration = {
    clientId: appId,
    clientSecret: appPassword,
    ...(tenantId ? { tenantId } : {}),
    ...(authority ? { authorityEndpoint: authority } : {}),
    validateIssuer: true,
  }
  const adapter = new CloudAdapter(registration)
  // The SDK's own would tell the runner to mend the source code.
  adapter.onTurnError = async (context, error) => {
    server.log.error({ err: error }, 'azure turn failed')
    await context.sendActivity(assistant.knowledge.phrases.failed)
  }
  const agent = agentFor((context) => answerTo(context, assistant))

  server.post('/api/messages', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const call = {
      method: request.method,
      headers: request.headers,
      // Only an object can be an activity; the SDK checks the rest.
      body: isRecord(request.body) ? request.body : {},
    }
    const answer = new Answer()
    let isAdmitted = false
    await adapter.authorizeRequest(call, answer, () => {
      isAdmitted = true
    })
    try {
      if (isAdmitted) await adapter.process(call, answer, (context) => agent.run(context))
    } catch (error) {
      // What fails in a turn is caught there; this is a body that is no activity.
      if (error instanceof Error && error.name === 'ZodError') return reply.status(400).send()
      throw error
    }
    return answer.sendTo(reply)
  })
  server.log.info('Azure Bot Service can reach Kneewise on /api/messages.')
}

async function answerTo({ activity }: TurnContext, assistant: Assistant): Promise<Reply> {
  const { channelId = '', conversation, from, id } = activity
  // In a group everybody has their own knees.
  const whose = `azure:${channelId}:${conversation?.id ?? ''}:${from?.id ?? ''}`
  const text = activity.recipient ? activity.removeRecipientMention() : activity.text
  return assistant.answer({ conversation: whose, text: text ?? '', ...(id ? { key: id } : {}) })
}

/** What the SDK answers, collected, because it speaks to another kind of server. */
class Answer {
  headersSent = false
  writableEnded = false
  #status = 200
  #body: unknown
  readonly #headers: Record<string, string> = {}

  status(code: number): this {
    this.#status = code
    return this
  }

  setHeader(name: string, value: string): this {
    this.#headers[name] = value
    return this
  }

  send(body?: unknown): this {
    this.#body = body
    return this
  }

  end(): this {
    this.writableEnded = true
    return this
  }

  sendTo(reply: FastifyReply): FastifyReply {
    return reply.status(this.#status).headers(this.#headers).send(this.#body)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

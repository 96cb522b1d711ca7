import formbody from '@fastify/formbody'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Assistant } from '../../assistant.ts'
import type { Choice } from '../../replies/index.ts'
import type { Store } from '../../storage/index.ts'
import { BROWSER_FOLDER } from './build.ts'
import type { Conversations } from './conversations.ts'
import {
  chatPage,
  type Line,
  libraryPage,
  messagePage,
  redFlagPage,
  redFlagsPage,
  topicPage,
} from './pages.ts'
import { networkOf, spend } from './rate-limits.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { STOCK_FOLDER, STOCK_SCRIPT } from './stock-web-chat.ts'
import type { Claims } from './tokens.ts'
import { refuseForeignForms } from './visitor-routes.ts'
import { isFramed, type Visitors } from './visitors.ts'
import type { WebchatSettings } from './webchat.ts'

const Form = z.object({ text: z.string().default(''), choice: z.string().optional() })

export type WebParts = {
  /** Read at each request, because the content may change while the program runs. */
  assistant: Pick<Assistant, 'knowledge'>
  conversations: Conversations
  visitors: Visitors
  settings: WebchatSettings
  store: Store
}

/** The pages: the chat (with and without JavaScript), the library, and the bubble's script. */
export async function webRoutes(
  server: FastifyInstance,
  { assistant, conversations, visitors, settings, store }: WebParts,
): Promise<void> {
  await server.register(formbody, { bodyLimit: 128 * 1024 })
  await server.register(staticFiles, {
    root: BROWSER_FOLDER,
    prefix: '/assets/',
    maxAge: '5m',
    preCompressed: true,
  })

  await addSecurityHeaders(server, settings)
  server.addHook('onRequest', async (request) => spend(store, 'pages', networkOf(request)))

  server.get('/', async (request, reply) =>
    sendChat(request, reply, await visitors.claimsOf(request)),
  )

  server.post('/', async (request, reply) => {
    refuseForeignForms(request)
    const form = Form.safeParse(request.body)
    const text = (form.data?.choice ?? form.data?.text ?? '').trim()
    const claims = (await visitors.claimsOf(request)) ?? visitors.newClaims()
    if (text !== '') {
      await spend(store, 'posts', claims.conv)
      await conversations.start(claims)
      await conversations.post(claims, { type: 'message', text })
    }
    await visitors.remember(request, reply, claims)
    return reply.redirect(isFramed(request) ? '/?framed=1#form' : '/#form', 303)
  })

  server.get('/knowledge', async (_request, reply) =>
    sendPage(reply, libraryPage(assistant.knowledge)),
  )
  server.get('/knowledge/red-flags', async (_request, reply) =>
    sendPage(reply, redFlagsPage(assistant.knowledge)),
  )
  server.get<{ Params: { id: string } }>('/knowledge/:id', async (request, reply) => {
    const { knowledge } = assistant
    const topic = knowledge.topics.get(request.params.id)
    if (topic) return sendPage(reply, topicPage(topic, knowledge))
    const flag = knowledge.redFlags.get(request.params.id)
    if (flag) return sendPage(reply, redFlagPage(flag, knowledge))
    return sendPage(
      reply.status(404),
      messagePage('Not in the library', 'There is no entry of this name.'),
    )
  })
  server.get(STOCK_SCRIPT, async (_request, reply) =>
    // The version is part of the address, so a browser may keep the file for good.
    reply.sendFile('webchat.js', STOCK_FOLDER, { maxAge: '365d', immutable: true }),
  )
  server.get('/widget.js', async (_request, reply) => {
    // A script tag on any site may load it; what it opens is decided by frame-ancestors.
    reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply.sendFile('widget.js', BROWSER_FOLDER)
  })

  async function sendChat(
    request: FastifyRequest,
    reply: FastifyReply,
    claims: Claims | undefined,
  ) {
    const lines = claims ? await linesOf(claims.conv) : []
    const { why, firstSteps, redFlags, shoes } = assistant.knowledge.phrases.suggestions
    const starters: Choice[] = [why, firstSteps, redFlags, shoes].map((label) => ({
      label,
      says: label,
    }))
    return sendPage(
      reply.header('cache-control', 'no-store'),
      chatPage(lines, { starters, isFramed: isFramed(request) }),
    )
  }

  async function linesOf(conversation: string): Promise<Line[]> {
    const { activities } = await conversations.after(conversation, 0)
    return activities.flatMap((activity): Line[] => {
      if (activity.type !== 'message') return []
      const { from, text, channelData } = activity
      const isRunner =
        typeof from === 'object' && from !== null && 'role' in from && from.role === 'user'
      if (isRunner) return [{ who: 'runner', text: String(text ?? '') }]
      const ours =
        typeof channelData === 'object' && channelData !== null && 'kneewise' in channelData
      // Written by our own agent a moment ago, in this very shape.
      return ours
        ? [
            {
              who: 'kneewise',
              ...(channelData.kneewise as Omit<Extract<Line, { who: 'kneewise' }>, 'who'>),
            },
          ]
        : []
    })
  }
}

function sendPage(reply: FastifyReply, page: string) {
  return reply.type('text/html; charset=utf-8').send(page)
}

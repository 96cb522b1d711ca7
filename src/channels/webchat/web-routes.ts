import formbody from '@fastify/formbody'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Assistant } from '../../assistant.ts'
import { type Choice, contactsFor } from '../../replies/index.ts'
import type { Store } from '../../storage/index.ts'
import { clientActivityId } from './activity.ts'
import { BROWSER_FOLDER } from './build.ts'
import type { Conversations } from './conversations.ts'
import { feedbackRoute } from './feedback-route.ts'
import { kneeMap } from './knee-map.ts'
import { pageRoutes, sendPage } from './page-routes.ts'
import { chatPage, type Line } from './pages/index.ts'
import { networkOf, spend } from './rate-limits.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { STOCK_FOLDER, STOCK_SCRIPT } from './stock-web-chat.ts'
import type { Claims } from './tokens.ts'
import { transcript } from './transcript.ts'
import { refuseForeignForms } from './visitor-routes.ts'
import { isFramed, ownOrigin, type Visitors } from './visitors.ts'
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

/** The chat with and without JavaScript, and the pages that belong to no conversation. */
export async function webRoutes(
  server: FastifyInstance,
  { assistant, conversations, visitors, settings, store }: WebParts,
): Promise<void> {
  await server.register(formbody, { bodyLimit: 128 * 1024 })
  await server.register(staticFiles, {
    root: BROWSER_FOLDER,
    prefix: '/assets/',
    // Asked anew each time (a short answer by its tag), so that a page never meets an older script.
    maxAge: 0,
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

  server.get('/webchat/transcript', async (request, reply) => {
    const { lines } = await linesOf((await visitors.claimsOf(request))?.conv)
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="kneewise.txt"')
      .header('cache-control', 'no-store')
      .send(transcript(lines))
  })

  await feedbackRoute(server, { assistant, store })
  await pageRoutes(server, { assistant })
  server.get(STOCK_SCRIPT, async (_request, reply) =>
    // The version is part of the address, so a browser may keep the file for good.
    reply.sendFile('webchat.js', STOCK_FOLDER, { maxAge: '365d', immutable: true }),
  )

  async function sendChat(
    request: FastifyRequest,
    reply: FastifyReply,
    claims: Claims | undefined,
  ) {
    const { lines, watermark } = await linesOf(claims?.conv)
    const { why, firstSteps, redFlags, shoes } = assistant.knowledge.phrases.suggestions
    const starters: Choice[] = [why, firstSteps, redFlags, shoes].map((label) => ({
      label,
      says: label,
    }))
    return sendPage(
      reply.header('cache-control', 'no-store'),
      chatPage({
        lines,
        watermark,
        starters,
        emergency: contactsFor('emergency', settings, assistant.knowledge),
        origin: ownOrigin(request),
        kneeMap,
        isFramed: isFramed(request),
      }),
    )
  }

  async function linesOf(
    conversation: string | undefined,
  ): Promise<{ lines: Line[]; watermark: string }> {
    if (conversation === undefined) return { lines: [], watermark: '0' }
    const { activities, watermark } = await conversations.everything(conversation)
    const lines = activities.flatMap((activity): Line[] => {
      if (activity.type !== 'message') return []
      const { from, text, channelData } = activity
      const isRunner =
        typeof from === 'object' && from !== null && 'role' in from && from.role === 'user'
      if (isRunner) {
        const key = clientActivityId({ channelData })
        return [{ who: 'runner', text: String(text ?? ''), ...(key ? { key } : {}) }]
      }
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
    return { lines, watermark }
  }
}

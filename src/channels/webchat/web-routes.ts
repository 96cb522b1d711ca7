import formbody from '@fastify/formbody'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Knowledge } from '../../knowledge/index.ts'
import type { Choice } from '../../replies/index.ts'
import { BROWSER_FOLDER } from './build.ts'
import type { Conversations } from './conversations.ts'
import { newUser } from './direct-line.ts'
import {
  chatPage,
  type Line,
  libraryPage,
  messagePage,
  redFlagPage,
  redFlagsPage,
  topicPage,
} from './pages.ts'
import { STOCK_FOLDER, STOCK_SCRIPT } from './stock-web-chat.ts'
import type { Claims, Tokens } from './tokens.ts'

const DAY_SECONDS = 86_400
const COOKIE = 'kneewise'

const Form = z.object({ text: z.string().default(''), choice: z.string().optional() })

export type WebParts = {
  knowledge: Knowledge
  conversations: Conversations
  tokens: Tokens
  /** Origins of the sites that may show the chat in a frame. */
  allowedSites: readonly string[]
  retentionDays: number
}

/** The pages: the chat (with and without JavaScript), the library, the bubble's script, and tokens for our own page. */
export async function webRoutes(
  server: FastifyInstance,
  { knowledge, conversations, tokens, allowedSites, retentionDays }: WebParts,
): Promise<void> {
  await server.register(formbody, { bodyLimit: 128 * 1024 })
  await server.register(staticFiles, {
    root: BROWSER_FOLDER,
    prefix: '/assets/',
    maxAge: '5m',
    preCompressed: true,
  })

  const frameAncestors = ["'self'", ...allowedSites].join(' ')
  const policy = (frames: string) =>
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self' ws: wss:",
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${frames}`,
    ].join('; ')
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': policy(isFramed(request) ? frameAncestors : "'self'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    })
  })

  server.get('/', async (request, reply) => sendChat(request, reply, await claimsOf(request)))

  server.post('/', async (request, reply) => {
    const form = Form.safeParse(request.body)
    const text = (form.data?.choice ?? form.data?.text ?? '').trim()
    const claims = (await claimsOf(request)) ?? newClaims()
    if (text !== '') {
      await conversations.start(claims.conv, claims.user)
      await conversations.post(claims.conv, claims.user, { type: 'message', text })
    }
    await remember(request, reply, claims)
    return reply.redirect(isFramed(request) ? '/?framed=1#form' : '/#form', 303)
  })

  server.post('/webchat/token', async (request, reply) => {
    const own = `${request.protocol}://${request.host}`
    const { origin } = request.headers
    if (origin !== undefined && origin !== own) {
      return reply
        .status(403)
        .send({ error: { code: 'Forbidden', message: 'Only our own page gets a token here' } })
    }
    const claims = (await claimsOf(request)) ?? newClaims()
    await remember(request, reply, claims)
    const token = await tokens.issue({ ...claims, use: 'talk', origins: [own] })
    return reply.header('cache-control', 'no-store').send({ token, conversationId: claims.conv })
  })

  server.post('/webchat/forget', async (request, reply) => {
    const claims = await claimsOf(request)
    if (claims) await conversations.forget(claims.conv)
    reply.header('set-cookie', `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`)
    return reply.redirect('/', 303)
  })

  server.get('/knowledge', async (_request, reply) => sendPage(reply, libraryPage(knowledge)))
  server.get('/knowledge/red-flags', async (_request, reply) =>
    sendPage(reply, redFlagsPage(knowledge)),
  )
  server.get<{ Params: { id: string } }>('/knowledge/:id', async (request, reply) => {
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
    const { why, firstSteps, redFlags, shoes } = knowledge.phrases.suggestions
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

  async function claimsOf(request: FastifyRequest): Promise<Claims | undefined> {
    const cookie = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1]
    if (!cookie) return undefined
    const claims = await tokens.check(cookie, 'resume')
    return typeof claims === 'string' ? undefined : claims
  }

  function newClaims(): Claims {
    return { conv: conversations.newId(), user: newUser(), use: 'resume' }
  }

  async function remember(
    request: FastifyRequest,
    reply: FastifyReply,
    claims: Claims,
  ): Promise<void> {
    const seconds = retentionDays * DAY_SECONDS
    const value = await tokens.issue(
      { conv: claims.conv, user: claims.user, use: 'resume' },
      seconds,
    )
    const isSecure = request.protocol === 'https'
    // In a frame of another site the cookie is kept apart for that site.
    const scope = isSecure ? 'Secure; SameSite=None; Partitioned' : 'SameSite=Lax'
    reply.header('set-cookie', `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; ${scope}`)
  }
}

function isFramed(request: FastifyRequest): boolean {
  return typeof request.query === 'object' && request.query !== null && 'framed' in request.query
}

function sendPage(reply: FastifyReply, page: string) {
  return reply.type('text/html; charset=utf-8').send(page)
}

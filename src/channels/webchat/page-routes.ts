import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Assistant } from '../../assistant.ts'
import { PATHS } from '../../paths.ts'
import { BROWSER_FOLDER } from './build.ts'
import { kneeMap } from './knee-map.ts'
import { createLibrarySearch } from './library-search.ts'
import {
  embedDemoPage,
  libraryPage,
  messagePage,
  redFlagPage,
  redFlagsPage,
  sitemap,
  stockPage,
  topicPage,
} from './pages/index.ts'
import { hasStockWebChat } from './stock-web-chat.ts'
import { ownOrigin } from './visitors.ts'

/** The hash of nothing: Adaptive Cards set an empty style on what they unfold. */
const NO_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** What Microsoft's client needs besides: styles and scripts that it makes itself carry a nonce. */
function stockPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}' ${NO_STYLE}`,
    "img-src 'self' data: blob:",
    'font-src data:',
    'worker-src blob:',
    "connect-src 'self' ws: wss:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

/** What a site's own policy has to allow for the widget: its script, and the frame. */
const DEMO_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'"

/** Longer than any sensible search. */
const Query = z.object({ q: z.string().trim().max(80).catch('') })

/** The pages that belong to no conversation: the library, drawings, the bubble's script and its demonstration. */
export async function pageRoutes(
  server: FastifyInstance,
  { assistant }: { assistant: Pick<Assistant, 'knowledge'> },
): Promise<void> {
  await server.register(staticFiles, {
    root: join(PATHS.root, 'figures'),
    prefix: '/figures/',
    maxAge: '1h',
    decorateReply: false,
  })

  server.get('/knowledge', async (request, reply) => {
    const { knowledge } = assistant
    const words = Query.catch({ q: '' }).parse(request.query).q
    const found = words === '' ? undefined : createLibrarySearch(knowledge)(words)
    return sendPage(reply, libraryPage(knowledge, found && { words, found }))
  })
  server.get('/knowledge/red-flags', async (_request, reply) =>
    sendPage(reply, redFlagsPage(assistant.knowledge)),
  )
  server.get<{ Params: { id: string } }>('/knowledge/:id', async (request, reply) => {
    const { knowledge } = assistant
    const site = { knowledge, origin: ownOrigin(request) }
    const topic = knowledge.topics.get(request.params.id)
    if (topic) return sendPage(reply, topicPage(topic, site))
    const flag = knowledge.redFlags.get(request.params.id)
    if (flag) return sendPage(reply, redFlagPage(flag, site))
    return sendPage(
      reply.status(404),
      messagePage('Not in the library', 'There is no entry of this name.'),
    )
  })

  server.get('/webchat/knee-map', async (_request, reply) =>
    sendPage(reply.header('cache-control', 'max-age=3600'), kneeMap().source),
  )
  server.get('/webchat', async (_request, reply) => {
    if (!hasStockWebChat()) {
      return sendPage(
        reply.status(503),
        messagePage(
          'Not here yet',
          'The stock Web Chat is still being fetched, or could not be. Kneewise’s own chat is ready.',
        ),
      )
    }
    const nonce = randomBytes(16).toString('base64')
    return sendPage(
      reply
        .header('content-security-policy', stockPolicy(nonce))
        .header('cache-control', 'no-store'),
      stockPage(nonce),
    )
  })
  server.get('/embed-demo', async (_request, reply) =>
    sendPage(reply.header('content-security-policy', DEMO_POLICY), embedDemoPage()),
  )
  server.get('/sitemap.xml', async (request, reply) =>
    reply.type('application/xml').send(sitemap(assistant.knowledge, ownOrigin(request))),
  )
  server.get('/robots.txt', async (request, reply) =>
    reply.type('text/plain').send(`User-agent: *\nSitemap: ${ownOrigin(request)}/sitemap.xml\n`),
  )
  server.get('/widget.js', async (_request, reply) => {
    // A script tag on any site may load it; what it opens is decided by frame-ancestors.
    reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply.sendFile('widget.js', BROWSER_FOLDER)
  })
}

export function sendPage(reply: FastifyReply, page: string) {
  return reply.type('text/html; charset=utf-8').send(page)
}

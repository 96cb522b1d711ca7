import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { PATHS } from '../../paths.ts'
import { FIGURE_PATHS, unsealed } from './figures.ts'
import { drawPicture } from './picture.ts'

const Sealed = z.object({ d: z.string(), s: z.string() })
const Path = z.object({ '*': z.string() })
const SavedFile = z.object({
  name: z.string(),
  type: z.enum(['text/calendar', 'text/plain']),
  content: z.string(),
})
const DAY_S = 86_400

/** Serves pictures and files to which answers in Slack point. `key` seals what is made for one reply. */
export function serveFigures(server: FastifyInstance, key: string): void {
  const root = join(PATHS.root, 'figures')
  // Only what is really there can be asked for, so a path cannot lead anywhere else.
  const known = new Set(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.svg'))
      .map((name) => name.replaceAll('\\', '/').replace(/\.svg$/, '.png')),
  )
  const drawn = new Map<string, Promise<Uint8Array>>()

  server.get(`${FIGURE_PATHS.figure}*`, async (request, reply) => {
    const path = Path.parse(request.params)['*']
    if (!known.has(path)) return notThere(reply)
    const drawing =
      drawn.get(path) ?? drawPicture(readFileSync(join(root, path.replace(/png$/, 'svg')), 'utf8'))
    drawn.set(path, drawing)
    return picture(reply, await drawing)
  })

  server.get(FIGURE_PATHS.drawing, async (request, reply) => {
    const svg = opened(request.query)
    return svg ? picture(reply, await drawPicture(svg)) : notThere(reply)
  })

  server.get(FIGURE_PATHS.file, async (request, reply) => {
    const text = opened(request.query)
    const file = text ? SavedFile.safeParse(JSON.parse(text)) : undefined
    if (!file?.success) return notThere(reply)
    const { name, type, content } = file.data
    return reply
      .header('content-type', `${type}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .send(content)
  })

  function opened(query: unknown): string | undefined {
    const sealed = Sealed.safeParse(query)
    return sealed.success ? unsealed(sealed.data, key) : undefined
  }
}

function picture(reply: FastifyReply, png: Uint8Array): FastifyReply {
  return reply
    .header('content-type', 'image/png')
    .header('cache-control', `public, max-age=${DAY_S}`)
    .header('x-content-type-options', 'nosniff')
    .send(Buffer.from(png))
}

function notThere(reply: FastifyReply): FastifyReply {
  return reply.status(404).send({ error: 'There is no such picture or file.' })
}

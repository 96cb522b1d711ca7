import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Assistant, Club } from '../../../assistant.ts'
import { serveFigures } from '../figure-routes.ts'
import { createFigures } from '../figures.ts'
import { readWords } from '../words.ts'
import { previewPage } from './page.ts'
import { surfaces } from './surfaces.ts'

const Name = z.object({ id: z.string() })

/** Serves `/` with every surface and `/<id>` with one; pictures come from the same server. */
export function slackPreview(
  server: FastifyInstance,
  { assistant, club, address }: { assistant: Assistant; club: Club; address: string },
): void {
  const key = randomBytes(32).toString('base64url')
  serveFigures(server, key)
  const look = { words: readWords(), figures: createFigures(() => address, key) }
  server.get('/', async (_request, reply) =>
    reply.type('text/html').send(previewPage(await surfaces(assistant, look, club))),
  )
  server.get('/:id', async (request, reply) => {
    const { id } = Name.parse(request.params)
    const chosen = (await surfaces(assistant, look, club)).filter((surface) => surface.id === id)
    return reply.type('text/html').send(previewPage(chosen))
  })
}

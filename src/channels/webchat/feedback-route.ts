import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Assistant } from '../../assistant.ts'
import type { Store } from '../../storage/index.ts'
import { Refusal, sendRefusal } from './refusal.ts'
import { refuseForeignForms } from './visitor-routes.ts'

/** One tap on "was this helpful?": an entry and a word, nothing of who said it. */
const Feedback = z.object({ topic: z.string(), verdict: z.enum(['helpful', 'not-helpful']) })

/** Counts what visitors think of answers, by entry. */
export async function feedbackRoute(
  server: FastifyInstance,
  { assistant, store }: { assistant: Pick<Assistant, 'knowledge'>; store: Store },
): Promise<void> {
  server.post('/webchat/feedback', { errorHandler: sendRefusal }, async (request, reply) => {
    refuseForeignForms(request)
    const given = Feedback.safeParse(request.body)
    // Only names of entries are counted, so that nobody can fill the store with counters.
    if (!given.success || !assistant.knowledge.topics.has(given.data.topic)) {
      throw new Refusal(400, 'BadArgument', 'Name an entry and whether it was helpful')
    }
    await store.increment(`feedback:${given.data.topic}:${given.data.verdict}`)
    // A page without scripts goes on to the next page; a script stays where it is.
    const isPage = request.headers.accept?.includes('text/html')
    return isPage ? reply.redirect('/', 303) : reply.status(204).send()
  })
}

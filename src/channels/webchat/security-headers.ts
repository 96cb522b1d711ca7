import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { isFramed } from './visitors.ts'

/**
 * What a browser may do with our pages: run our scripts only, talk to us only, and be framed by ourselves or, where the
 * address says it is the widget's frame, by the allowed sites. A route that needs more asks `reply.helmet` for it.
 */
export async function addSecurityHeaders(
  server: FastifyInstance,
  settings: { readonly allowedSites: readonly string[] },
): Promise<void> {
  await server.register(helmet, { global: false })
  server.addHook('onRequest', async (request, reply) => {
    await reply.helmet(
      optionsFor({
        frameAncestors: isFramed(request) ? ["'self'", ...settings.allowedSites] : ["'self'"],
        isSecure: request.protocol === 'https',
      }),
    )
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  })
}

function optionsFor({
  frameAncestors,
  isSecure,
}: {
  frameAncestors: string[]
  isSecure: boolean
}): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors,
      },
    },
    // frame-ancestors says it better, and this older header knows no list of sites.
    xFrameOptions: frameAncestors.length > 1 ? false : { action: 'sameorigin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isSecure,
  }
}

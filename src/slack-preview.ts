import fastify from 'fastify'
import { createAssistant } from './assistant.ts'
import { slackPreview } from './channels/slack/index.ts'
import type { Core } from './load-core.ts'
import { openSqliteStore } from './storage/index.ts'

const CLUB = {
  name: 'Riverside Harriers',
  country: 'GB',
  professionals: [{ name: 'Asha Example', role: 'club physiotherapist', phone: '01632 960 001' }],
}

/** `npm run slack:preview`: a page on this machine that shows every surface of Slack, until it is stopped. */
export async function servePreview(core: Core, port: number): Promise<void> {
  const server = fastify({ logger: false })
  const assistant = createAssistant({ ...core, store: openSqliteStore(':memory:'), club: CLUB })
  const address = `http://127.0.0.1:${port}`
  slackPreview(server, { assistant, club: CLUB, address })
  await server.listen({ port, host: '127.0.0.1' })
  console.log(`Every surface of Slack: ${address} (stop with Ctrl+C)`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.close())
}

import type { FastifyInstance } from 'fastify'
import type { Disconnect, SlackParts } from './connect-slack.ts'
import { type SlackSettings, slackMode } from './slack-mode.ts'

/**
 * Turns Slack on as far as the settings allow: Socket Mode with an app token, HTTP with a signing secret, many
 * workspaces with a client id. What is missing or wrong is said in one line, and the rest of Kneewise goes on, without
 * the time that loading Slack's packages takes.
 */
export async function openSlack(
  server: FastifyInstance,
  environment: SlackSettings,
  parts: SlackParts,
): Promise<Disconnect> {
  const mode = slackMode(environment)
  if (mode.kind === 'off') {
    if (mode.isMistake) server.log.warn(mode.why)
    else server.log.info(mode.why)
    return async () => undefined
  }
  const { connectSlack } = await import('./connect-slack.ts')
  return connectSlack(server, mode, { ...parts, apiUrl: environment.apiUrl })
}

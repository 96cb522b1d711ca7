import type { App } from '@slack/bolt'
import type { FastifyBaseLogger } from 'fastify'
import type { Assistant } from '../../assistant.ts'
import type { Store } from '../../storage/index.ts'
import type { Accept } from './accept.ts'
import type { AgentView } from './agent-view.ts'
import type { Answers } from './answer.ts'
import type { Clubs } from './clubs.ts'
import type { Outbox } from './outbox.ts'
import type { Records } from './records.ts'
import type { Look } from './render-block.ts'

/** What every surface of the Slack app works with. */
export type Parts = {
  app: App
  assistant: Assistant
  store: Store
  records: Records
  outbox: Outbox
  accept: Accept
  answers: Answers
  look: Look
  clubs: Clubs
  agentView: AgentView
  /** Who installed Kneewise in a workspace, and so may change the club's settings; undefined where unknown. */
  installerOf: (team: string) => Promise<string | undefined>
  /** Counts a verdict on an entry. */
  countFeedback: (topic: string, verdict: 'helpful' | 'not-helpful') => Promise<void>
  settings: { readonly retentionDays: number }
  now: () => number
  log: FastifyBaseLogger
}

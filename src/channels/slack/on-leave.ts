import { teamOf } from './installations.ts'
import type { Parts } from './parts.ts'

/** Uninstalled, or its token revoked: everything about the workspace is erased, conversations and settings too. */
export function listenToLeaving({ app, records, log }: Parts): void {
  app.event('app_uninstalled', async ({ context }) => {
    await erase(teamOf(context))
  })
  app.event('tokens_revoked', async ({ event, context }) => {
    // A person may revoke their own token; Kneewise has none of those, only the bot's counts.
    if ((event.tokens.bot ?? []).length > 0) await erase(teamOf(context))
  })

  async function erase(team: string): Promise<void> {
    if (team === '') return
    await records.erase({ team })
    log.info('slack: a workspace removed Kneewise; all it kept about it is erased.')
  }
}

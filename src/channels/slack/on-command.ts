import { context } from './blocks.ts'
import { teamOf } from './installations.ts'
import { escaped, typedText } from './mrkdwn.ts'
import type { Parts } from './parts.ts'
import { conversationOf, DIRECT, ownersOf } from './place.ts'

export const COMMAND = '/knee'

/**
 * `/knee question`: an answer that only the runner sees. It travels in the acknowledgement itself, so that it can be
 * neither lost nor doubled.
 */
export function listenToCommand({ app, assistant, answers, clubs, look, log }: Parts): void {
  app.command(COMMAND, async ({ command, context: bolt, ack }) => {
    const { words } = look
    const text = typedText(command.text ?? '')
    if (text === '') {
      await ack({ response_type: 'ephemeral', text: words.command.empty })
      return
    }
    const asker = { team: teamOf(bolt), user: command.user_id }
    try {
      const club = await clubs.of(asker.team)
      const conversation = conversationOf(asker, DIRECT)
      const reply = await assistant.answer({ conversation, text, owners: ownersOf(asker), club })
      const canShare = !command.channel_id.startsWith('D')
      const rendered = answers.private(reply, { where: DIRECT, canShare })
      await ack({ response_type: 'ephemeral', ...rendered })
    } catch (error) {
      log.error(`slack: /knee failed (${error instanceof Error ? error.name : 'unknown'})`)
      const failed = escaped(words.answer.failed)
      await ack({ response_type: 'ephemeral', text: failed, blocks: [context(failed)] })
    }
  })
}

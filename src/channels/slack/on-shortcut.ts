import { teamOf } from './installations.ts'
import { escaped, typedText } from './mrkdwn.ts'
import type { Parts } from './parts.ts'
import { aboutMessage } from './place.ts'
import { respondPrivately } from './send.ts'

export const SHORTCUT = 'ask-about-message'

/** "Ask Kneewise about this" on any message: the answer is for whoever asked, also where Kneewise is no member. */
export function listenToShortcut({ app, accept, answers, look }: Parts): void {
  app.shortcut({ type: 'message_action', callback_id: SHORTCUT }, async (event) => {
    const { shortcut, context, ack } = event
    if (shortcut.type !== 'message_action') return
    const { channel, message, user, response_url: address, action_ts: tapped } = shortcut
    const where = aboutMessage(channel.id, message.ts)
    const question = { id: `${channel.id}:${message.ts}:about:${tapped}`, where }
    const asker = { team: teamOf(context), user: user.id }
    const text = typedText(message.text ?? '')
    await accept({ ...question, ...asker, text }, (reply) => {
      const lead = escaped(look.words.public.askedAbout)
      const canShare = !channel.id.startsWith('D')
      const rendered = answers.private(reply, { where, lead, canShare })
      return [respondPrivately(rendered, { address, runner: user.id })]
    })
    await ack()
  })
}

import { LIMITS } from './limits.ts'
import { Folded, unpacked } from './pack.ts'
import type { Parts } from './parts.ts'
import { renderFolded } from './render-block.ts'
import { ACTIONS } from './render-reply.ts'
import { type ShownBlock, tapFrom } from './tap.ts'

/** "More" and "Why": the folded part opens in place, or below where Slack hides the message from us. */
export function listenToFolds({ app, assistant, look }: Parts): void {
  app.action(new RegExp(`^${ACTIONS.unfold}:\\d+$`), async (event) => {
    const { action, body, context, ack, client, respond } = event
    await ack()
    const tap = tapFrom(body, action, context)
    const part = unpacked(tap?.value, Folded)
    if (!tap || !part) return
    const opened = renderFolded(part, assistant.knowledge.sources)
    if (tap.on.kind === 'view') {
      if (tap.on.isHome) return
      const blocks = unfoldedIn(tap.on.blocks, tap, opened, LIMITS.viewBlocks)
      const { home } = look.words
      await client.apiCall('views.update', {
        view_id: tap.on.id,
        view: {
          type: 'modal',
          title: { type: 'plain_text', text: home.answerTitle },
          close: { type: 'plain_text', text: home.answerClose },
          blocks: blocks ?? tap.on.blocks,
        },
      })
      return
    }
    const inPlace =
      tap.on.kind === 'message'
        ? unfoldedIn(tap.on.blocks, tap, opened, LIMITS.messageBlocks)
        : undefined
    if (inPlace && tap.on.kind === 'message') {
      const { channel, ts, text } = tap.on
      await client.apiCall('chat.update', { channel, ts, text, blocks: inPlace })
      return
    }
    await respond({
      response_type: 'ephemeral',
      replace_original: false,
      ...(tap.on.thread ? { thread_ts: tap.on.thread } : {}),
      text: part.title,
      blocks: opened,
    })
  })
}

/** The blocks with the part in the place of its button; undefined where they would be too many or too long. */
function unfoldedIn(
  blocks: readonly ShownBlock[],
  { block, action }: { block: string; action: string },
  opened: readonly object[],
  limit: number,
): object[] | undefined {
  const changed = blocks.flatMap((shown): object[] => {
    if (shown.block_id !== block) return [shown]
    const rest = Array.isArray(shown.elements)
      ? shown.elements.filter((element) => element?.action_id !== action)
      : []
    return [...opened, ...(rest.length > 0 ? [{ ...shown, elements: rest }] : [])]
  })
  const isFitting = changed.length <= limit && JSON.stringify(changed).length <= LIMITS.allText
  return isFitting ? changed : undefined
}

import { z } from 'zod'
import { type Reply, renderText } from '../../replies/index.ts'

/** An activity as a client posts it; what we do not know is kept and echoed unchanged. */
export const PostedActivity = z.looseObject({
  type: z.string().min(1),
  text: z.string().optional(),
  channelData: z.unknown().optional(),
  from: z.looseObject({ id: z.string().optional(), name: z.string().optional() }).optional(),
})
export type PostedActivity = z.infer<typeof PostedActivity>

/** An activity as it goes out; our own plain shape, because the SDK's writes its channel under another name. */
export type OutgoingActivity = Record<string, unknown> & { type: string }

export const BOT = { id: 'kneewise', name: 'Kneewise', role: 'bot' } as const

/**
 * A reply as a standard activity: plain text and suggested actions for any client, and the reply itself under
 * channelData for ours.
 */
export function activityFromReply(reply: Reply): OutgoingActivity {
  const questions = reply.blocks.flatMap((block) =>
    block.kind === 'question' ? block.options : [],
  )
  const choices = questions.length > 0 ? questions : reply.suggestions
  return {
    type: 'message',
    text: renderText({
      blocks: reply.blocks.filter(({ kind }) => kind !== 'more'),
      suggestions: [],
    }),
    textFormat: 'plain',
    locale: 'en-GB',
    inputHint: 'expectingInput',
    suggestedActions: {
      to: [],
      actions: choices.map(({ label, says }) => ({ type: 'imBack', title: label, value: says })),
    },
    channelData: {
      kneewise: { triage: reply.triage, blocks: reply.blocks, suggestions: reply.suggestions },
    },
  }
}

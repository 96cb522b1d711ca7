import { z } from 'zod'
import { type Reply, renderText } from '../../replies/index.ts'
import { attachmentsOf, isOnCard } from './cards.ts'
import { DEPTH_LIMIT, NAME_LIMIT, TEXT_LIMIT } from './limits.ts'
import { Refusal } from './refusal.ts'

/** An activity as a client posts it; what we do not know is kept and echoed unchanged. */
const PostedActivity = z.looseObject({
  type: z.string().min(1).max(NAME_LIMIT),
  text: z.string().optional(),
  name: z.string().max(NAME_LIMIT).optional(),
  locale: z.string().max(NAME_LIMIT).optional(),
  channelData: z.unknown().optional(),
  attachments: z.array(z.unknown()).nullish(),
  from: z
    .looseObject({
      id: z.string().max(NAME_LIMIT).optional(),
      name: z.string().max(NAME_LIMIT).nullish(),
    })
    .optional(),
})
export type PostedActivity = z.infer<typeof PostedActivity>

/** An activity as it goes out; our own plain shape, because the SDK's writes its channel under another name. */
export type OutgoingActivity = Record<string, unknown> & { type: string }

export const BOT = { id: 'kneewise', name: 'Kneewise', role: 'bot' } as const

/** Reads what a client posted; throws the Refusal to answer with. */
export function parseActivity(body: unknown): PostedActivity {
  if (isDeeperThan(body, DEPTH_LIMIT))
    throw new Refusal(400, 'BadArgument', 'The body is nested too deeply')
  const posted = PostedActivity.safeParse(body)
  if (!posted.success) throw new Refusal(400, 'BadArgument', 'The body is not an activity')
  const { text = '', attachments } = posted.data
  if (text.length > TEXT_LIMIT)
    throw new Refusal(413, 'MessageTooLarge', `A message may have ${TEXT_LIMIT} characters`)
  if (attachments && attachments.length > 0)
    throw new Refusal(415, 'BadArgument', 'Kneewise takes no files; describe it in words')
  return posted.data
}

/** The sender's own id of what it posts, which comes back with the echo; Web Chat and our client always give one. */
export function clientActivityId({ channelData }: { channelData?: unknown }): string | undefined {
  const isRecord = typeof channelData === 'object' && channelData !== null
  const id =
    isRecord && 'clientActivityID' in channelData ? channelData.clientActivityID : undefined
  return typeof id === 'string' && id !== '' && id.length <= NAME_LIMIT ? id : undefined
}

/** A reply as a standard activity, and the reply itself under channelData for our own client. */
export function activityFromReply(reply: Reply): OutgoingActivity {
  const { triage, blocks, suggestions } = reply
  return { ...standardActivity(reply), channelData: { kneewise: { triage, blocks, suggestions } } }
}

/** A reply as plain text, cards and suggested actions, for any client of the Bot Framework. */
export function standardActivity(reply: Reply): OutgoingActivity {
  const questions = reply.blocks.flatMap((block) =>
    block.kind === 'question' ? block.options : [],
  )
  const choices = questions.length > 0 ? questions : reply.suggestions
  return {
    type: 'message',
    text: renderText({ blocks: reply.blocks.filter((block) => !isOnCard(block)), suggestions: [] }),
    // Never Markdown: a reply may quote the runner.
    textFormat: 'plain',
    locale: 'en-GB',
    inputHint: 'expectingInput',
    suggestedActions: {
      to: [],
      actions: choices.map(({ label, says }) => ({ type: 'imBack', title: label, value: says })),
    },
    attachments: attachmentsOf(reply.blocks),
  }
}

/** Without recursion, so that a body made to exhaust the stack is only measured. */
function isDeeperThan(body: unknown, limit: number): boolean {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
  return false
}

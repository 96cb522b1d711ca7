import { z } from 'zod'

const Arguments = z.record(z.string(), z.unknown())

/** One thing to send: a method of Slack's Web API, or an answer to the address that came with a tap. */
export const Send = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('api'),
    method: z.enum(['chat.postMessage', 'chat.postEphemeral', 'chat.update']),
    body: Arguments,
    /** Whether its `ts` is the answer's own, which an edited question changes in place. */
    isAnswer: z.boolean().optional(),
    /** Whom to write to directly where Slack closes this way. */
    runner: z.string().optional(),
  }),
  z.strictObject({
    to: z.literal('response'),
    address: z.url(),
    body: Arguments,
    runner: z.string().optional(),
  }),
])
export type Send = z.infer<typeof Send>
export type ApiSend = Extract<Send, { to: 'api' }>

/** An accepted question: what of its answer is still to be sent. Holds no word of the question. */
export const Task = z.strictObject({
  team: z.string(),
  user: z.string(),
  sends: z.array(Send),
  /** The process that works on it. */
  holder: z.string(),
  /** Until then only that one process works on it; afterwards any may. Milliseconds since 1970. */
  heldUntil: z.number(),
  /** Where the answer stands, once sent. */
  answer: z.strictObject({ channel: z.string(), ts: z.string() }).optional(),
})
export type Task = z.infer<typeof Task>

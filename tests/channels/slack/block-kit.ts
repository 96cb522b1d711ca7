import { z } from 'zod'

/**
 * Block Kit as Slack documents it, with every limit (protocol facts, B6): what Slack would refuse, this refuses. Written
 * from the facts and not from our renderer.
 */
const upTo = (limit: number) => z.string().min(1).max(limit)
const plain = (limit: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: upTo(limit),
    emoji: z.boolean().optional(),
  })
/** Only `&amp;`, `&lt;` and `&gt;` may stand for themselves; `<` and `>` only around links and mentions. */
const escapedMarkup = (text: string) => {
  const withoutLinks = text.replace(/<(?:https?:|tel:|@[UW])[^<>|\s]*(?:\|[^<>]*)?>/g, '')
  return !/[<>]/.test(withoutLinks) && !/&(?!amp;|lt;|gt;)/.test(withoutLinks)
}
const mrkdwn = (limit: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: upTo(limit).refine(escapedMarkup, 'unescaped & < >'),
    verbatim: z.boolean().optional(),
  })
const id = upTo(255)
const confirm = z.strictObject({
  title: plain(100),
  text: plain(300),
  confirm: plain(30),
  deny: plain(30),
})
const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plain(75),
  value: upTo(2_000).optional(),
  url: upTo(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
})
const imageElement = z.strictObject({
  type: z.literal('image'),
  image_url: upTo(3_000).startsWith('http'),
  alt_text: upTo(2_000),
})
const option = z.strictObject({ text: plain(75), value: upTo(75) })
const uniqueIds = (elements: { action_id: string }[]) =>
  new Set(elements.map((element) => element.action_id)).size === elements.length
const block_id = id.optional()
const feedbackButton = z.strictObject({ text: plain(75), value: upTo(2_000) })
const input = <Element extends z.ZodType>(element: Element) =>
  z.strictObject({
    type: z.literal('input'),
    block_id,
    label: plain(2_000),
    hint: plain(2_000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element,
  })
const section = z.strictObject({
  type: z.literal('section'),
  block_id,
  text: mrkdwn(3_000),
  accessory: z.union([imageElement, button]).optional(),
})
const shared = [
  section,
  z.strictObject({ type: z.literal('header'), block_id, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({
    type: z.literal('context'),
    block_id,
    elements: z
      .array(z.union([mrkdwn(3_000), plain(3_000)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id,
    elements: z.array(button).min(1).max(25).refine(uniqueIds, 'action ids of a row differ'),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id,
    image_url: upTo(3_000).startsWith('http'),
    alt_text: upTo(2_000),
  }),
] as const
const table = z.strictObject({
  type: z.literal('table'),
  block_id,
  column_settings: z
    .array(z.strictObject({ is_wrapped: z.boolean() }))
    .max(20)
    .optional(),
  rows: z
    .array(
      z
        .array(z.strictObject({ type: z.literal('raw_text'), text: upTo(1_000) }))
        .min(1)
        .max(20),
    )
    .min(1)
    .max(100),
})
const feedback = z.strictObject({
  type: z.literal('context_actions'),
  block_id,
  elements: z
    .array(
      z.strictObject({
        type: z.literal('feedback_buttons'),
        action_id: id,
        positive_button: feedbackButton,
        negative_button: feedbackButton,
      }),
    )
    .min(1)
    .max(5),
})
const inputs = input(
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('plain_text_input'),
      action_id: id,
      multiline: z.boolean().optional(),
      max_length: z.number().max(3_000).optional(),
      initial_value: z.string().max(3_000).optional(),
      placeholder: plain(150).optional(),
      dispatch_action_config: z
        .strictObject({ trigger_actions_on: z.array(z.string()).min(1) })
        .optional(),
    }),
    z.strictObject({
      type: z.literal('static_select'),
      action_id: id,
      placeholder: plain(150).optional(),
      options: z.array(option).min(1).max(100),
    }),
    z.strictObject({
      type: z.literal('checkboxes'),
      action_id: id,
      options: z.array(option).min(1).max(10),
    }),
  ]),
)

type Blocks = readonly { type: string; block_id?: string | undefined }[]
const differingIds = (blocks: Blocks) => {
  const ids = blocks.flatMap((block) => block.block_id ?? [])
  return new Set(ids).size === ids.length
}
const oneTable = (blocks: Blocks) => blocks.filter(({ type }) => type === 'table').length <= 1
/** Characters of all blocks; Slack refused messages from about here on. */
const ALL_TEXT = 13_200
const shortEnough = (blocks: Blocks) => JSON.stringify(blocks).length <= ALL_TEXT

export const MessageBlocks = z
  .array(z.discriminatedUnion('type', [...shared, table, feedback]))
  .min(1)
  .max(50)
  .refine(differingIds, 'block ids differ')
  .refine(oneTable, 'one table a message')
  .refine(shortEnough, 'msg_blocks_too_long')

const ViewBlocks = z
  .array(z.discriminatedUnion('type', [...shared, inputs]))
  .min(1)
  .max(100)
  .refine(differingIds, 'block ids differ')

export const View = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('home'), blocks: ViewBlocks }),
  z.strictObject({
    type: z.literal('modal'),
    callback_id: id.optional(),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    private_metadata: z.string().max(3_000).optional(),
    blocks: ViewBlocks,
  }),
])

export const Message = z.looseObject({
  text: upTo(4_000).refine(escapedMarkup, 'unescaped & < >'),
  blocks: MessageBlocks.optional(),
})

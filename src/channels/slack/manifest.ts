import { z } from 'zod'
import { COMMAND } from './on-command.ts'
import { SHORTCUT } from './on-shortcut.ts'
import type { Words } from './words.ts'

/** The least that Kneewise needs; no scope that reads what people write in channels. */
export const BOT_SCOPES = ['app_mentions:read', 'chat:write', 'commands', 'im:history'] as const
/** For the agent view of paid plans; a free workspace installs without. */
export const OPTIONAL_BOT_SCOPES = ['assistant:write'] as const
export const BOT_EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.im',
  'tokens_revoked',
] as const

const Text = (limit: number) => z.string().min(1).max(limit)
const Address = z.url().startsWith('https://', 'Slack only calls addresses with https://')

/** An app manifest as Slack takes it, as far as ours goes (protocol facts, B10). */
export const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number().int() }),
  display_information: z.strictObject({
    name: Text(35),
    description: Text(140),
    long_description: z.string().min(174).max(4_000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    agent_view: z.strictObject({
      agent_description: Text(300),
      suggested_prompts: z.array(z.strictObject({ title: Text(75), message: Text(300) })).max(4),
    }),
    bot_user: z.strictObject({
      display_name: z
        .string()
        .max(80)
        .regex(/^[a-z0-9._-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          type: z.enum(['message', 'global']),
          name: Text(24),
          callback_id: Text(255),
          description: Text(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().max(32).startsWith('/'),
          description: Text(2_000),
          usage_hint: Text(1_000),
          should_escape: z.boolean(),
          url: Address.optional(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(Address).max(1_000).optional(),
    scopes: z.strictObject({
      bot: z.array(z.string()).max(255),
      bot_optional: z.array(z.string()).max(255),
    }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: Address.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: Address.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})
export type Manifest = z.infer<typeof Manifest>

/**
 * The manifest of our Slack app: for Socket Mode, or for HTTP under a public address (https://…). Throws a ZodError when
 * the result is none that Slack would take.
 */
export function slackManifest(words: Words, address?: string): Manifest {
  const events = address ? `${address.replace(/\/+$/, '')}/slack/events` : undefined
  const redirect = address ? `${address.replace(/\/+$/, '')}/slack/oauth_redirect` : undefined
  return Manifest.parse({
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Kneewise',
      description:
        "Answers runners' knee questions with sources, and sends you to help when needed.",
      long_description:
        "Kneewise answers runners' questions about their knees: why they hurt, what helps, which shoes, how to come " +
        'back to running. Every sentence was written by people and names its sources. Whoever reports a warning sign ' +
        'is told at once what to do and whom to contact. It is a program, not a clinician, and gives no diagnosis.',
      background_color: '#1f4e5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      agent_view: {
        agent_description: 'Ask about running and knees, in your own words.',
        suggested_prompts: words.prompts.items,
      },
      bot_user: { display_name: 'kneewise', always_online: true },
      shortcuts: [
        {
          type: 'message',
          name: words.shortcut.name,
          callback_id: SHORTCUT,
          description: words.shortcut.description,
        },
      ],
      slash_commands: [
        {
          command: COMMAND,
          description: 'Ask a question about running and knees; only you see the answer.',
          usage_hint: 'why does my knee hurt after a run?',
          should_escape: false,
          ...(events ? { url: events } : {}),
        },
      ],
    },
    oauth_config: {
      ...(redirect ? { redirect_urls: [redirect] } : {}),
      scopes: { bot: [...BOT_SCOPES], bot_optional: [...OPTIONAL_BOT_SCOPES] },
    },
    settings: {
      event_subscriptions: {
        ...(events ? { request_url: events } : {}),
        bot_events: [...BOT_EVENTS],
      },
      interactivity: { is_enabled: true, ...(events ? { request_url: events } : {}) },
      org_deploy_enabled: true,
      socket_mode_enabled: !address,
      token_rotation_enabled: false,
    },
  })
}

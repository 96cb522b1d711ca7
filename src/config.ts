import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { describeProblem, readYaml } from './knowledge/index.ts'
// Not through the room's index: commands that serve nothing need nothing else of it.
import { SAMPLERS } from './operating/open-tracing.ts'
import { PATHS } from './paths.ts'

const Text = z.string().trim().min(1)

/** What a club says about itself in kneewise.yaml; everything has a default, so the file may be missing. */
const ClubSettings = z.strictObject({
  name: Text.default('Kneewise'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'write the two letters of the country, such as GB')
    .nullable()
    .default(null),
  professionals: z
    .array(
      z.strictObject({
        name: Text,
        role: Text,
        phone: z
          .string()
          .regex(/^[+\d][\d ]+$/, 'write the number in quotes')
          .optional(),
      }),
    )
    .default([]),
  /** Origins of the websites that may embed the chat, besides Kneewise's own pages. */
  allowedSites: z.array(z.url('write the whole address, such as https://club.example')).default([]),
  retentionDays: z.number().int().min(1).max(365).default(30),
  /** Where others reach Kneewise; Slack fetches pictures from there. */
  publicAddress: z.url('write the whole address, such as https://knee.club.example').optional(),
})
export type ClubSettings = z.infer<typeof ClubSettings>

const Environment = z.object({
  PORT: z.coerce.number('PORT must be a number').int().min(0).max(65_535).default(3978),
  HOST: z.string().default('localhost'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** The folder of everything that is kept on this machine. */
  KNEEWISE_DATA: z.string().default(PATHS.data),
  KNEEWISE_DATABASE: z.string().optional(),
  /** Redis or Valkey for several processes, instead of the database file; several addresses with commas: a cluster. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?(\+cluster)?:\/\//, 'REDIS_URL begins with redis:// or rediss://')
    .optional(),
  /** Addresses of proxies in front, whose X-Forwarded-For and -Proto are believed; none when not given. */
  TRUST_PROXY: z.string().optional(),
  KNEEWISE_SETTINGS: z.string().default(join(PATHS.root, 'kneewise.yaml')),
  /** The folder that holds knowledge/, intents/ and figures/. */
  KNEEWISE_CONTENT: z.string().default(PATHS.root),
  /** Lets a collector elsewhere read /metrics with this as its bearer token; without it only this machine can. */
  METRICS_TOKEN: z.string().min(16, 'METRICS_TOKEN needs at least 16 characters').optional(),
  /** How long /readyz says that the process is going before the doors close; as long as a proxy needs to see it. */
  STOP_DELAY_SECONDS: z.coerce
    .number('STOP_DELAY_SECONDS must be a number')
    .min(0)
    .max(60)
    .default(0),
  /** Where a collector of OpenTelemetry takes traces by OTLP over HTTP; without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: 'OTEL_EXPORTER_OTLP_ENDPOINT is an address such as http://localhost:4318',
    })
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('kneewise'),
  OTEL_TRACES_SAMPLER: z
    .enum(SAMPLERS, `OTEL_TRACES_SAMPLER is one of ${SAMPLERS.join(', ')}`)
    .default('parentbased_always_on'),
  /** The share of traces that are kept, for the samplers that keep a share. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number('OTEL_TRACES_SAMPLER_ARG must be a number')
    .min(0)
    .max(1)
    .default(1),
  /** Signs the tokens of web chat; made once and kept in the data folder when not given. */
  KNEEWISE_TOKEN_KEY: z
    .string()
    .min(32, 'KNEEWISE_TOKEN_KEY needs at least 32 characters')
    .optional(),
  /** The Direct Line secret for servers that generate tokens themselves; without it only our own page can. */
  DIRECT_LINE_SECRET: z
    .string()
    .min(16, 'DIRECT_LINE_SECRET needs at least 16 characters')
    .regex(/^\S+$/, 'DIRECT_LINE_SECRET may hold no spaces')
    .optional(),
  /** The registration of the bot at Azure Bot Service; with id and password /api/messages answers Teams and others. */
  MICROSOFT_APP_ID: z.string().optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: z.string().optional(),
  /** Where Microsoft Entra is, for national clouds. */
  MICROSOFT_APP_AUTHORITY: z.url().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  /** With these, many workspaces can install Kneewise, each with its own club. */
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(16, 'SLACK_STATE_SECRET needs at least 16 characters')
    .optional(),
  /** Where Slack's Web API is; only tests point it elsewhere. */
  SLACK_API_URL: z.url().optional(),
})

/** Every variable that is read; docs/operating.md explains each. */
export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(Environment.shape)

export type Config = z.infer<typeof Environment> & { KNEEWISE_DATABASE: string; club: ClubSettings }

/** The environment's part about Slack, as the Slack channel names it. */
export function slackSettings(config: Config) {
  return {
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    clientId: config.SLACK_CLIENT_ID,
    clientSecret: config.SLACK_CLIENT_SECRET,
    stateSecret: config.SLACK_STATE_SECRET,
    apiUrl: config.SLACK_API_URL,
  }
}

/** The environment's part about traces, as the operating room names it. */
export function tracingSettings(config: Config) {
  return {
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    service: config.OTEL_SERVICE_NAME,
    sampler: config.OTEL_TRACES_SAMPLER,
    ratio: config.OTEL_TRACES_SAMPLER_ARG,
  }
}

/** Settings that cannot be used; the message names each and its mend. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads the environment and the club's settings file; throws a ConfigError that lists everything wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(filled)
  if (!parsed.success) {
    // Only names and rules: a value may be a secret.
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
    )
  }
  const { KNEEWISE_DATA, KNEEWISE_DATABASE, KNEEWISE_SETTINGS, REDIS_URL, KNEEWISE_TOKEN_KEY } =
    parsed.data
  if (REDIS_URL && !KNEEWISE_TOKEN_KEY) {
    throw new ConfigError(
      'KNEEWISE_TOKEN_KEY: needed with REDIS_URL, the same for all processes, so that each takes the tokens of the others. ' +
        'Make one with: openssl rand -base64 48',
    )
  }
  return {
    ...parsed.data,
    KNEEWISE_DATABASE: KNEEWISE_DATABASE ?? join(KNEEWISE_DATA, 'kneewise.db'),
    club: readClub(KNEEWISE_SETTINGS),
  }
}

/** Reads the club's settings, the defaults where there is no file; throws a ConfigError that names line and mend. */
export function readClub(path: string): ClubSettings {
  if (!existsSync(path)) return ClubSettings.parse({})
  const { parsed, problems } = readYaml(dirname(path), basename(path), ClubSettings)
  if (!parsed) throw new ConfigError(problems.map(describeProblem).join('\n'))
  return parsed.value
}

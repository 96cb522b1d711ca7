import { webApi } from '@slack/bolt'
import { z } from 'zod'
import { BOT_EVENTS, BOT_SCOPES, OPTIONAL_BOT_SCOPES } from './manifest.ts'
import { slackCode } from './refusal.ts'
import { found, type SlackSettings, slackMode } from './slack-mode.ts'

const CALL_MS = 10_000

/** One thing that was looked at: how it is, and what to do where it is not well. */
export type Finding = {
  state: 'well' | 'unwell' | 'hint'
  what: string
  mend?: string
}

/**
 * Looks at everything Slack needs, one by one: settings, the bot token and its scopes, Socket Mode or the public address.
 * Sends nothing to anybody. What Slack does not tell an app (its event subscriptions) comes as a hint to compare.
 */
export async function examineSlack(
  settings: SlackSettings,
  { publicAddress }: { publicAddress: string | undefined },
): Promise<Finding[]> {
  const mode = slackMode(settings)
  if (mode.kind === 'off') {
    return [{ state: mode.isMistake ? 'unwell' : 'hint', what: mode.why }]
  }
  const findings: Finding[] = [
    { state: 'well', what: `Slack is set up for ${inWords(mode.kind)}.` },
  ]
  const client = clientWith(settings)
  if (mode.kind !== 'oauth') findings.push(...(await examineBotToken(client, mode.botToken)))
  if (mode.kind === 'socket') findings.push(await examineAppToken(client, mode.appToken))
  else findings.push(await examineAddress(publicAddress))
  if (mode.kind === 'oauth' && !publicAddress) {
    findings.push({
      state: 'unwell',
      what: 'Other workspaces cannot install Kneewise: they are sent back to its public address.',
      mend: 'Write publicAddress: https://… into kneewise.yaml.',
    })
  }
  findings.push({
    state: 'hint',
    what: `Slack tells no app which events it gets. Compare under Event Subscriptions: ${BOT_EVENTS.join(', ')}.`,
    mend: 'The manifest of npm run slack:manifest sets them all; paste it under App Manifest.',
  })
  if (!publicAddress) {
    findings.push({
      state: 'hint',
      what: 'Without a public address answers have no pictures; the knee map is a list of places.',
      mend: 'Write publicAddress: https://… into kneewise.yaml when there is one.',
    })
  }
  return findings
}

async function examineBotToken(client: webApi.WebClient, token: string): Promise<Finding[]> {
  try {
    const answer = await client.auth.test({ token })
    const scopes = answer.response_metadata?.scopes ?? []
    const missing = BOT_SCOPES.filter((scope) => !scopes.includes(scope))
    const optional = OPTIONAL_BOT_SCOPES.filter((scope) => !scopes.includes(scope))
    const more = scopes.filter(
      (scope) => ![...BOT_SCOPES, ...OPTIONAL_BOT_SCOPES].some((own) => own === scope),
    )
    return [
      {
        state: 'well',
        what: `SLACK_BOT_TOKEN works: ${answer.user ?? 'the bot'} in ${answer.team ?? 'the workspace'}.`,
      },
      missing.length === 0
        ? { state: 'well', what: `It has the scopes it needs: ${BOT_SCOPES.join(', ')}.` }
        : {
            state: 'unwell',
            what: `It lacks ${missing.length === 1 ? 'a scope' : 'scopes'}: ${missing.join(', ')}.`,
            mend: 'Add it under OAuth & Permissions → Bot Token Scopes, then choose Reinstall to Workspace.',
          },
      ...optional.map(
        (scope): Finding => ({
          state: 'hint',
          what: `${scope} is missing; it is only for the agent view of paid plans.`,
        }),
      ),
      ...(more.length > 0
        ? [
            {
              state: 'hint' as const,
              what: `It has scopes that Kneewise never uses: ${more.join(', ')}.`,
              mend: 'Remove them under OAuth & Permissions; less is safer.',
            },
          ]
        : []),
    ]
  } catch (error) {
    return [refused('SLACK_BOT_TOKEN', error)]
  }
}

async function examineAppToken(client: webApi.WebClient, token: string): Promise<Finding> {
  try {
    await client.apps.connections.open({ token })
    return { state: 'well', what: 'SLACK_APP_TOKEN works; Socket Mode can be opened.' }
  } catch (error) {
    if (slackCode(error) === 'missing_scope') {
      return {
        state: 'unwell',
        what: 'SLACK_APP_TOKEN lacks the scope connections:write.',
        mend: found('SLACK_APP_TOKEN'),
      }
    }
    return refused('SLACK_APP_TOKEN', error)
  }
}

const Healthy = z.looseObject({ status: z.string() })

/** Whether Kneewise answers under its public address, as Slack would find it. */
async function examineAddress(publicAddress: string | undefined): Promise<Finding> {
  if (!publicAddress) {
    return {
      state: 'hint',
      what: 'Whether Slack can reach /slack/events cannot be checked without a public address.',
      mend: 'Write publicAddress: https://… into kneewise.yaml, or use Socket Mode, which needs none.',
    }
  }
  const address = `${publicAddress.replace(/\/+$/, '')}/healthz`
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(CALL_MS) })
    const isOurs = answer.ok && Healthy.safeParse(await answer.json()).success
    if (isOurs) return { state: 'well', what: `${publicAddress} reaches Kneewise.` }
  } catch {
    // Said below, whatever the reason was.
  }
  return {
    state: 'unwell',
    what: `${publicAddress} does not reach Kneewise.`,
    mend: 'Start Kneewise, and let the web server of that address pass requests on to it.',
  }
}

function refused(variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN', error: unknown): Finding {
  const code = slackCode(error)
  return code
    ? { state: 'unwell', what: `Slack refuses ${variable} (${code}).`, mend: found(variable) }
    : {
        state: 'unwell',
        what: 'Slack cannot be reached from this machine.',
        mend: 'Check the connection, and that a firewall lets it call https://slack.com.',
      }
}

function clientWith({ apiUrl }: SlackSettings): webApi.WebClient {
  return new webApi.WebClient(undefined, {
    timeout: CALL_MS,
    retryConfig: { retries: 0 },
    logLevel: webApi.LogLevel.ERROR,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  })
}

function inWords(kind: 'socket' | 'http' | 'oauth'): string {
  const names = {
    socket: 'Socket Mode, one workspace',
    http: 'HTTP, one workspace',
    oauth: 'HTTP, many workspaces',
  }
  return names[kind]
}

/** The environment's part of Slack's settings. */
export type SlackSettings = {
  botToken: string | undefined
  appToken: string | undefined
  signingSecret: string | undefined
  clientId: string | undefined
  clientSecret: string | undefined
  stateSecret: string | undefined
  /** Where Slack's Web API is; only tests point it elsewhere. */
  apiUrl: string | undefined
}

/** How Slack is reached, or why it is not: one line that names the variable and where to find its value. */
export type SlackMode =
  | { kind: 'off'; why: string; isMistake: boolean }
  | { kind: 'socket'; botToken: string; appToken: string }
  | { kind: 'http'; botToken: string; signingSecret: string }
  | {
      kind: 'oauth'
      signingSecret: string
      clientId: string
      clientSecret: string
      stateSecret: string
    }

/** Where Slack's pages show each value. */
export const WHERE_FOUND = {
  SLACK_BOT_TOKEN: 'OAuth & Permissions → Bot User OAuth Token (xoxb-…)',
  SLACK_APP_TOKEN: 'Basic Information → App-Level Tokens, scope connections:write (xapp-…)',
  SLACK_SIGNING_SECRET: 'Basic Information → App Credentials → Signing Secret',
  SLACK_CLIENT_ID: 'Basic Information → App Credentials → Client ID',
  SLACK_CLIENT_SECRET: 'Basic Information → App Credentials → Client Secret',
  SLACK_STATE_SECRET: 'any 16 random characters or more of your own',
} as const
export type SlackVariable = keyof typeof WHERE_FOUND

/** What the settings ask for; pure, no network. */
export function slackMode(settings: SlackSettings): SlackMode {
  const { botToken, appToken, signingSecret, clientId, clientSecret, stateSecret } = settings
  if (clientId || clientSecret) {
    if (!clientId) return missing('SLACK_CLIENT_ID')
    if (!clientSecret) return missing('SLACK_CLIENT_SECRET')
    if (!signingSecret) return missing('SLACK_SIGNING_SECRET')
    if (!stateSecret) return missing('SLACK_STATE_SECRET')
    return { kind: 'oauth', signingSecret, clientId, clientSecret, stateSecret }
  }
  if (!botToken && !appToken && !signingSecret) {
    return {
      kind: 'off',
      isMistake: false,
      why: 'Slack is off. To turn it on, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; docs/slack.md shows how.',
    }
  }
  if (!botToken) return missing('SLACK_BOT_TOKEN')
  if (!botToken.startsWith('xoxb-')) return wrongKind('SLACK_BOT_TOKEN', 'xoxb-')
  if (appToken) {
    return appToken.startsWith('xapp-')
      ? { kind: 'socket', botToken, appToken }
      : wrongKind('SLACK_APP_TOKEN', 'xapp-')
  }
  return signingSecret ? { kind: 'http', botToken, signingSecret } : missing('SLACK_APP_TOKEN')
}

function missing(variable: SlackVariable): SlackMode {
  return off(`${variable} is not set. ${found(variable)}`)
}

function wrongKind(variable: SlackVariable, prefix: string): SlackMode {
  return off(
    `${variable} does not begin with ${prefix}; it may be another token. ${found(variable)}`,
  )
}

function off(why: string): SlackMode {
  return { kind: 'off', isMistake: true, why: `Slack is off: ${why} Web chat goes on.` }
}

/** One sentence on where a value stands. */
export function found(variable: SlackVariable): string {
  return `Find it on api.slack.com/apps under ${WHERE_FOUND[variable]}.`
}

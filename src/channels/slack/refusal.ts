import { z } from 'zod'
import { found, type SlackVariable } from './slack-mode.ts'

/** What Slack says when a token is no good; trying again does not help. */
const BAD_TOKEN = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
  'team_disabled',
  'user_removed_from_team',
])
const SlackError = z.looseObject({ data: z.looseObject({ error: z.string() }) })

/** Slack's own code of an error, such as `invalid_auth`; undefined where Slack said nothing. */
export function slackCode(error: unknown): string | undefined {
  const parsed = SlackError.safeParse(error)
  return parsed.success ? parsed.data.data.error : undefined
}

/** Whether waiting and trying again can help. */
export function isFinal(error: unknown): boolean {
  return BAD_TOKEN.has(slackCode(error) ?? '')
}

/** One line that names the variable, what Slack said, and where to find a good value; never the value. */
export function refusalOf(variable: SlackVariable, error: unknown): string {
  const code = slackCode(error)
  if (!code) return 'Slack cannot be reached; Kneewise keeps trying. Web chat goes on.'
  const scope =
    code === 'missing_scope' && variable === 'SLACK_APP_TOKEN'
      ? ' It needs the scope connections:write.'
      : ''
  return `Slack is off: Slack refused ${variable} (${code}).${scope} ${found(variable)} Web chat goes on.`
}

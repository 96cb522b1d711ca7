import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt'
import { z } from 'zod'
import type { Records } from './records.ts'
import type { Seal } from './sealed.ts'

/** What Slack's OAuth gives us, as far as we rely on it; the rest is kept as it came. */
const Kept = z.looseObject({
  team: z.looseObject({ id: z.string() }).optional(),
  enterprise: z.looseObject({ id: z.string() }).optional(),
  user: z.looseObject({
    id: z.string(),
    token: z.string().optional(),
    scopes: z.array(z.string()).optional(),
  }),
  bot: z
    .looseObject({
      token: z.string(),
      id: z.string(),
      userId: z.string(),
      scopes: z.array(z.string()),
    })
    .optional(),
  isEnterpriseInstall: z.boolean().optional(),
})
const Sealed = z.strictObject({ sealed: z.string() })

/** The workspace or organisation that an installation, or a request, belongs to. */
export function teamOf({
  teamId,
  enterpriseId,
  isEnterpriseInstall,
}: {
  teamId?: string | undefined
  enterpriseId?: string | undefined
  isEnterpriseInstall?: boolean | undefined
}): string {
  return (isEnterpriseInstall ? enterpriseId : teamId) ?? enterpriseId ?? ''
}

/**
 * Bolt's installation store over ours: tokens sealed, found by workspace, or by organisation where Kneewise is installed
 * for all of one (Enterprise Grid).
 */
export function createInstallations(
  records: Records,
  seal: Seal,
): InstallationStore & {
  /** The bot token of a workspace or organisation, and who installed it; undefined where it is not installed. */
  find(team: string): Promise<{ token: string; installer: string } | undefined>
} {
  const idOf = (team: string) => `slack:${team}:installation`

  return {
    async storeInstallation(installation) {
      const kept = Kept.parse(installation)
      const team = keyOf(kept)
      await records.put(idOf(team), { sealed: seal.close(installation) }, { team })
    },
    async fetchInstallation(query) {
      const found = await read(teamOf(query))
      // An organisation may have it for all of its workspaces.
      const kept = found ?? (query.enterpriseId ? await read(query.enterpriseId) : undefined)
      if (!kept) throw new Error('Kneewise is not installed in this workspace')
      return kept
    },
    async deleteInstallation(query) {
      await records.remove(idOf(teamOf(query)))
    },
    async find(team) {
      const parsed = Kept.safeParse(await read(team))
      if (!parsed.success || !parsed.data.bot) return undefined
      return { token: parsed.data.bot.token, installer: parsed.data.user.id }
    },
  }

  async function read(team: string): Promise<Installation | undefined> {
    const parsed = Sealed.safeParse(await records.get(idOf(team)))
    if (!parsed.success) return undefined
    const installation = seal.open(parsed.data.sealed)
    return isInstallation(installation) ? installation : undefined
  }
}

function keyOf({ team, enterprise, isEnterpriseInstall }: z.infer<typeof Kept>): string {
  return teamOf({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall })
}

function isInstallation(value: unknown): value is Installation {
  return Kept.safeParse(value).success
}

export type { InstallationQuery }

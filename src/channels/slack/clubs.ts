import { z } from 'zod'
import type { Club } from '../../assistant.ts'
import type { Records } from './records.ts'

const Text = z.string().trim().min(1)

/** What a workspace says about its club. */
export const ClubOfWorkspace = z.strictObject({
  name: Text,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  professionals: z.array(
    z.strictObject({
      name: Text,
      role: Text,
      phone: z
        .string()
        .regex(/^[+\d][\d ]+$/)
        .optional(),
    }),
  ),
})
export type ClubOfWorkspace = z.infer<typeof ClubOfWorkspace>

/** Whose club a workspace belongs to. */
export type Clubs = {
  of(team: string): Promise<Club>
  /** Present where each workspace has its own settings. */
  save?: (team: string, club: ClubOfWorkspace) => Promise<void>
}

/** One workspace, whose club is that of kneewise.yaml, as it is now. */
export function oneClub(settings: { readonly club: Club }): Clubs {
  return { of: async () => settings.club }
}

/** Many workspaces, each with its own club; before it is set up nothing is known, so no number of a country is shown. */
export function clubPerWorkspace(records: Records): Clubs {
  const idOf = (team: string) => `slack:${team}:club`
  return {
    async of(team) {
      const parsed = ClubOfWorkspace.safeParse(await records.get(idOf(team)))
      return parsed.success ? parsed.data : { name: 'Kneewise', country: null, professionals: [] }
    },
    save: (team, club) => records.put(idOf(team), club, { team }),
  }
}

/** Lines of "name, role, phone" as a person types them; undefined when one of them is not that. */
export function professionalsFrom(text: string): ClubOfWorkspace['professionals'] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const parsed = lines.map((line) => {
    const [name, role, phone] = line.split(',').map((part) => part.trim())
    return ClubOfWorkspace.shape.professionals.element.safeParse({
      name,
      role,
      ...(phone ? { phone } : {}),
    })
  })
  return parsed.every(({ success }) => success)
    ? parsed.flatMap(({ data }) => data ?? [])
    : undefined
}

/** The other way round, to edit. */
export function professionalsText({ professionals }: Pick<Club, 'professionals'>): string {
  return professionals
    .map(({ name, role, phone }) => [name, role, phone].filter(Boolean).join(', '))
    .join('\n')
}

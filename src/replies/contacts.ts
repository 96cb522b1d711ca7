import type { Knowledge } from '../knowledge/index.ts'
import type { Contact } from './reply.ts'

/** Whom to contact at an alert; the emergency number only ever from verified services of the country. */
export function contactsFor(
  level: 'urgent' | 'emergency',
  {
    country,
    professionals,
  }: {
    country: string | null
    professionals: readonly { name: string; role: string; phone?: string | undefined }[]
  },
  { services, phrases }: Pick<Knowledge, 'services' | 'phrases'>,
): Contact[] {
  const service = country ? services.countries.get(country) : undefined
  const emergency: Contact = service
    ? {
        label: `${phrases.contacts.emergency}: ${service.emergency.says}`,
        dial: service.emergency.dial,
      }
    : { label: phrases.contacts.localEmergency, dial: services.fallback.dial }
  if (level === 'emergency') return [emergency]
  const advice: Contact[] = service?.adviceLine
    ? [
        {
          label: `${phrases.contacts.advice}: ${service.adviceLine.name}`,
          dial: service.adviceLine.dial,
        },
      ]
    : []
  const own = professionals.map(({ name, role, phone }): Contact => {
    const label = `${name} (${role})`
    return phone ? { label, dial: phone } : { label }
  })
  return [...advice, ...own, emergency]
}

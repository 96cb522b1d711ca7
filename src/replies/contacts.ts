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

/** The crisis line of the country; where none was verified, where to find one. */
export function crisisContact(
  country: string | null,
  { services, phrases }: Pick<Knowledge, 'services' | 'phrases'>,
): Contact {
  const line = country ? services.countries.get(country)?.crisisLine : undefined
  return line
    ? { label: `${phrases.contacts.crisis}: ${line.says}`, dial: line.dial }
    : {
        label: `${phrases.contacts.crisis}: ${phrases.contacts.anyCrisisLine}`,
        site: phrases.contacts.anyCrisisSite,
      }
}

/** Whom to call in danger and whom to talk to, as words of a sentence. */
export function crisisWords(
  country: string | null,
  { services, phrases }: Pick<Knowledge, 'services' | 'phrases'>,
): { crisis: string; emergency: string } {
  const service = country ? services.countries.get(country) : undefined
  return {
    crisis: service?.crisisLine?.says ?? phrases.contacts.anyCrisisLine,
    emergency: (service?.emergency ?? services.fallback).says,
  }
}

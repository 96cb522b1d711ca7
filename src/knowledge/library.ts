import { z } from 'zod'
import { Id } from './entry.ts'

/** A work of the bibliography. */
export const Source = z.strictObject({
  authors: z.string(),
  title: z.string(),
  publisher: z.string(),
  year: z.string(),
  /** Address or DOI; null when the citation is all there is. */
  link: z.string().nullable(),
  kind: z.string(),
  verified: z.literal(true, 'only sources that were read may be cited'),
  core: z.boolean(),
})
export type Source = z.infer<typeof Source>
export const SourcesFile = z.strictObject({ sources: z.record(Id, Source) })

const Dial = z.string().regex(/^\d+$/, 'write the digits only, in quotes')

/** Whom to call in one country; only numbers that were verified. */
export const Service = z.strictObject({
  country: z.string(),
  emergency: z.strictObject({ dial: Dial, says: z.string() }),
  adviceLine: z.strictObject({ name: z.string(), dial: Dial }).optional(),
  /** People who listen to somebody in despair. */
  crisisLine: z.strictObject({ dial: Dial, says: z.string() }).optional(),
})
export type Service = z.infer<typeof Service>
export const ServicesFile = z.strictObject({
  services: z.record(
    z.string().regex(/^[A-Z]{2}$/, 'write the two letters of the country'),
    Service,
  ),
  default: z.strictObject({ dial: Dial, says: z.string() }),
  sources: z.array(Id),
})

/** A claim of the article that Kneewise grew from, and the topics that carry it. */
export const Claim = z.strictObject({
  claim: z.string(),
  agreement: z.enum(['agrees', 'qualified', 'weak', 'disagrees']),
  topics: z.array(Id).min(1),
})
export type Claim = z.infer<typeof Claim>
export const ClaimsFile = z.strictObject({ claims: z.record(Id, Claim) })

export const TermsFile = z.strictObject({ terms: z.array(z.string()) })

import { z } from 'zod'
import { Id } from './entry.ts'

const Words = z.string().min(1, 'write the beginnings of words, in small letters')
const Sentence = z.string().includes('{number}', { message: 'say {number} where it belongs' })

/** Another language: what Kneewise answers in it, and the words of the pressing signs it still knows. */
export const Language = z.strictObject({
  name: z.string(),
  reply: Sentence,
  /** First words of an alert, by its level. */
  emergency: Sentence,
  urgent: Sentence,
  /** First words of the alert for thoughts of self-harm. */
  selfHarm: Sentence,
  /** Beginnings of the words for knee. */
  knee: z.array(Words).min(1),
  /** Figures of speech and denials, left out before signs are looked for. */
  idioms: z.array(Words).min(1).optional(),
  /** For a red flag or a finding, lines of words that tell of it; how they are written stands in languages.yaml. */
  signs: z.record(Id, z.array(Words).min(1)),
})
export type Language = z.infer<typeof Language>
export const LanguagesFile = z.strictObject({
  languages: z.record(
    z.string().regex(/^[a-z]{2}$/, 'write the two letters of the language'),
    Language,
  ),
})

import { z } from 'zod'
import { Id } from './entry.ts'

const Words = z.string().min(1, 'write the beginnings of words, in small letters')
const Sentence = z.string().includes('{number}', { message: 'say {number} where it belongs' })

/** Another language: what Kneewise answers in it, and the words of the emergencies it still knows. */
export const Language = z.strictObject({
  name: z.string(),
  reply: Sentence,
  /** First words of an alert. */
  emergency: Sentence.optional(),
  /** Beginnings of the words for knee. */
  knee: z.array(Words).min(1),
  /** For a red flag, lines of word beginnings; a line fits when each of them begins a word of the message. */
  emergencies: z.record(Id, z.array(Words).min(1)).optional(),
})
export type Language = z.infer<typeof Language>
export const LanguagesFile = z.strictObject({
  languages: z.record(
    z.string().regex(/^[a-z]{2}$/, 'write the two letters of the language'),
    Language,
  ),
})

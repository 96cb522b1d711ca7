import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { LIMITS } from './limits.ts'

/** Far above what fits into a button's value; a forged value must not unpack to gigabytes. */
const UNPACKED_LIMIT = 64_000

/** What stands behind a "More", "Why" or "Sources" button: a title, its lines, and works by their ids. */
export const Folded = z.strictObject({
  title: z.string(),
  lines: z.array(z.string()),
  works: z.array(z.string()).optional(),
})
export type Folded = z.infer<typeof Folded>

/** What to do now and whom to contact, carried by the buttons of an alert. */
export const CarriedAlert = z.strictObject({
  text: z.string(),
  contacts: z.array(
    z.union([
      z.strictObject({ label: z.string(), dial: z.string() }),
      z.strictObject({ label: z.string(), site: z.string() }),
      z.strictObject({ label: z.string() }),
    ]),
  ),
})
export type CarriedAlert = z.infer<typeof CarriedAlert>

/**
 * A value small enough for a button, so that a tap needs no memory of ours and works after any restart; undefined where
 * it does not fit.
 */
export function packed(value: unknown): string | undefined {
  const text = deflateRawSync(JSON.stringify(value)).toString('base64url')
  return text.length <= LIMITS.buttonValue ? text : undefined
}

/** The value behind a button; undefined for a text that is none of ours. */
export function unpacked<Schema extends z.ZodType>(
  text: string | undefined,
  schema: Schema,
): z.infer<Schema> | undefined {
  if (!text) return undefined
  try {
    const bytes = Buffer.from(text, 'base64url')
    const json = inflateRawSync(bytes, { maxOutputLength: UNPACKED_LIMIT }).toString()
    const parsed = schema.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

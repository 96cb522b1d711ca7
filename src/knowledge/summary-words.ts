import { z } from 'zod'

const Text = z.string().trim().min(1, 'write a few plain words')

/** The headings and words of the summary for a clinician; they live in knowledge/summary.yaml. */
export const SummaryWords = z.strictObject({
  title: Text,
  headings: z.strictObject({
    who: Text,
    where: Text,
    since: Text,
    onset: Text,
    worse: Text,
    better: Text,
    present: Text,
    denied: Text,
    earlier: Text,
    redFlags: Text,
    tried: Text,
    notMentioned: Text,
  }),
  noRedFlags: Text,
  levels: z.strictObject({ soon: Text, urgent: Text, emergency: Text }),
  note: Text,
  print: z.strictObject({
    fields: z.array(Text).min(1, 'name at least one line to fill in by hand'),
    save: Text,
    file: z.string().regex(/^[a-z0-9-]+\.txt$/, 'write a plain file name that ends in .txt'),
    madeBy: Text,
  }),
})
export type SummaryWords = z.infer<typeof SummaryWords>

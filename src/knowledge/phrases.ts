import { z } from 'zod'

const Text = z.string().min(1)

/** What Kneewise says around the entries; the wording lives in knowledge/phrases.yaml. */
export const Phrases = z.strictObject({
  introduction: Text,
  titles: z.strictObject({
    helps: Text,
    avoid: Text,
    professional: Text,
    howLong: Text,
    explanations: Text,
    more: Text,
    doNow: Text,
    doNot: Text,
    alsoAsked: Text,
    sources: Text,
  }),
  contacts: z.strictObject({ emergency: Text, advice: Text, localEmergency: Text }),
  explanationNote: Text,
  riskNote: Text,
  becauseYouSaid: Text,
  stillFirst: Text,
  laterTopic: Text,
  soonLead: Text,
  soonMeanwhile: Text,
  suggestions: z.strictObject({
    takeBack: Text,
    redFlags: Text,
    whom: Text,
    firstSteps: Text,
    why: Text,
    shoes: Text,
    more: Text,
  }),
  takenBack: Text,
  takeBackCheck: Text,
  holds: Text,
  nothingToTakeBack: Text,
  unsure: z.strictObject({ lead: Text, again: Text }),
  otherBody: Text,
  offTopic: Text,
  empty: Text,
  tooLong: Text,
  question: z.strictObject({ options: z.strictObject({ yes: Text, no: Text, unsure: Text }) }),
  meta: z.strictObject({
    greeting: Text,
    thanks: Text,
    goodbye: Text,
    help: Text,
    privacy: Text,
    'who-are-you': Text,
    feedback: Text,
    'talk-to-a-human': Text,
  }),
  clubProfessionals: Text,
})
export type Phrases = z.infer<typeof Phrases>

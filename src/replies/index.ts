export { contactsFor } from './contacts.ts'
export { becauseText, contactText, joined, renderBlock, renderText } from './render-text.ts'
export {
  type Block,
  type Choice,
  type Contact,
  type ExerciseShown,
  type Explanation,
  FITS,
  type Fit,
  type Reference,
  type Reply,
  type SummarySection,
} from './reply.ts'
export { referencesOf, stepText, texts, topicBlocks } from './topic-blocks.ts'

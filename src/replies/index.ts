export { contactsFor } from './contacts.ts'
export { becauseText, contactText, joined, renderText } from './render-text.ts'
export {
  type Block,
  type Choice,
  type Contact,
  type Explanation,
  FITS,
  type Fit,
  type Reference,
  type Reply,
} from './reply.ts'
export { referencesOf, stepText, texts, topicBlocks } from './topic-blocks.ts'

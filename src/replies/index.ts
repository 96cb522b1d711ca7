export { contactsFor, crisisContact, crisisWords } from './contacts.ts'
export { fitScreen, WORDS_SHOWN, wordsIn } from './fit-screen.ts'
export {
  becauseText,
  contactAddress,
  contactText,
  joined,
  renderBlock,
  renderText,
} from './render-text.ts'
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
export { sentencesOf, visibleSentences, withoutHeard } from './sentences.ts'
export { referencesOf, shortAnswerFor, stepText, texts, topicBlocks } from './topic-blocks.ts'

export { type Assessment, assess } from './assess.ts'
export { type Known, type Ranked, rankExplanations } from './differential.ts'
export { keyOf, type NextQuestion } from './next-question.ts'
export type { RaisedFlag } from './red-flags.ts'

export { YEAR } from './frames.ts'
export type { Foreign } from './language.ts'
export { type Head, marginsOf } from './linear-model.ts'
export { createNameSearch, type Named, type NameSearch } from './names.ts'
export { createNearestExamples, type NearExample } from './nearest-examples.ts'
export { normalise } from './normalise.ts'
export { compilePattern, PatternError } from './pattern.ts'
export {
  ASSERTIONS,
  type Assertion,
  assertionOf,
  type Detection,
  type Mention,
  type Opening,
  type Question,
  type Reading,
  SCOPES,
  type Scope,
  type Scored,
} from './reading.ts'
export { createStemmer } from './stem.ts'
export { train } from './train.ts'
export { type Example, trainLinearModel } from './train-linear-model.ts'
export {
  createParser,
  createUnderstanding,
  type Parser,
  type TrainedModel,
  type Understand,
} from './understand.ts'
// The lexicon, tokens and weights stay inside: their shapes change with every better way of reading.

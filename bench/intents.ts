import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { loadCore } from '../src/load-core.ts'
import {
  createParser,
  type Example,
  type Head,
  marginsOf,
  trainLinearModel,
} from '../src/understanding/index.ts'

/**
 * Trains the classifier on a public intent set and prints how it does on the test part. The threshold below which a
 * message counts as out of scope is chosen on the validation parts only.
 */
const Pairs = z.array(z.tuple([z.string(), z.string()]))
const Data = z.object({
  train: Pairs,
  val: Pairs,
  test: Pairs,
  oos_train: Pairs,
  oos_val: Pairs,
  oos_test: Pairs,
})
type Pairs = z.infer<typeof Pairs>

/** What none of the intents holds for, as one more label. */
const NONE = 'none of them'
/** How much that label speaks against the best intent. */
const NONE_SHARE = 0.2

const path = process.argv[2]
if (!path) {
  console.error('Name the data: npm run bench:intents -- DATA.json')
  process.exit(2)
}
const data = Data.parse(JSON.parse(readFileSync(path, 'utf8')))
const { knowledge } = loadCore()
const plain = {
  ...knowledge,
  findings: new Map(),
  // Times that are not the pain's are told by groups, which a public set has none of.
  lexicon: {
    ...knowledge.lexicon,
    groups: {},
    soundAlikes: {},
    shrinking: { metres: {}, minutes: [], before: [], starts: [], progress: [] },
    otherTimes: { patterns: [], except: [] },
  },
}
const vocabulary = new Map<string, number>()
for (const [text] of data.train)
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
    vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1)
const parse = createParser(plain, vocabulary)
const intents = [...new Set(data.train.map(([, label]) => label))].sort()
const head: Head = {
  name: 'intents',
  kind: 'one-of',
  labels: [...intents, NONE],
  price: 1,
  positiveWeight: 4,
  togetherShare: 0.66,
}

const examplesOf = (pairs: Pairs, isInScope: boolean): Example[] =>
  pairs.map(([text, label]) => ({
    features: parse(text).features,
    labels: new Map([[head.name, [isInScope ? label : NONE]]]),
  }))
const started = performance.now()
const model = trainLinearModel(
  [head],
  [...examplesOf(data.train, true), ...examplesOf(data.oos_train, false)],
)
console.log(
  `trained on ${data.train.length} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
)

type Guess = { isRight: boolean; sure: number }
const guess = ([text, label]: [string, string]): Guess => {
  const margins = marginsOf(model, parse(text).features).get(head.name) ?? new Float64Array()
  const ownOf = (at: number) => margins[at] ?? 0
  const best = intents.reduce((most, _, at) => (ownOf(at) > ownOf(most) ? at : most), 0)
  const sure = ownOf(best) - NONE_SHARE * ownOf(intents.length)
  return { isRight: intents[best] === label, sure }
}
const val = data.val.map(guess)
const oosVal = data.oos_val.map(guess)
const WANTED_RECALL = 0.68
const thresholds = oosVal.map(({ sure }) => sure).sort((a, b) => a - b)
const threshold = thresholds[Math.ceil(WANTED_RECALL * thresholds.length)] ?? 0
const accuracy = (guesses: Guess[]) =>
  guesses.filter(({ isRight, sure }) => isRight && sure >= threshold).length / guesses.length
const recall = (guesses: Guess[]) =>
  guesses.filter(({ sure }) => sure < threshold).length / guesses.length
console.log(
  `validation: in-scope ${accuracy(val).toFixed(3)}, out-of-scope ${recall(oosVal).toFixed(3)}`,
)
const test = data.test.map(guess)
console.log(
  `without a threshold: ${(test.filter(({ isRight }) => isRight).length / test.length).toFixed(3)}`,
)
console.log(
  `in-scope accuracy ${accuracy(test).toFixed(3)}, out-of-scope recall ${recall(data.oos_test.map(guess)).toFixed(3)}`,
)

import { performance } from 'node:perf_hooks'
import { dockStart } from '@nlpjs/basic'
import { loadIntents } from '../src/knowledge/index.ts'
import { loadCore } from '../src/load-core.ts'
import { PATHS } from '../src/paths.ts'
import { createUnderstanding, train } from '../src/understanding/index.ts'

/** The slowest calls of a length, whose strings are read again. */
const LOOKED_AT_AGAIN = 100
/** Readings of each of them, of which the quickest counts. */
const LOOKS = 5

/**
 * Training and reading beside NLP.js, trained on the same example questions in the same run; memory of the loaded model;
 * reading time against length; a fuzz run. Prints only; nothing is judged here.
 */
const { knowledge } = loadCore()
const all = loadIntents(PATHS.intents, knowledge)
// Read are questions that neither was trained on: NLP.js answers one it has seen from a table, without reading it.
const isHeldOut = (index: number) => index % 5 === 0
const messages = all.map(({ text }) => text).filter((_, index) => isHeldOut(index))
const intents = all.filter((_, index) => !isHeldOut(index))

const before = performance.now()
const model = train(intents, knowledge)
const ownTraining = performance.now() - before
const understand = createUnderstanding(knowledge, model)

const dock = await dockStart({
  settings: { nlp: { log: false, autoSave: false, languages: ['en'] } },
  use: ['Basic', 'LangEn'],
})
const peer = dock.get('nlp')
for (const { text, redFlags, topics, meta, scope } of intents)
  peer.addDocument('en', text, redFlags[0] ?? topics[0] ?? meta ?? scope)
const peerStart = performance.now()
await peer.train()
const peerTraining = performance.now() - peerStart
const seconds = (ms: number) => (ms / 1_000).toFixed(1)
console.log(
  `training on ${intents.length} examples: ${seconds(ownTraining)} s, NLP.js ${seconds(peerTraining)} s, ${(peerTraining / ownTraining).toFixed(1)} times as long`,
)

await timeReading('reading a message', async (text) => understand(text))
await timeReading('NLP.js', (text) => peer.process('en', text))

const { rows, weights, rarity } = model.linear
const bytes =
  weights.starts.byteLength +
  weights.full.byteLength +
  weights.numberOfFull.byteLength +
  weights.columns.byteLength +
  weights.values.byteLength +
  rarity.byteLength +
  [...rows.keys()].reduce((sum, name) => sum + 2 * name.length + 48, 0)
console.log(
  `memory of the model: about ${(bytes / 1_048_576).toFixed(0)} MB (${rows.size} features)`,
)

for (const words of [10, 100, 500, 1_000, 2_000]) {
  const text = Array.from({ length: words }, (_, index) =>
    index % 9 === 8 ? 'knee.' : 'swollen',
  ).join(' ')
  const times = Array.from({ length: 5 }, () => timeOf(() => understand(text))).sort(
    (a, b) => a - b,
  )
  console.log(`${words} words: ${(times[2] ?? 0).toFixed(1)} ms`)
}
fuzz(Number(process.argv[2] ?? 2_000))

async function timeReading(name: string, work: (text: string) => Promise<unknown>): Promise<void> {
  for (const text of messages.slice(0, 200)) await work(text)
  const times: number[] = []
  for (const text of messages) {
    const start = performance.now()
    await work(text)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2)
  console.log(
    `${name}: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms over ${messages.length} messages`,
  )
}

function timeOf(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/**
 * Random and hostile strings, `count` of 20 and of 300 characters and a hundredth of that of 20,000: no string may cost
 * more than 50 times the median of its length. A pause of the machine or of the garbage collector meets any string, so
 * the strings of the slowest calls are read again, each time by a reader that remembers no spelling, and the quickest
 * reading is what the string costs. The slowest single call is printed beside it.
 */
function fuzz(count: number): void {
  const random = generator(7)
  const pieces = [
    ...messages.slice(0, 300).flatMap((text) => text.split(' ')),
    ...[
      '(',
      '[[',
      '\\',
      '.*',
      '"',
      "'",
      '\0',
      '\u202e',
      '😀',
      'é',
      '膝',
      '\n',
      '&',
      '|',
      '$knee',
      '@child',
      '=x',
    ],
    ...[
      'no',
      'not',
      'and',
      'or',
      'but',
      'knee',
      'swollen',
      'locked',
      'aaaaaaaaaaaaaaaaaaaaaaaa',
      '1',
      '99999',
    ],
  ]
  for (const length of [20, 300, 20_000]) {
    const calls = length > 1_000 ? Math.ceil(count / 100) : count
    const texts = Array.from({ length: calls }, () => {
      const isOneWord = random() < 0.2
      const word = pieces[Math.floor(random() * pieces.length)] ?? ''
      let text = ''
      while (text.length < length)
        text += `${isOneWord ? word || 'x' : (pieces[Math.floor(random() * pieces.length)] ?? '')}${random() < 0.1 ? '' : ' '}`
      return text.slice(0, length)
    })
    const calledOnce = texts.map((text) => ({ text, took: timeOf(() => understand(text)) }))
    calledOnce.sort((a, b) => b.took - a.took)
    const median = calledOnce[Math.floor(calls / 2)]?.took ?? 0
    const slowest = calledOnce.slice(0, LOOKED_AT_AGAIN)
    const costs = slowest.map(({ took }) => took)
    for (let look = 0; look < LOOKS; look += 1) {
      const readAnew = createUnderstanding(knowledge, model)
      slowest.forEach(({ text }, at) => {
        costs[at] = Math.min(
          costs[at] ?? 0,
          timeOf(() => readAnew(text)),
        )
      })
    }
    const inMedians = (time: number) =>
      `${time.toFixed(1)} ms (${(time / median).toFixed(0)} medians)`
    console.log(
      `fuzz, ${calls} strings of ${length} characters: median ${median.toFixed(2)} ms, dearest string ${inMedians(Math.max(...costs))}, slowest single call ${inMedians(slowest[0]?.took ?? 0)}`,
    )
  }
}

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 4_294_967_296
  }
}

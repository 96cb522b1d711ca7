import { performance } from 'node:perf_hooks'
import Fuse from 'fuse.js'
import { loadIntents } from '../src/knowledge/index.ts'
import { loadCore } from '../src/load-core.ts'
import { PATHS } from '../src/paths.ts'
import { createUnderstanding, train } from '../src/understanding/index.ts'

/**
 * Time to read one message, beside a search of the same message in the names of all entries (Fuse.js) in the same run;
 * time to train; reading time against length. Prints only; nothing is judged here.
 */
const { knowledge, model } = loadCore()
const intents = loadIntents(PATHS.intents, knowledge)
const messages = intents.map(({ text }) => text).filter((_, index) => index % 5 === 0)
const understand = createUnderstanding(knowledge, model)
const names = [...knowledge.topics.values()].map(({ id, title, otherNames }) => ({
  id,
  names: [title, ...otherNames],
}))
const fuse = new Fuse(names, { keys: ['names'], useTokenSearch: true })

function measure(name: string, work: (text: string) => unknown): void {
  for (const text of messages) work(text)
  const times = messages
    .map((text) => {
      const before = performance.now()
      work(text)
      return performance.now() - before
    })
    .sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2)
  console.log(
    `${name}: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms over ${messages.length} messages`,
  )
}

measure('reading a message', understand)
measure('searching names only (Fuse.js)', (text) => fuse.search(text))

const before = performance.now()
train(intents, knowledge)
console.log(
  `training on ${intents.length} examples: ${((performance.now() - before) / 1_000).toFixed(1)} s`,
)

for (const words of [10, 100, 1_000, 2_000]) {
  const text = Array.from({ length: words }, (_, index) =>
    index % 9 === 8 ? 'knee.' : 'swollen',
  ).join(' ')
  const start = performance.now()
  understand(text)
  console.log(`${words} words: ${(performance.now() - start).toFixed(1)} ms`)
}

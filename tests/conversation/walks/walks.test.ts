import { describe, expect, it } from 'vitest'
import { core } from '../../core.ts'
import { createPromises } from './promises.ts'
import { createWalker, type Walk } from './walk.ts'

/** Some hundreds here; `npm run bench:walks` takes 100,000. */
const WALKS = 250

const walker = createWalker({ remember: false })
const walks: Walk[] = Array.from({ length: WALKS }, (_, index) => walker(index + 1))

const promises = Object.entries(createPromises(core.knowledge))

describe(`over ${WALKS} random walks, a conversation`, () => {
  it.each(promises)('%s', (_promise, broken) => {
    const found = walks.flatMap((walk) =>
      broken(walk).map((sentence) => `walk ${walk.seed}: ${sentence}`),
    )
    expect(found.slice(0, 5), `${found.length} times`).toEqual([])
  })
})

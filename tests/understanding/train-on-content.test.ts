import { describe, expect, it } from 'vitest'
import { loadIntents } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'
import { train } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

// It trains twice; on a busy machine that takes its time.
describe('training', { timeout: 120_000 }, () => {
  it('is deterministic', () => {
    const some = loadIntents(PATHS.intents, core.knowledge).filter((_, index) => index % 12 === 0)
    const [first, second] = [train(some, core.knowledge), train(some, core.knowledge)]
    expect(first.linear.weights).toEqual(second.linear.weights)
    expect(first.thresholds).toEqual(second.thresholds)
  })
})

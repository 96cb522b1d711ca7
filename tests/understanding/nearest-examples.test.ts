import { expect, it } from 'vitest'
import { loadIntents } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'
import { createNearestExamples } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

it('the reason of a reading shows the example questions that resemble the message', () => {
  const intents = loadIntents(PATHS.intents, core.knowledge)
  const nearest = createNearestExamples(intents, core.knowledge, core.model)
  const [first, second] = nearest('my knee is stuck and will not straighten', 2)
  expect(first?.labels).toContain('locked-knee')
  expect(first?.likeness).toBeLessThanOrEqual(1)
  expect(first?.likeness).toBeGreaterThanOrEqual(second?.likeness ?? 1)
})

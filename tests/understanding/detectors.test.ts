import { expect, it } from 'vitest'
import { alarmsFor } from '../../src/understanding/detectors.ts'
import { core } from '../core.ts'

it.each<[string[], string[]]>([
  [[], []],
  [['giving-way'], ['any', 'report']],
  [['locked-knee'], ['pressing', 'any', 'report']],
  [
    ['giving-way', 'septic-joint'],
    ['pressing', 'any', 'report'],
  ],
])('an example of the red flags %j teaches the alarms %j', (flags, alarms) => {
  expect(alarmsFor({ redFlags: flags }, core.knowledge)).toEqual(alarms)
})

it('an example of a complaint without a red flag, or of what only examples teach, is a report', () => {
  const taughtBy = (example: Parameters<typeof alarmsFor>[0]) => alarmsFor(example, core.knowledge)
  expect(taughtBy({ redFlags: [], complaint: true })).toEqual(['report'])
  expect(taughtBy({ redFlags: [], tells: ['self-harm'] })).toEqual(['report'])
  expect(taughtBy({ redFlags: [], complaint: false })).toEqual([])
})

import { expect, it } from 'vitest'
import { alarmsFor } from '../../src/understanding/detectors.ts'
import { core } from '../core.ts'

it.each<[string[], string[]]>([
  [[], []],
  [['giving-way'], ['any']],
  [['locked-knee'], ['pressing', 'any']],
  [
    ['giving-way', 'septic-joint'],
    ['pressing', 'any'],
  ],
])('an example of the red flags %j teaches the alarms %j', (flags, alarms) => {
  expect(alarmsFor(flags, core.knowledge)).toEqual(alarms)
})

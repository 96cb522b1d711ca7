import { describe, expect, it } from 'vitest'
import { stepText } from '../../src/replies/topic-blocks.ts'

describe('a step', () => {
  it.each([
    [{ text: 'Rest.' }, 'Rest.'],
    [
      { text: 'Strengthen the hip.', dose: '2 to 3 times a week' },
      'Strengthen the hip (2 to 3 times a week).',
    ],
    [
      { text: 'Wait for swelling to go.', dose: 'a few days.' },
      'Wait for swelling to go (a few days).',
    ],
    [{ text: 'Ice', dose: '10 minutes' }, 'Ice (10 minutes)'],
  ])('is one sentence with its dose: %o', (step, text) => {
    expect(stepText(step)).toBe(text)
  })
})

import { describe, expect, it } from 'vitest'
import { readingGrade } from '../../src/knowledge/index.ts'

describe('the reading grade', () => {
  it('is low for short words in short sentences', () => {
    expect(readingGrade('Rest it. Use ice.')).toBeLessThan(2)
  })

  it('is high for long words in long sentences', () => {
    expect(
      readingGrade(
        'Conservative management necessitates individualised progressive rehabilitation under appropriate supervision.',
      ),
    ).toBeGreaterThan(15)
  })

  it('counts an unavoidable term as a short word', () => {
    const text = 'Osteoarthritis is common.'
    expect(readingGrade(text, new Set(['osteoarthritis']))).toBeLessThan(readingGrade(text))
  })

  it('is nothing for a text without words', () => {
    expect(readingGrade(' ... ')).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { createNameSearch } from '../../src/understanding/names.ts'

describe('the search for names', () => {
  const TOPICS = [
    { id: 'plica', title: 'Plica Irritation', otherNames: ['plica syndrome'] },
    { id: 'kneecap', title: 'Patellofemoral Pain', otherNames: ['patellofemoral syndrome'] },
    { id: 'calf', title: 'Calf Pain', otherNames: [] },
  ]
  const found = (text: string) =>
    createNameSearch({ topics: new Map(TOPICS.map((topic) => [topic.id, topic])) })(text)

  it('takes a title in full at the end of a message, however long', () => {
    expect(found(`${'so I went on and '.repeat(5)} patellofemoral PAIN`)).toEqual([
      { id: 'kneecap', distance: 0 },
    ])
    expect(found('tell me about calf pain')).toEqual([{ id: 'calf', distance: 0 }])
  })

  it('finds titles and other names, the nearest first, each topic once', () => {
    const [first, ...others] = found('patelofemoral')
    expect(first?.id).toBe('kneecap')
    expect(first?.distance).toBeGreaterThan(0)
    expect(first?.distance).toBeLessThanOrEqual(0.4)
    expect(others.map(({ id }) => id)).not.toContain('kneecap')
    expect(found('plica').map(({ id }) => id)).toEqual(['plica'])
    expect(found('plica syndrome')[0]?.distance).toBeLessThan(0.01)
    const all = found('plika syndrom').map(({ distance }) => distance)
    expect(all).toEqual(all.toSorted((a, b) => a - b))
  })

  it('looks only in short messages that hold a word no dictionary has', () => {
    expect(found('calf paint')).toEqual([])
    expect(found("calf's pains")).toEqual([])
    expect(found(`patelofemoral ${'x'.repeat(39)}`).length).toBe(0)
    expect(found('my patelofemoral')).not.toEqual([])
    expect(found('torn ax')).toEqual([])
  })
})

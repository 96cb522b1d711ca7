import { describe, expect, it } from 'vitest'
import { createNameSearch } from '../../src/understanding/index.ts'
import { core, lastReply } from '../core.ts'

const search = createNameSearch(core.knowledge)

describe('names spelt by ear', () => {
  it.each([
    ['ily tibial band', 'it-band-syndrome'],
    ['patela femoral', 'patellofemoral-pain'],
    ['osgood slaughter', 'growth-related-pain'],
    ['miniscus', 'meniscus-tear'],
    ['plika', 'plica-irritation'],
  ])('lead to the entry: %s', async (text, topic) => {
    expect((await lastReply([text])).topics[0]?.id).toBe(topic)
  })

  it.each(['calf pain', 'hello there', 'who won the race', 'my knee hurts'])(
    'are not seen in "%s"',
    (text) => {
      expect(search(text)).toEqual([])
    },
  )

  it('are not looked for in a whole story', () => {
    expect(search(`osgood slaughter ${'and then we went on '.repeat(5)}`)).toEqual([])
  })
})

describe('the search for names', () => {
  const topic = (id: string, title: string, otherNames: string[] = []) =>
    [id, { ...[...core.knowledge.topics.values()][0], id, title, otherNames }] as const
  const found = (text: string) =>
    createNameSearch({
      topics: new Map([
        topic('plica', 'Plica Irritation', ['plica syndrome']),
        topic('kneecap', 'Patellofemoral Pain', ['patellofemoral syndrome']),
        topic('calf', 'Calf Pain'),
      ] as [string, NonNullable<ReturnType<typeof core.knowledge.topics.get>>][]),
    })(text)

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

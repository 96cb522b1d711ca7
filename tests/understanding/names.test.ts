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

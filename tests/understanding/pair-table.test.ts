import { describe, expect, it } from 'vitest'
import { createPairTable } from '../../src/understanding/pair-table.ts'

describe('a table of pairs', () => {
  it('gives what was set for a pair, in this order', () => {
    const table = createPairTable(2)
    table.set(1, 2, 7)
    table.set(0, 0, 8)
    expect(table.get(1, 2)).toBe(7)
    expect(table.get(0, 0)).toBe(8)
    expect(table.get(2, 1)).toBe(-1)
    expect(table.get(1, 1)).toBe(-1)
  })

  it('gives the last of what was set for a pair', () => {
    const table = createPairTable(1)
    table.set(3, 3, 1)
    table.set(3, 3, 2)
    expect(table.get(3, 3)).toBe(2)
  })

  it('keeps as many pairs apart as it has room for', () => {
    const size = 10_000
    const table = createPairTable(size)
    const pairs = Array.from({ length: size }, (_, at) => [at % 100, Math.floor(at / 100)] as const)
    pairs.forEach(([first, second], at) => {
      table.set(first, second, at)
    })
    expect(pairs.every(([first, second], at) => table.get(first, second) === at)).toBe(true)
    expect(table.get(100, 0)).toBe(-1)
  })

  it('without room for any has none', () => {
    expect(createPairTable(0).get(0, 0)).toBe(-1)
  })
})

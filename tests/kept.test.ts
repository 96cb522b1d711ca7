import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kept, keyOf } from '../src/kept.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kneewise-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what is kept between starts', () => {
  const value = { map: new Map([['knee', 1]]), numbers: new Float32Array([1, 2.5]) }
  const file = () => join(folder, 'build', 'value.bin')
  const forbidden = () => {
    throw new Error('made a second time')
  }

  it('is made once and then read, maps and numbers included', () => {
    expect(kept(file(), 'one', () => value)).toEqual(value)
    expect(kept(file(), 'one', forbidden)).toEqual(value)
  })

  it('is made again when its key changes', () => {
    kept(file(), 'one', () => value)
    expect(kept(file(), 'two', () => 'newer')).toBe('newer')
    expect(kept(file(), 'two', forbidden)).toBe('newer')
  })

  it('is made again when its file was cut off or is something else', () => {
    kept(file(), 'one', () => value)
    truncateSync(file(), 20)
    expect(kept(file(), 'one', () => 'again')).toBe('again')
    writeFileSync(file(), 'not ours')
    expect(kept(file(), 'one', () => 'once more')).toBe('once more')
  })

  it('is made each time where nothing can be written', () => {
    // A file where the folder should be: refused to everybody, also to root.
    writeFileSync(join(folder, 'build'), '')
    expect(kept(file(), 'one', () => value)).toEqual(value)
    expect(kept(file(), 'one', () => 'again')).toBe('again')
  })

  it('leaves the old one in place when making fails', () => {
    kept(file(), 'one', () => value)
    expect(() => kept(file(), 'two', forbidden)).toThrow('made a second time')
    expect(kept(file(), 'one', forbidden)).toEqual(value)
  })
})

describe('the key of files', () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const key = () => keyOf([folder])

  it('changes with content, names and number of files, and with nothing else', () => {
    mkdirSync(join(folder, 'inner'))
    write('inner/a.yaml', 'a')
    const first = key()
    expect(key()).toBe(first)
    write('inner/a.yaml', 'b')
    const changed = key()
    write('inner/b.yaml', '')
    const added = key()
    rmSync(join(folder, 'inner', 'b.yaml'))
    expect(key()).toBe(changed)
    expect(new Set([first, changed, added]).size).toBe(3)
  })

  it('does not mind what is missing: who reads it says so', () => {
    expect(keyOf([join(folder, 'nowhere')])).toBe(keyOf([]))
  })
})

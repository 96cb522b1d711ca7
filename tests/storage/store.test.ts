import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore, type Store } from '../../src/storage/index.ts'

const NOW = 1_000_000
const LATER = NOW + 10_000

describe.each([['SQLite', (folder: string) => openSqliteStore(join(folder, 'kneewise.db'))]])(
  'the %s store',
  (_name, open) => {
    let folder: string
    let store: Store

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
      store = open(folder)
    })
    afterEach(async () => {
      await store.close()
      rmSync(folder, { recursive: true })
    })

    it('gives back what was saved, also after a restart', async () => {
      expect(await store.save('a', { state: { topic: 'shoes' }, version: 0 }, LATER)).toBe(true)
      await store.close()
      store = open(folder)
      expect(await store.load('a', NOW)).toEqual({ state: { topic: 'shoes' }, version: 1 })
    })

    it('lets only one of two writers win', async () => {
      await store.save('a', { state: 1, version: 0 }, LATER)
      expect(await store.save('a', { state: 2, version: 1 }, LATER)).toBe(true)
      expect(await store.save('a', { state: 3, version: 1 }, LATER)).toBe(false)
      expect(await store.save('a', { state: 4, version: 0 }, LATER)).toBe(false)
      expect(await store.load('a', NOW)).toEqual({ state: 2, version: 2 })
    })

    it('forgets an expired conversation and lets it begin anew', async () => {
      await store.save('a', { state: 1, version: 0 }, NOW)
      expect(await store.load('a', NOW)).toBeUndefined()
      expect(await store.save('a', { state: 2, version: 0 }, LATER)).toBe(true)
    })

    it('numbers the log without gaps and replays it from any place', async () => {
      for (const text of ['one', 'two', 'three']) await store.append('a', { text }, LATER)
      await store.append('b', { text: 'other' }, LATER)
      expect(await store.entriesAfter('a', 1, NOW)).toEqual([
        { sequence: 2, activity: { text: 'two' } },
        { sequence: 3, activity: { text: 'three' } },
      ])
    })

    it('goes on counting after old entries are gone', async () => {
      await store.append('a', { text: 'old' }, NOW)
      await store.append('a', { text: 'kept' }, LATER)
      await store.sweep(NOW)
      expect(await store.append('a', { text: 'new' }, LATER)).toBe(3)
      expect((await store.entriesAfter('a', 0, NOW)).map(({ sequence }) => sequence)).toEqual([
        2, 3,
      ])
    })

    it('lets a key be claimed once until it expires', async () => {
      expect(await store.claim('event', NOW, LATER)).toBe(true)
      expect(await store.claim('event', NOW, LATER)).toBe(false)
      expect(await store.claim('event', LATER, LATER + 1)).toBe(true)
    })

    it('leaves no trace of a forgotten conversation', async () => {
      await store.save('a', { state: 'swelling-slow', version: 0 }, LATER)
      await store.append('a', { text: 'my secret symptom' }, LATER)
      await store.forget('a')
      expect(await store.load('a', NOW)).toBeUndefined()
      expect(await store.entriesAfter('a', 0, NOW)).toEqual([])
      await store.close()
      expect(readFileSync(join(folder, 'kneewise.db')).includes('my secret symptom')).toBe(false)
      store = open(folder)
    })
  },
)

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLibrarySearch } from '../../../src/channels/webchat/library-search.ts'
import { openSqliteStore } from '../../../src/storage/index.ts'
import { core } from '../../core.ts'
import { type RunningServer, runServer } from '../server.ts'

let folder: string
let kneewise: RunningServer
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kneewise-'))
  kneewise = await runServer({ KNEEWISE_DATABASE: join(folder, 'kneewise.db') })
})
afterAll(async () => {
  await kneewise.close()
  rmSync(folder, { recursive: true })
})
const read = async (path: string) => (await fetch(kneewise.url + path)).text()

describe('the library', () => {
  it.each([
    ['outer knee', 'it-band-syndrome'],
    ['kneecap pain going down stairs', 'patellofemoral-pain'],
    ['miniscus', 'meniscus-tear'],
    ['shoes', 'shoes'],
    ['swollen calf', 'dvt-signs'],
  ])('finds for "%s" among the first three: %s', (words, id) => {
    const found = createLibrarySearch(core.knowledge)(words)
    expect(found.slice(0, 3).map((entry) => entry.id)).toContain(id)
  })

  it('shows what was searched for as text, and says when there is nothing', async () => {
    const page = await read(`/knowledge?q=${encodeURIComponent('<script>zzzz')}`)
    expect(page).toContain('Nothing found for “&lt;script&gt;zzzz”')
    expect((await fetch(`${kneewise.url}/knowledge?q=a&q=b`)).status).toBe(200)
  })

  it('tells search engines what an entry is, with its sources, and never calls a draft reviewed', async () => {
    const page = await read('/knowledge/it-band-syndrome')
    const json = /<script type="application\/ld\+json">(.+)<\/script>/.exec(page)?.[1] ?? ''
    const data = JSON.parse(json)
    expect(data).toMatchObject({
      '@type': 'MedicalWebPage',
      url: `${kneewise.url}/knowledge/it-band-syndrome`,
      about: { '@type': 'MedicalCondition', name: 'Iliotibial band pain' },
      creativeWorkStatus: 'Draft',
    })
    expect(data.citation.length).toBeGreaterThan(2)
    expect(data.reviewedBy).toBeUndefined()
    expect(page).toContain('Evidence: limited')
    expect(page).toContain('Draft: no clinician has signed this entry yet.')
  })

  it('lists every page for search engines', async () => {
    const map = await read('/sitemap.xml')
    const { topics, redFlags } = core.knowledge
    expect(map.match(/<loc>/g)).toHaveLength(3 + topics.size + redFlags.size)
    expect(await read('/robots.txt')).toContain(`${kneewise.url}/sitemap.xml`)
  })

  it('serves the drawings, and nothing outside their folder', async () => {
    const drawing = await fetch(`${kneewise.url}/figures/exercises/calf-raise.svg`)
    expect(drawing.headers.get('content-type')).toContain('image/svg+xml')
    expect((await fetch(`${kneewise.url}/figures/..%2fpackage.json`)).status).toBe(404)
  })
})

describe('"was this helpful?"', () => {
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${kneewise.url}/webchat/feedback`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(fields),
    })
  const counters = async () => {
    const store = openSqliteStore(join(folder, 'kneewise.db'))
    const all = await store.counters()
    await store.close()
    return all
  }

  it('is counted by entry', async () => {
    const page = { accept: 'text/html' }
    expect((await send({ topic: 'shoes', verdict: 'helpful' })).status).toBe(204)
    expect((await send({ topic: 'shoes', verdict: 'helpful' }, page)).status).toBe(303)
    expect((await send({ topic: 'shoes', verdict: 'not-helpful' })).status).toBe(204)
    expect(await counters()).toEqual({
      'feedback:shoes:helpful': 2,
      'feedback:shoes:not-helpful': 1,
    })
  })

  it('counts nothing that is no entry, no verdict, or sent by another site', async () => {
    const before = await counters()
    expect((await send({ topic: 'no-such-entry', verdict: 'helpful' })).status).toBe(400)
    expect((await send({ topic: 'shoes', verdict: 'great' })).status).toBe(400)
    const foreign = await send(
      { topic: 'shoes', verdict: 'helpful' },
      { 'sec-fetch-site': 'cross-site' },
    )
    expect(foreign.status).toBe(403)
    expect(await counters()).toEqual(before)
  })
})

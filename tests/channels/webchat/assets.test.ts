import { request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasStockWebChat, STOCK_SCRIPT } from '../../../src/channels/webchat/stock-web-chat.ts'
import { type RunningServer, runServer } from '../server.ts'

let kneewise: RunningServer
beforeAll(async () => {
  kneewise = await runServer()
})
afterAll(() => kneewise?.close())

/** As it comes over the wire: fetch would decompress it. */
const raw = (path: string, encodings: string) =>
  new Promise<{ encoding: string | undefined; cache: string; bytes: Buffer }>((resolve, reject) => {
    const headers = { 'accept-encoding': encodings }
    request(kneewise.url + path, { headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () =>
        resolve({
          encoding: response.headers['content-encoding'],
          cache: String(response.headers['cache-control']),
          bytes: Buffer.concat(parts),
        }),
      )
    })
      .on('error', reject)
      .end()
  })

describe('scripts and styles', () => {
  it.each(['/assets/chat.js', '/assets/style.css', '/widget.js'])(
    'serve %s compressed to browsers that take it, and plain to others',
    async (path) => {
      const [small, plain] = [await raw(path, 'gzip, br'), await raw(path, 'identity')]
      expect(small.encoding).toBe('br')
      expect(plain.encoding).toBeUndefined()
      expect(brotliDecompressSync(small.bytes)).toEqual(plain.bytes)
    },
  )

  it.skipIf(!hasStockWebChat())(
    'serve the stock Web Chat in at most 700 kB, to be kept for good',
    async () => {
      const script = await raw(STOCK_SCRIPT, 'gzip, br')
      expect(script.encoding).toBe('br')
      expect(script.bytes.length).toBeLessThan(700_000)
      expect(script.cache).toContain('immutable')
      expect(brotliDecompressSync(script.bytes).toString()).toContain('WebChat')
    },
  )
})

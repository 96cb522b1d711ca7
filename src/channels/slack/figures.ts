import { createHmac, timingSafeEqual } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Block } from '../../replies/index.ts'
import { LIMITS } from './limits.ts'

/** Where Slack fetches pictures and runners fetch files; null where the club has no public address, or it does not fit. */
export type Figures = {
  /** A drawing of figures/, by its path there. */
  figure(path: string): string | null
  /** A drawing made for one reply. */
  drawing(svg: string): string | null
  file(download: Extract<Block, { kind: 'download' }>): string | null
}

export const FIGURE_PATHS = {
  figure: '/slack/figures/',
  drawing: '/slack/drawing.png',
  file: '/slack/file',
} as const

/** Far above any drawing or calendar of ours; a packed text must not unpack to gigabytes. */
const UNPACKED_LIMIT = 256_000

/**
 * Addresses under the club's public one, as it is now. What is made for one reply travels packed inside its address, sealed so that
 * nobody can have us serve words of theirs; so nothing about a runner is kept for it.
 */
export function createFigures(publicAddress: () => string | undefined, key: string): Figures {
  const under = (path: string) => {
    const base = publicAddress()?.replace(/\/+$/, '')
    const address = `${base}${path}`
    return base && address.length <= LIMITS.url ? address : null
  }
  return {
    figure: (path) => under(`${FIGURE_PATHS.figure}${path.replace(/\.svg$/, '')}.png`),
    drawing: (svg) => under(`${FIGURE_PATHS.drawing}?${sealedQuery(svg, key)}`),
    file({ name, type, content }) {
      const text = JSON.stringify({ name, type, content })
      return under(`${FIGURE_PATHS.file}?${sealedQuery(text, key)}`)
    },
  }
}

function sealedQuery(text: string, key: string): string {
  const packed = deflateRawSync(text, { level: 9 }).toString('base64url')
  return new URLSearchParams({ d: packed, s: sealOf(packed, key) }).toString()
}

/** The text inside an address of ours; undefined when the seal does not match. */
export function unsealed({ d, s }: { d: string; s: string }, key: string): string | undefined {
  const expected = Buffer.from(sealOf(d, key))
  const given = Buffer.from(s)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined
  const unpacked = inflateRawSync(Buffer.from(d, 'base64url'), { maxOutputLength: UNPACKED_LIMIT })
  return unpacked.toString()
}

function sealOf(packed: string, key: string): string {
  return createHmac('sha256', key).update(`slack figures:${packed}`).digest('base64url')
}

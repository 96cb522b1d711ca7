import type { Block } from '../../../src/replies/index.ts'

/** Texts kept at most. */
const REMEMBERED = 20_000

/** The sentences that a reader reads. */
export type Prose = {
  /** Of a block; titles, options, sources and tables are no sentences. */
  proseOf(block: Block): readonly string[]
  sentencesOf(text: string): readonly string[]
}

/** Cuts replies into sentences, remembering texts: most come from entries and are met in every other walk. */
export function createProse(): Prose {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  const memory = new Map<string, readonly string[]>()
  const sentencesOf = (text: string): readonly string[] => {
    const known = memory.get(text)
    if (known) return known
    const found = [...segmenter.segment(text)].map(({ segment }) => segment.trim()).filter(Boolean)
    if (memory.size < REMEMBERED) memory.set(text, found)
    return found
  }
  return {
    sentencesOf,
    proseOf(block) {
      switch (block.kind) {
        case 'paragraph':
        case 'question':
        case 'chart':
          return sentencesOf(block.text)
        case 'list':
          return block.items.flatMap(sentencesOf)
        case 'exercises':
          return block.items.flatMap(({ how }) => how.flatMap(sentencesOf))
        // The alert is the safety message itself, and what is folded away was not said yet: "tell me more" says it. The
        // others are data, not sentences.
        case 'alert':
        case 'more':
        case 'explanations':
        case 'sources':
        case 'table':
        case 'download':
        case 'summary':
        case 'why':
          return []
      }
    },
  }
}

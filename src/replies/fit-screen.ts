import type { Block } from './reply.ts'

/** Words of prose that a phone screen shows at once; the rest waits behind one tap. */
export const WORDS_SHOWN = 90

/** How many words of prose a block shows; names with their reasons, figures, tables, options and sources are no prose. */
export function wordsIn(block: Block): number {
  switch (block.kind) {
    case 'alert':
    case 'paragraph':
    case 'question':
      return count(block.text)
    case 'list':
      return count([block.title, ...block.items].join(' '))
    default:
      return 0
  }
}

/**
 * The blocks with as much prose as one screen holds, the first ones first; what does not fit is folded away, in its
 * order, before what was folded already. The first block is always shown. `reserved` words are kept for what follows.
 */
export function fitScreen(
  blocks: readonly Block[],
  { reserved, moreTitle }: { reserved: number; moreTitle: string },
): Block[] {
  let left = WORDS_SHOWN - reserved
  const shown: Block[] = []
  const folded: string[] = []
  const foldedBefore: string[] = []
  const last: Block[] = []
  for (const block of blocks) {
    if (block.kind === 'more') {
      foldedBefore.push(...block.paragraphs)
      continue
    }
    if (block.kind === 'sources' || block.kind === 'why') {
      last.push(block)
      continue
    }
    const words = wordsIn(block)
    // What was folded once goes on being folded, so that no later sentence stands before an earlier one.
    if (shown.length === 0 || (words <= left && !hasProse(folded, block))) {
      shown.push(block)
      left -= words
      continue
    }
    if (block.kind === 'list' && folded.length === 0) {
      const items = fittingItems(block, left)
      if (items.length > 0) {
        const part = { ...block, items }
        shown.push(part)
        left -= wordsIn(part)
      }
      folded.push(...foldedList(block, items.length))
      continue
    }
    folded.push(...foldedTexts(block))
  }
  const paragraphs = [...folded, ...foldedBefore]
  return [
    ...shown,
    ...(paragraphs.length > 0 ? [{ kind: 'more' as const, title: moreTitle, paragraphs }] : []),
    ...last,
  ]
}

function hasProse(folded: readonly string[], block: Block): boolean {
  return folded.length > 0 && wordsIn(block) > 0
}

type List = Extract<Block, { kind: 'list' }>

function fittingItems({ title, items }: List, left: number): string[] {
  let words = count(title)
  const fitting: string[] = []
  for (const item of items) {
    words += count(item)
    if (words > left) break
    fitting.push(item)
  }
  return fitting
}

function foldedList({ title, items }: List, from: number): string[] {
  const rest = items.slice(from)
  return from === 0 ? [`${title}: ${rest.join(' ')}`] : rest
}

function foldedTexts(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.text]
    case 'list':
      return foldedList(block, 0)
    default:
      return []
  }
}

function count(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

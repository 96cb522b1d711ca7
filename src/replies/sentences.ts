import type { Block } from './reply.ts'

/** A text as its sentences; a number with a point ends none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?]["')]?)\s+(?=["'(]?[\p{Lu}\d])/u)
    .filter((sentence) => sentence !== '')
}

/**
 * The sentences of a reply that are there to be read: alerts, paragraphs, lists and questions. What is folded away was
 * not said yet, and names, contacts and sources are no sentences.
 */
export function visibleSentences(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'alert':
      case 'paragraph':
      case 'question':
      case 'chart':
        return sentencesOf(block.text)
      case 'exercises':
        return block.items.flatMap(({ how }) => how.flatMap(sentencesOf))
      case 'list':
        return block.items.flatMap(sentencesOf)
      default:
        return []
    }
  })
}

/** The blocks without sentences that were heard already, and each once; an alert and a question stay whole. */
export function withoutHeard(
  blocks: readonly Block[],
  isHeard: (sentence: string) => boolean,
): Block[] {
  const said = new Set<string>()
  const fresh = (text: string): string =>
    sentencesOf(text)
      .filter((sentence) => {
        if (isHeard(sentence) || said.has(sentence)) return false
        said.add(sentence)
        return true
      })
      .join(' ')
  const freshOnes = (texts: readonly string[]) => texts.map(fresh).filter((text) => text !== '')
  return blocks.flatMap((block): Block[] => {
    switch (block.kind) {
      case 'alert':
        for (const sentence of sentencesOf(block.text)) said.add(sentence)
        return [block]
      case 'paragraph': {
        const text = fresh(block.text)
        return text === '' ? [] : [{ ...block, text }]
      }
      case 'list': {
        const items = freshOnes(block.items)
        return items.length === 0 ? [] : [{ ...block, items }]
      }
      case 'chart': {
        const isNew = fresh(block.text) !== ''
        return isNew ? [block] : []
      }
      case 'exercises': {
        const items = block.items.filter(({ how }) => freshOnes(how).length > 0)
        return items.length === 0 ? [] : [{ ...block, items }]
      }
      case 'more': {
        const paragraphs = freshOnes(block.paragraphs)
        return paragraphs.length === 0 ? [] : [{ ...block, paragraphs }]
      }
      default:
        return [block]
    }
  })
}

import { KEPT, type State } from './state.ts'

/** Marks of sentences: enough to know one again, and nothing to read. */
export function marksOf(sentences: readonly string[]): string[] {
  return sentences.map(markOf).slice(0, KEPT.heard)
}

/** Whether a sentence stood in one of the two replies before. */
export function isHeard(heard: State['heard'], sentence: string): boolean {
  const mark = markOf(sentence)
  return heard.some((marks) => marks.includes(mark))
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** The FNV-1a hash, 32 bits: short, and the same everywhere. */
function markOf(sentence: string): string {
  let hash = FNV_OFFSET
  for (let at = 0; at < sentence.length; at += 1) {
    hash = Math.imul(hash ^ sentence.charCodeAt(at), FNV_PRIME)
  }
  return (hash >>> 0).toString(36)
}

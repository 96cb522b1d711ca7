import Fuse from 'fuse.js'
import type { Knowledge } from '../knowledge/index.ts'

/** Finds entries whose name is spelt by ear ("miniscus", "ily tibial"); best first, ids of topics and red flags. */
export type NameSearch = (text: string, limit: number) => string[]

/** Searches titles and other names of all entries, tolerant of spelling. */
export function createNameSearch({
  topics,
  redFlags,
}: Pick<Knowledge, 'topics' | 'redFlags'>): NameSearch {
  const names = [
    ...[...topics.values()].map(({ id, title, otherNames }) => ({
      id,
      names: [title, ...otherNames],
    })),
    ...[...redFlags.values()].map(({ id, title }) => ({ id, names: [title] })),
  ]
  const fuse = new Fuse(names, {
    keys: ['names'],
    includeScore: true,
    ignoreLocation: true,
    useTokenSearch: true,
    threshold: 0.35,
    minMatchCharLength: 3,
  })
  return (text, limit) => fuse.search(text.slice(0, 200), { limit }).map(({ item }) => item.id)
}

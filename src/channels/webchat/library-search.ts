import Fuse from 'fuse.js'
import type { Knowledge, RedFlag, Topic } from '../../knowledge/index.ts'

/** How many entries a search shows. */
const SHOWN = 12

/** Finds entries by words of a search box, tolerant of spelling; best first. */
export type LibrarySearch = (words: string) => (Topic | RedFlag)[]

/** Searches titles, other names and short answers of all topics, and warning signs by what they are. */
export function createLibrarySearch({ topics, redFlags }: Knowledge): LibrarySearch {
  const documents = [
    ...[...topics.values()].map((entry) => ({
      entry,
      title: entry.title,
      names: entry.otherNames,
      text: [entry.shortAnswer.text, entry.signs?.where, entry.signs?.when].join(' '),
    })),
    ...[...redFlags.values()].map((entry) => ({
      entry,
      title: entry.title,
      names: [entry.sign],
      text: entry.mayMean.text,
    })),
  ]
  const fuse = new Fuse(documents, {
    keys: [
      { name: 'title', weight: 2 },
      { name: 'names', weight: 1 },
      { name: 'text', weight: 2 },
    ],
    useTokenSearch: true,
    threshold: 0.25,
    ignoreLocation: true,
  })
  return (words) => fuse.search(words, { limit: SHOWN }).map(({ item }) => item.entry)
}

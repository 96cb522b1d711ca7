import Fuse from 'fuse.js'
import type { Topic } from '../knowledge/index.ts'
import { isEnglishWord } from './english.ts'

/** A topic whose name is near; `distance` from 0, the very name, to 1. */
export type Named = { id: string; distance: number }

/** Finds topics whose name is spelt by ear ("miniscus", "ily tibial") or in full; nearest first, each once. */
export type NameSearch = (text: string) => Named[]

/** Characters; a name with a question around it. Longer messages are read by the classifier alone. */
const LONGEST = 48
/** How far a name may be off; beyond, chance hits begin ("hello there" near "physiotherapist"). */
const FARTHEST = 0.4

/** Searches titles and other names of all topics, tolerant of spelling. */
export function createNameSearch({
  topics,
}: {
  topics: ReadonlyMap<string, Pick<Topic, 'id' | 'title' | 'otherNames'>>
}): NameSearch {
  const names = [...topics.values()].flatMap(({ id, title, otherNames }) =>
    [title, ...otherNames].filter((name) => hasHardWord(name, 4)).map((name) => ({ id, name })),
  )
  const fuse = new Fuse(names, {
    keys: ['name'],
    includeScore: true,
    ignoreLocation: true,
    threshold: FARTHEST,
    minMatchCharLength: 3,
  })
  const titles = [...topics.values()].map(({ id, title }) => ({ id, title: title.toLowerCase() }))
  return (text) => {
    const spelt = titles.find(({ title }) => text.toLowerCase().endsWith(title))
    if (spelt) return [{ id: spelt.id, distance: 0 }]
    if (text.length > LONGEST || !hasHardWord(text, 3)) return []
    const nearest = new Map<string, number>()
    for (const { item, score = 1 } of fuse.search(text)) {
      if (score > FARTHEST) continue
      nearest.set(item.id, Math.min(score, nearest.get(item.id) ?? 1))
    }
    return [...nearest]
      .map(([id, distance]) => ({ id, distance }))
      .sort((a, b) => a.distance - b.distance)
  }
}

/**
 * Whether a word of at least so many letters stands in it that no dictionary knows. Only such names are searched, and
 * only by such messages; the others would catch "calf pain" for "kneecap pain".
 */
function hasHardWord(text: string, letters: number): boolean {
  return text
    .toLowerCase()
    .replace(/'s?/g, '')
    .split(/[^a-z]+/)
    .some((word) => word.length >= letters && !isEnglishWord(word))
}

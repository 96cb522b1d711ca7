import type { Knowledge } from '../knowledge/index.ts'
import type { PlanBook } from '../plans/index.ts'
import { createNameSearch, type NameSearch } from '../understanding/index.ts'
import { type AskedWords, askedWords } from './asked-words.ts'
import { createChoiceReader, type ReadChoice } from './choice.ts'
import type { Club } from './club.ts'
import { createCueReader, type ReadCues } from './cues.ts'
import { phraseReader } from './phrase-reader.ts'

/** What a turn depends on besides state and reading. All but the day is fixed while the program runs. */
export type World = {
  knowledge: Knowledge
  plans: PlanBook
  club: Club
  searchNames: NameSearch
  readCues: ReadCues
  readChoice: ReadChoice
  /** What each question for a finding is about, by the id of the finding. */
  asked: ReadonlyMap<string, AskedWords>
  /** The day at the runner's place, as YYYY-MM-DD. */
  today: string
}

/** Prepares all of the world that does not change from day to day. */
export function createWorld(
  parts: Pick<World, 'knowledge' | 'plans' | 'club'>,
): Omit<World, 'today'> {
  return {
    ...parts,
    searchNames: createNameSearch(parts.knowledge),
    readCues: createCueReader(parts.knowledge),
    readChoice: createChoiceReader(parts.knowledge.dialogue.choices, phraseReader(parts.knowledge)),
    asked: askedWords(parts.knowledge),
  }
}

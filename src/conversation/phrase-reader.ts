import type { Knowledge } from '../knowledge/index.ts'
import { normalise, YEAR } from '../understanding/index.ts'

/** Reads messages as dialogue.yaml writes its phrases: words in small letters, short forms written out. */
export type PhraseReader = {
  /** Whether any of some phrases is met in words with one space between them. */
  compile: (phrases: readonly string[]) => RegExp
  wordsOf: (text: string) => string[]
}

/** Prepares the small language of dialogue.yaml; its head explains the marks. */
export function phraseReader({
  dialogue,
  lexicon,
}: Pick<Knowledge, 'dialogue' | 'lexicon'>): PhraseReader {
  const marks: Marks = {
    '@person': `(?:${Object.values(dialogue.people).flat().join('|')})s?`,
    '@year': YEAR,
  }
  return {
    compile: (phrases) =>
      new RegExp(phrases.map((phrase) => `(?:${patternOf(phrase, marks)})`).join('|')),
    wordsOf: (text) => wordsIn(text, lexicon.expansions),
  }
}

/** What stands for many words in a phrase, as the source of a regular expression. */
type Marks = Readonly<Record<string, string>>

/** Characters of a message that are looked at: cues stand in short messages, or at the beginning. */
const CUE_TEXT_LIMIT = 600

function wordsIn(text: string, expansions: Readonly<Record<string, string>>): string[] {
  const words = normalise(text.slice(0, CUE_TEXT_LIMIT))
    .toLowerCase()
    .match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu)
  return (words ?? []).flatMap((word) => {
    const expansion = Object.hasOwn(expansions, word) ? expansions[word] : undefined
    return (expansion ?? word.replace(/'/g, '')).split(' ')
  })
}

/** The source of a regular expression over words with one space between them. */
function patternOf(phrase: string, marks: Marks): string {
  const isAtStart = phrase.startsWith('^')
  const isAtEnd = phrase.endsWith(' $')
  const terms = phrase.replace(/^\^/, '').replace(/ \$$/, '').split(' ')
  let source = isAtStart ? '^' : '(?<![^ ])'
  let space = ''
  for (const term of terms) {
    if (term === '*') source += '(?: [^ ]+){0,3}?'
    else if (marks[term]) source += `${space}${marks[term]}`
    else if (term.endsWith('?')) {
      const words = `(?:${term.slice(0, -1)})`
      // An optional first word takes the space behind it along.
      source += space === '' ? `(?:${words} )?` : `(?:${space}${words})?`
      continue
    } else source += `${space}(?:${term})`
    space = ' '
  }
  return `${source}${isAtEnd ? '$' : '(?![^ ])'}`
}

/** From short to long. */
export const RACE_DISTANCES = ['5k', '10k', 'half', 'marathon', 'ultra'] as const
export type RaceDistance = (typeof RACE_DISTANCES)[number]

/** Something found in a text; `start` and `end` are places in it. */
export type Found<Value> = { value: Value; start: number; end: number }

const KM = '(?:k|kms?|kilomet(?:re|er)s?)'
const MILES = '(?:mi|miles?|milers?)'
/** After a number, these make it training: "10k a day", "10 km per week", "10k long run", "5k into my run". */
const NO_TRAINING = String.raw`(?!\s*(?:a|per|every|each|\/)\s*(?:day|week|month|run)|\s*(?:daily|weekly|steps?|long\s+runs?|easy|training|into)\b)`
/** "half an hour", "half of", "half a mile", "half my runs", "half way" are no race. */
const NO_SHARE = String.raw`(?!\s*(?:an?|of|my|the|hours?|hr|days?|weeks?|months?|years?|minutes?|mins?|way|squats?|dose|pills?|${KM}|${MILES})\b|-)`

/** The longer name first: what is taken is not read again, so "ultra marathon" is no marathon. */
const NAMES: readonly { distance: RaceDistance; pattern: RegExp }[] = [
  { distance: 'ultra', pattern: /\bultra(?:s|[\s-]*(?:marathon|trail|race)s?)?\b/g },
  // "50k", "100 km", "50 miler"
  {
    distance: 'ultra',
    pattern: rule(
      String.raw`\b(?:(?:50|80|100|160)[\s-]*${KM}|(?:50|100)[\s-]*${MILES})\b${NO_TRAINING}`,
    ),
  },
  { distance: 'half', pattern: /\b(?:half[\s-]*mara(?:thon)?s?|hm)\b/g },
  // "13.1", "13.1 miles", "21.1k"
  {
    distance: 'half',
    pattern: rule(
      String.raw`\b(?:13\.1(?:\s*${MILES})?|21(?:\.\d+)?\s*${KM})(?![\w.])${NO_TRAINING}`,
    ),
  },
  // "a half in twelve days", but not "two and a half weeks"
  {
    distance: 'half',
    pattern: rule(
      String.raw`(?<!\b(?:and|in|for|the\s+first)\s+)\b(?:a|the|my|this|next|my\s+first)\s+half\b${NO_SHARE}`,
    ),
  },
  // "half on Sunday", but not "cut in half in May"
  {
    distance: 'half',
    pattern: /(?<!\b(?:and|in|by|and\s+a|first|second)\s+)\bhalf(?=\s+(?:on|in|next|this|is)\b)/g,
  },
  { distance: 'marathon', pattern: /\b(?:marathons?|mara|26\.2)\b/g },
  { distance: 'marathon', pattern: rule(String.raw`\b42(?:\.\d+)?\s*${KM}\b${NO_TRAINING}`) },
  {
    distance: '10k',
    pattern: rule(String.raw`(?<![\d.])10[\s-]*(?:${KM}|000\s*m)\b${NO_TRAINING}`),
  },
  { distance: '5k', pattern: rule(String.raw`(?<![\d.])5[\s-]*(?:${KM}|000\s*m)\b${NO_TRAINING}`) },
  { distance: '5k', pattern: /\bpark\s*runs?\b/g },
]

function rule(source: string): RegExp {
  return new RegExp(source, 'g')
}

/** Every race distance a text names, in its order; the text in small letters, its number words as digits. */
export function findDistances(text: string): Found<RaceDistance>[] {
  const found: Found<RaceDistance>[] = []
  let rest = text
  for (const { distance, pattern } of NAMES) {
    for (const { 0: words, index } of rest.matchAll(pattern)) {
      const end = index + words.length
      found.push({ value: distance, start: index, end })
      rest = rest.slice(0, index) + ' '.repeat(words.length) + rest.slice(end)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
